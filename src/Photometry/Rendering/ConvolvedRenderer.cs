using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using GaLNet.Photometry.Psf;

namespace GaLNet.Photometry.Rendering;

/// <summary>
/// Draws PSF-convolved Sérsic profiles and their derivatives by an inverse Fourier sum: the profile's own transform
/// times the PSF's, so that cusps cost nothing and light beyond the stamp's edge is not lost. One object per thread;
/// nothing is allocated while drawing.
/// </summary>
internal sealed unsafe class ConvolvedRenderer
{
    // Sums and differences over ±ky of (value, slope, index slope), real and imaginary.
    private const int Parts = 12;
    private const int Lanes = StampGrid.Lanes;

    private readonly StampGrid _grid;
    private readonly PsfSpectrum _psf;
    private readonly PeriodicImages _images;
    private readonly float[] _value = new float[SersicTransform.Knots + Lanes];
    private readonly float[] _slope = new float[SersicTransform.Knots + Lanes];
    private readonly float[] _indexSlope = new float[SersicTransform.Knots + Lanes];
    private readonly float[] _block;
    private readonly float[] _rows;
    private readonly float[] _phaseX;
    private readonly float[] _phaseY;

    public ConvolvedRenderer(StampGrid grid)
    {
        _grid = grid;
        _psf = new PsfSpectrum(grid);
        _images = new PeriodicImages(grid);
        Light = new LightSum(grid, _psf, _images);
        _block = new float[grid.FrequenciesY * Parts * Lanes];
        _rows = new float[ModelPlanes.Count * 2 * grid.Height * grid.PaddedX];
        _phaseX = new float[2 * grid.PaddedX];
        _phaseY = new float[2 * grid.FrequenciesY];
    }

    /// <summary>Geometry of the stamps that are drawn.</summary>
    public StampGrid Grid => _grid;

    /// <summary>Draws light without derivatives, of several sources at once.</summary>
    public LightSum Light { get; }

    /// <summary>Sets the PSF of all that is drawn next; false when its sum is not a positive number.</summary>
    public bool SetPsf(PsfStamp psf)
    {
        if (!_psf.Set(psf))
            return false;
        _images.SetPsf(_psf.Moments);
        return true;
    }

    /// <summary>Draws a Sérsic profile of unit flux and its six derivatives.</summary>
    /// <param name="dx">Centre, pixels from the stamp's centre along a row.</param>
    /// <param name="dy">Centre, pixels from the stamp's centre along a column.</param>
    /// <param name="shape">Half-light ellipse.</param>
    /// <param name="n">Sérsic index.</param>
    /// <param name="planes">Where the seven planes are written.</param>
    public void DrawSersic(double dx, double dy, Shape shape, double n, ModelPlanes planes)
    {
        Prepare(shape, n);
        Sum(dx, dy, shape, false, ModelPlanes.Count, planes);
        _images.Subtract(dx, dy, shape, n, planes);
    }

    /// <summary>Draws a Sérsic profile of unit flux without derivatives: a third of the work.</summary>
    public void DrawSersicModel(
        double dx, double dy, Shape shape, double n, ModelPlanes planes, double unseen = PeriodicImages.Negligible)
    {
        Light.Clear();
        Light.AddSersic(dx, dy, shape, n, 1, unseen);
        Light.Write(planes);
    }

    /// <summary>Draws a point source of unit flux and its derivatives by the centre.</summary>
    public void DrawPoint(double dx, double dy, ModelPlanes planes)
        => Sum(dx, dy, default, true, ModelPlanes.PointCount, planes);

    private void Prepare(Shape shape, double n)
    {
        var (first, last) = _grid.KnotsOf(shape, _psf.Blocks);
        SersicTransform.Instance.Blend(n, first, last, _value, _slope, _indexSlope);
        if (first > 0)
            SersicTransform.Instance.Blend(n, 0, 1, _value, _slope, _indexSlope);
    }

    private void Sum(double dx, double dy, Shape shape, bool isPoint, int count, ModelPlanes planes)
    {
        _grid.FillPhases(dx, dy, _psf.Blocks, _phaseX, _phaseY);
        for (var block = 0; block < _psf.Blocks; block++)
        {
            FillBlock(block, shape, isPoint);
            if (count > ModelPlanes.PointCount)
                SersicColumns(block);
            else
                PointColumns(block);
        }
        for (var plane = 0; plane < count; plane++)
            RowSums.Write(_grid, _rows, plane, Math.Min(_psf.Blocks * Lanes, _grid.FrequenciesX), planes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillBlock(int block, Shape shape, bool isPoint)
    {
        var rows = _psf.BlockRows[block];
        var padded = _grid.PaddedX;
        fixed (float* psf = _psf.Values, buffer = _block, phase = _phaseX, freq = _grid.FrequencyX)
        fixed (float* value = _value, slope = _slope, indexSlope = _indexSlope)
        {
            var at = block * Lanes;
            var kx = Vector512.Load(freq + at);
            var xx = kx * kx * (float)shape.Xx;
            var xy = kx * (float)(2 * shape.Xy);
            var ex = Vector512.Load(phase + at);
            var fx = Vector512.Load(phase + padded + at);
            for (var m = 0; m < rows; m++)
            {
                float c = _phaseY[2 * m], s = _phaseY[2 * m + 1];
                // exp(-i(kx dx ± ky dy)) times the PSF's transform
                var p = psf + 4 * m * padded + at;
                var (plusRe, plusIm) = Turn(p, padded, ex * c + fx * s, fx * c - ex * s);
                var (minusRe, minusIm) = Turn(p + 2 * padded, padded, ex * c - fx * s, fx * c + ex * s);
                if (m == 0)
                    (minusRe, minusIm) = (Vector512<float>.Zero, Vector512<float>.Zero);
                var to = buffer + m * Parts * Lanes;
                if (isPoint)
                {
                    Store(to, plusRe, plusIm, minusRe, minusIm);
                    continue;
                }
                var ky = (float)(m * _grid.KStepY);
                var even = xx + Vector512.Create((float)(shape.Yy * ky * ky));
                var (v, g, d) = SersicLookUp.Of(even + xy * ky, value, slope, indexSlope);
                var (v2, g2, d2) = SersicLookUp.Of(even - xy * ky, value, slope, indexSlope);
                Store(to, plusRe * v, plusIm * v, minusRe * v2, minusIm * v2);
                Store(to + 4 * Lanes, plusRe * g, plusIm * g, minusRe * g2, minusIm * g2);
                Store(to + 8 * Lanes, plusRe * d, plusIm * d, minusRe * d2, minusIm * d2);
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

    // Sum and difference of the ±ky values: what multiplies cosines and sines.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(
        float* to, Vector512<float> re, Vector512<float> im, Vector512<float> re2, Vector512<float> im2)
    {
        (re + re2).Store(to);
        (im + im2).Store(to + Lanes);
        (re - re2).Store(to + 2 * Lanes);
        (im - im2).Store(to + 3 * Lanes);
    }

    // Inverse sums over ky for one block of kx, for the model and its derivatives; the factors -ik and k k of the
    // derivatives are applied on the way.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SersicColumns(int block)
    {
        var rows = _psf.BlockRows[block];
        var plane = 2 * _grid.Height * _grid.PaddedX;
        fixed (float* buffer = _block, columns = _grid.Columns, output = _rows, freq = _grid.FrequencyX)
        fixed (float* freqY = _grid.FrequencyY)
        {
            var kx = Vector512.Load(freq + block * Lanes);
            for (var j = 0; j < _grid.HalfY; j++)
            {
                var trig = columns + 2 * j * _grid.FrequenciesY;
                Vector512<float> vcr = default, vci = default, vdr = default, vdi = default;
                Vector512<float> ycr = default, yci = default, ydr = default, ydi = default;
                Vector512<float> gcr = default, gci = default, gdr = default, gdi = default;
                Vector512<float> xcr = default, xci = default, xdr = default, xdi = default;
                Vector512<float> qcr = default, qci = default, qdr = default, qdi = default;
                Vector512<float> ncr = default, nci = default, ndr = default, ndi = default;
                for (var m = 0; m < rows; m++)
                {
                    var from = buffer + m * Parts * Lanes;
                    var c = Vector512.Create(trig[2 * m]);
                    var s = Vector512.Create(trig[2 * m + 1]);
                    var ky = Vector512.Create(freqY[m]);
                    var kc = ky * c;
                    var ks = ky * s;
                    var sr = Vector512.Load(from);
                    var si = Vector512.Load(from + Lanes);
                    var tr = Vector512.Load(from + 2 * Lanes);
                    var ti = Vector512.Load(from + 3 * Lanes);
                    vcr = Vector512.FusedMultiplyAdd(sr, c, vcr);
                    vci = Vector512.FusedMultiplyAdd(si, c, vci);
                    vdr = Vector512.FusedMultiplyAdd(tr, s, vdr);
                    vdi = Vector512.FusedMultiplyAdd(ti, s, vdi);
                    ycr = Vector512.FusedMultiplyAdd(tr, kc, ycr);
                    yci = Vector512.FusedMultiplyAdd(ti, kc, yci);
                    ydr = Vector512.FusedMultiplyAdd(sr, ks, ydr);
                    ydi = Vector512.FusedMultiplyAdd(si, ks, ydi);
                    sr = Vector512.Load(from + 8 * Lanes);
                    si = Vector512.Load(from + 9 * Lanes);
                    tr = Vector512.Load(from + 10 * Lanes);
                    ti = Vector512.Load(from + 11 * Lanes);
                    ncr = Vector512.FusedMultiplyAdd(sr, c, ncr);
                    nci = Vector512.FusedMultiplyAdd(si, c, nci);
                    ndr = Vector512.FusedMultiplyAdd(tr, s, ndr);
                    ndi = Vector512.FusedMultiplyAdd(ti, s, ndi);
                    sr = Vector512.Load(from + 4 * Lanes);
                    si = Vector512.Load(from + 5 * Lanes);
                    tr = Vector512.Load(from + 6 * Lanes);
                    ti = Vector512.Load(from + 7 * Lanes);
                    gcr = Vector512.FusedMultiplyAdd(sr, c, gcr);
                    gci = Vector512.FusedMultiplyAdd(si, c, gci);
                    gdr = Vector512.FusedMultiplyAdd(tr, s, gdr);
                    gdi = Vector512.FusedMultiplyAdd(ti, s, gdi);
                    xcr = Vector512.FusedMultiplyAdd(tr, kc, xcr);
                    xci = Vector512.FusedMultiplyAdd(ti, kc, xci);
                    xdr = Vector512.FusedMultiplyAdd(sr, ks, xdr);
                    xdi = Vector512.FusedMultiplyAdd(si, ks, xdi);
                    kc *= ky;
                    ks *= ky;
                    qcr = Vector512.FusedMultiplyAdd(sr, kc, qcr);
                    qci = Vector512.FusedMultiplyAdd(si, kc, qci);
                    qdr = Vector512.FusedMultiplyAdd(tr, ks, qdr);
                    qdi = Vector512.FusedMultiplyAdd(ti, ks, qdi);
                }
                for (var side = 0; side < 2; side++)
                {
                    var to = output + 2 * _grid.RowOf(j, side) * _grid.PaddedX + block * Lanes;
                    var sign = side == 0 ? 1f : -1f;
                    var re = vcr - vdi * sign;
                    var im = vci + vdr * sign;
                    Put(to, re, im);
                    Put(to + plane, kx * im, -(kx * re));
                    Put(to + 2 * plane, yci + ydr * sign, ydi * sign - ycr);
                    Put(to + 3 * plane, kx * kx * (gcr - gdi * sign), kx * kx * (gci + gdr * sign));
                    Put(to + 4 * plane, kx * 2f * (xcr - xdi * sign), kx * 2f * (xci + xdr * sign));
                    Put(to + 5 * plane, qcr - qdi * sign, qci + qdr * sign);
                    Put(to + 6 * plane, ncr - ndi * sign, nci + ndr * sign);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PointColumns(int block)
    {
        var rows = _psf.BlockRows[block];
        var plane = 2 * _grid.Height * _grid.PaddedX;
        fixed (float* buffer = _block, columns = _grid.Columns, output = _rows, freq = _grid.FrequencyX)
        fixed (float* freqY = _grid.FrequencyY)
        {
            var kx = Vector512.Load(freq + block * Lanes);
            for (var j = 0; j < _grid.HalfY; j++)
            {
                var trig = columns + 2 * j * _grid.FrequenciesY;
                Vector512<float> vcr = default, vci = default, vdr = default, vdi = default;
                Vector512<float> ycr = default, yci = default, ydr = default, ydi = default;
                for (var m = 0; m < rows; m++)
                {
                    var from = buffer + m * Parts * Lanes;
                    var c = Vector512.Create(trig[2 * m]);
                    var s = Vector512.Create(trig[2 * m + 1]);
                    var ky = Vector512.Create(freqY[m]);
                    var kc = ky * c;
                    var ks = ky * s;
                    var sr = Vector512.Load(from);
                    var si = Vector512.Load(from + Lanes);
                    var tr = Vector512.Load(from + 2 * Lanes);
                    var ti = Vector512.Load(from + 3 * Lanes);
                    vcr = Vector512.FusedMultiplyAdd(sr, c, vcr);
                    vci = Vector512.FusedMultiplyAdd(si, c, vci);
                    vdr = Vector512.FusedMultiplyAdd(tr, s, vdr);
                    vdi = Vector512.FusedMultiplyAdd(ti, s, vdi);
                    ycr = Vector512.FusedMultiplyAdd(tr, kc, ycr);
                    yci = Vector512.FusedMultiplyAdd(ti, kc, yci);
                    ydr = Vector512.FusedMultiplyAdd(sr, ks, ydr);
                    ydi = Vector512.FusedMultiplyAdd(si, ks, ydi);
                }
                for (var side = 0; side < 2; side++)
                {
                    var to = output + 2 * _grid.RowOf(j, side) * _grid.PaddedX + block * Lanes;
                    var sign = side == 0 ? 1f : -1f;
                    var re = vcr - vdi * sign;
                    var im = vci + vdr * sign;
                    Put(to, re, im);
                    Put(to + plane, kx * im, -(kx * re));
                    Put(to + 2 * plane, yci + ydr * sign, ydi * sign - ycr);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Put(float* to, Vector512<float> re, Vector512<float> im)
    {
        re.Store(to);
        im.Store(to + _grid.PaddedX);
    }
}
