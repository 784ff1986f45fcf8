using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GaLNet.Photometry.Rendering;

/// <summary>
/// Light of any number of sources under one PSF: their waves are added up, and one inverse sum draws them all. That sum
/// is most of what drawing a source costs. One object per thread; nothing is allocated while drawing.
/// </summary>
internal sealed unsafe class LightSum
{
    // Sum and difference of the values at ±ky, real and imaginary.
    private const int Parts = 4;
    private const int Lanes = StampGrid.Lanes;

    private readonly StampGrid _grid;
    private readonly PsfSpectrum _psf;
    private readonly PeriodicImages _images;
    private readonly float[] _value = new float[SersicTransform.Knots + Lanes];
    private readonly float[] _slope = new float[SersicTransform.Knots + Lanes];
    private readonly float[] _waves;
    private readonly float[] _rows;
    private readonly float[] _phaseX;
    private readonly float[] _phaseY;
    private bool _isEmpty = true;

    /// <summary>Of the sources on a grid, under the PSF that the spectrum and the copies are set to.</summary>
    public LightSum(StampGrid grid, PsfSpectrum psf, PeriodicImages images)
    {
        (_grid, _psf, _images) = (grid, psf, images);
        _waves = new float[grid.PaddedX / Lanes * grid.FrequenciesY * Parts * Lanes];
        _rows = new float[2 * grid.Height * grid.PaddedX];
        _phaseX = new float[2 * grid.PaddedX];
        _phaseY = new float[2 * grid.FrequenciesY];
    }

    /// <summary>Forgets all sources.</summary>
    public void Clear()
    {
        _isEmpty = true;
        _images.Clear();
    }

    /// <summary>Adds a Sérsic profile.</summary>
    /// <param name="dx">Centre, pixels from the stamp's centre along a row.</param>
    /// <param name="dy">Centre, pixels from the stamp's centre along a column.</param>
    /// <param name="shape">Half-light ellipse.</param>
    /// <param name="n">Sérsic index.</param>
    /// <param name="flux">Total light.</param>
    /// <param name="unseen">Light per pixel, of unit flux, below which light that comes round the box is left.</param>
    public void AddSersic(double dx, double dy, Shape shape, double n, float flux, double unseen)
    {
        var (first, last) = _grid.KnotsOf(shape, _psf.Blocks);
        SersicTransform.Instance.Blend(n, first, last, _value, _slope);
        if (first > 0)
            SersicTransform.Instance.Blend(n, 0, 1, _value, _slope);
        _images.AddLight(dx, dy, shape, n, flux, unseen);
        Add(dx, dy, shape, isPoint: false, flux);
    }

    /// <summary>Adds a point source.</summary>
    public void AddPoint(double dx, double dy, float flux) => Add(dx, dy, default, isPoint: true, flux);

    /// <summary>Draws what was added into the first of the planes.</summary>
    public void Write(ModelPlanes planes)
    {
        if (_isEmpty)
        {
            planes[0].Clear();
            return;
        }
        for (var block = 0; block < _psf.Blocks; block++)
            SumColumns(block);
        RowSums.Write(_grid, _rows, 0, Math.Min(_psf.Blocks * Lanes, _grid.FrequenciesX), planes);
        _images.SubtractLight(planes[0]);
    }

    private void Add(double dx, double dy, Shape shape, bool isPoint, float flux)
    {
        _grid.FillPhases(dx, dy, _psf.Blocks, _phaseX, _phaseY);
        for (var k = 0; k < 2 * _grid.PaddedX; k++)
            _phaseX[k] *= flux;
        for (var block = 0; block < _psf.Blocks; block++)
            AddBlock(block, shape, isPoint);
        _isEmpty = false;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddBlock(int block, Shape shape, bool isPoint)
    {
        var rows = _psf.BlockRows[block];
        var padded = _grid.PaddedX;
        var isFirst = _isEmpty;
        fixed (float* psf = _psf.Values, waves = _waves, phase = _phaseX, freq = _grid.FrequencyX)
        fixed (float* value = _value, slope = _slope, phaseY = _phaseY)
        {
            var at = block * Lanes;
            var kx = Vector512.Load(freq + at);
            var xx = kx * kx * (float)shape.Xx;
            var xy = kx * (float)(2 * shape.Xy);
            var ex = Vector512.Load(phase + at);
            var fx = Vector512.Load(phase + padded + at);
            var to = waves + block * _grid.FrequenciesY * Parts * Lanes;
            for (var m = 0; m < rows; m++, to += Parts * Lanes)
            {
                float c = phaseY[2 * m], s = phaseY[2 * m + 1];
                // exp(-i(kx dx ± ky dy)) times the PSF's transform
                var p = psf + 4 * m * padded + at;
                var (plusRe, plusIm) = Turn(p, padded, ex * c + fx * s, fx * c - ex * s);
                var (minusRe, minusIm) = Turn(p + 2 * padded, padded, ex * c - fx * s, fx * c + ex * s);
                if (!isPoint)
                {
                    var ky = (float)(m * _grid.KStepY);
                    var even = xx + Vector512.Create((float)(shape.Yy * ky * ky));
                    var own = SersicLookUp.Of(even + xy * ky, value, slope);
                    var mirrored = SersicLookUp.Of(even - xy * ky, value, slope);
                    (plusRe, plusIm) = (plusRe * own, plusIm * own);
                    (minusRe, minusIm) = (minusRe * mirrored, minusIm * mirrored);
                }
                if (m == 0)
                    (minusRe, minusIm) = (Vector512<float>.Zero, Vector512<float>.Zero);
                Put(to, plusRe + minusRe, isFirst);
                Put(to + Lanes, plusIm + minusIm, isFirst);
                Put(to + 2 * Lanes, plusRe - minusRe, isFirst);
                Put(to + 3 * Lanes, plusIm - minusIm, isFirst);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<float> Re, Vector512<float> Im) Turn(
        float* p, int padded, Vector512<float> re, Vector512<float> im)
    {
        var pr = Vector512.Load(p);
        var pi = Vector512.Load(p + padded);
        return (pr * re - pi * im, pr * im + pi * re);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(float* to, Vector512<float> wave, bool isFirst)
        => (isFirst ? wave : Vector512.Load(to) + wave).Store(to);

    // Inverse sums over ky for one block of kx, two rows at a time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumColumns(int block)
    {
        var rows = _psf.BlockRows[block];
        var padded = _grid.PaddedX;
        fixed (float* waves = _waves, columns = _grid.Columns, output = _rows)
        {
            for (var j = 0; j < _grid.HalfY; j += 2)
            {
                // An odd last row is summed twice.
                var next = Math.Min(j + 1, _grid.HalfY - 1);
                var trig = columns + 2 * j * _grid.FrequenciesY;
                var trigNext = columns + 2 * next * _grid.FrequenciesY;
                Vector512<float> cr = default, ci = default, dr = default, di = default;
                Vector512<float> cr2 = default, ci2 = default, dr2 = default, di2 = default;
                var from = waves + block * _grid.FrequenciesY * Parts * Lanes;
                for (var m = 0; m < rows; m++, from += Parts * Lanes)
                {
                    var sr = Vector512.Load(from);
                    var si = Vector512.Load(from + Lanes);
                    var tr = Vector512.Load(from + 2 * Lanes);
                    var ti = Vector512.Load(from + 3 * Lanes);
                    var (c, s) = (Vector512.Create(trig[2 * m]), Vector512.Create(trig[2 * m + 1]));
                    cr = Vector512.FusedMultiplyAdd(sr, c, cr);
                    ci = Vector512.FusedMultiplyAdd(si, c, ci);
                    dr = Vector512.FusedMultiplyAdd(tr, s, dr);
                    di = Vector512.FusedMultiplyAdd(ti, s, di);
                    (c, s) = (Vector512.Create(trigNext[2 * m]), Vector512.Create(trigNext[2 * m + 1]));
                    cr2 = Vector512.FusedMultiplyAdd(sr, c, cr2);
                    ci2 = Vector512.FusedMultiplyAdd(si, c, ci2);
                    dr2 = Vector512.FusedMultiplyAdd(tr, s, dr2);
                    di2 = Vector512.FusedMultiplyAdd(ti, s, di2);
                }
                for (var side = 0; side < 2; side++)
                {
                    var sign = side == 0 ? 1f : -1f;
                    var row = output + 2 * _grid.RowOf(j, side) * padded + block * Lanes;
                    (cr - di * sign).Store(row);
                    (ci + dr * sign).Store(row + padded);
                    row = output + 2 * _grid.RowOf(next, side) * padded + block * Lanes;
                    (cr2 - di2 * sign).Store(row);
                    (ci2 + dr2 * sign).Store(row + padded);
                }
            }
        }
    }
}
