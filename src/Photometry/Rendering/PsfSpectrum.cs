using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using GaLNet.Photometry.Psf;

namespace GaLNet.Photometry.Rendering;

/// <summary>
/// Fourier transform of a PSF image on a stamp's frequencies: band-limited (sinc) interpolation of the image, times
/// the pixel's response when the image does not contain it, times the weights of the inverse sum.
/// </summary>
internal sealed class PsfSpectrum
{
    // Waves below this fraction of the total light cannot be seen in any pixel (5e-5 of a star's peak all together).
    private const float Negligible = 3e-6f;

    private readonly StampGrid _grid;
    private readonly float[] _rows;
    private readonly float[] _folded;
    private readonly int _halfX;
    private readonly int _halfY;
    private readonly float[]?[] _factors = new float[]?[2];

    public PsfSpectrum(StampGrid grid)
    {
        _grid = grid;
        _rows = new float[2 * grid.PsfHeight * grid.PaddedX];
        (_halfX, _halfY) = (grid.PsfWidth / 2, grid.PsfHeight / 2);
        _folded = new float[2 * (_halfX + 1)];
        Values = new float[4 * grid.FrequenciesY * grid.PaddedX];
        BlockRows = new int[grid.PaddedX / StampGrid.Lanes];
    }

    /// <summary>[FrequenciesY, 4, PaddedX]: real and imaginary part at +ky, then at -ky.</summary>
    public float[] Values { get; }

    /// <summary>For each block of 16 kx, the number of ky rows that carry light.</summary>
    public int[] BlockRows { get; }

    /// <summary>Blocks of 16 kx that carry light.</summary>
    public int Blocks { get; private set; }

    /// <summary>Second moments of the PSF (with the pixel), pixels².</summary>
    public (double Xx, double Xy, double Yy) Moments { get; private set; }

    /// <summary>Sets the PSF. False when its sum is not a positive number: there is nothing to convolve with.</summary>
    public bool Set(PsfStamp psf)
    {
        double sum = 0;
        foreach (var v in psf.Pixels)
            sum += v;
        if (!(sum > 0) || double.IsInfinity(sum))
            return false;
        Moments = SecondMoments(psf, sum);
        TransformRows(psf.Pixels, (float)(1 / sum));
        Array.Clear(BlockRows);
        var factors = _factors[psf.IncludesPixel ? 1 : 0] ??= MakeFactors(psf.IncludesPixel);
        for (var m = 0; m < _grid.FrequenciesY; m++)
            TransformColumn(m, factors.AsSpan(m * _grid.PaddedX, _grid.PaddedX));
        Blocks = 0;
        for (var block = 0; block < BlockRows.Length; block++)
        {
            if (BlockRows[block] > 0)
                Blocks = block + 1;
        }
        return true;
    }

    private static (double Xx, double Xy, double Yy) SecondMoments(PsfStamp psf, double sum)
    {
        double xx = 0, xy = 0, yy = 0;
        for (var row = 0; row < psf.Height; row++)
        {
            double light = 0, first = 0, second = 0, y = row - psf.Height / 2;
            var pixels = psf.Pixels.AsSpan(row * psf.Width, psf.Width);
            for (var column = 0; column < pixels.Length; column++)
            {
                double value = pixels[column], x = column - psf.Width / 2;
                light += value;
                first += value * x;
                second += value * x * x;
            }
            xx += second;
            xy += first * y;
            yy += light * y * y;
        }
        var scale = 1 / (sum * psf.Sampling * psf.Sampling);
        var pixel = psf.IncludesPixel ? 0 : 1.0 / 12;
        // Noise in the wings of a measured PSF must not make moments that no PSF of this size has.
        var most = Math.Pow(Math.Max(psf.Width, psf.Height) / (4.0 * psf.Sampling), 2);
        return (Math.Clamp(xx * scale + pixel, 0, most), Math.Clamp(xy * scale, -most, most),
            Math.Clamp(yy * scale + pixel, 0, most));
    }

    // Both transforms take what lies on either side of the centre together: cosines are even and sines odd, so that
    // sums and differences need half the multiplications.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TransformRows(ReadOnlySpan<float> pixels, float scale)
    {
        var padded = _grid.PaddedX;
        for (var y = 0; y < _grid.PsfHeight; y++)
        {
            var row = pixels.Slice(y * _grid.PsfWidth, _grid.PsfWidth);
            for (var x = 0; x <= _halfX; x++)
            {
                var left = x > 0 ? row[_halfX - x] * scale : 0;
                var right = _halfX + x < row.Length ? row[_halfX + x] * scale : 0;
                (_folded[2 * x], _folded[2 * x + 1]) = (left + right, left - right);
            }

            for (var k = 0; k < padded; k += StampGrid.Lanes)
            {
                Vector512<float> re = default, im = default;
                for (var x = 0; x <= _halfX; x++)
                {
                    var at = (_halfX - x) * padded + k;
                    re += Vector512.Create(_folded[2 * x]) * Vector512.Create(_grid.PsfCosX, at);
                    // The table's sine is that of the left side, -sin(kx x).
                    im -= Vector512.Create(_folded[2 * x + 1]) * Vector512.Create(_grid.PsfSinX, at);
                }
                re.CopyTo(_rows, 2 * y * padded + k);
                im.CopyTo(_rows, (2 * y + 1) * padded + k);
            }
        }
        Fold(padded);
    }

    // Rows above and below the centre become their sums (below) and differences (above).
    private void Fold(int padded)
    {
        for (var y = 1; y <= _halfY; y++)
        {
            var below = _rows.AsSpan(2 * (_halfY - y) * padded, 2 * padded);
            if (_halfY + y >= _grid.PsfHeight)
                continue;
            var above = _rows.AsSpan(2 * (_halfY + y) * padded, 2 * padded);
            for (var k = 0; k < below.Length; k += StampGrid.Lanes)
            {
                var (a, b) = (Vector512.Create<float>(below[k..]), Vector512.Create<float>(above[k..]));
                (a + b).CopyTo(below[k..]);
                (a - b).CopyTo(above[k..]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TransformColumn(int m, ReadOnlySpan<float> factors)
    {
        var padded = _grid.PaddedX;
        var cos = _grid.PsfCosY.AsSpan(m * _grid.PsfHeight, _grid.PsfHeight);
        var sin = _grid.PsfSinY.AsSpan(m * _grid.PsfHeight, _grid.PsfHeight);
        var values = Values.AsSpan(4 * m * padded, 4 * padded);
        for (var k = 0; k < padded; k += StampGrid.Lanes)
        {
            Vector512<float> cr = default, ci = default, dr = default, di = default;
            for (var y = 0; y <= _halfY; y++)
            {
                var (c, s) = (Vector512.Create(cos[y]), Vector512.Create(sin[y]));
                cr += Vector512.Create(_rows, 2 * y * padded + k) * c;
                ci += Vector512.Create(_rows, (2 * y + 1) * padded + k) * c;
                var other = 2 * _halfY - y;
                // A row without a counterpart is its own difference, the central one has none.
                var from = other >= cos.Length ? y : other;
                if (y == _halfY)
                    continue;
                dr += Vector512.Create(_rows, 2 * from * padded + k) * s;
                di += Vector512.Create(_rows, (2 * from + 1) * padded + k) * s;
            }
            // e^{-i ky y}: C - iD above the axis, C + iD below.
            var (plusRe, plusIm) = (cr + di, ci - dr);
            var (minusRe, minusIm) = (cr - di, ci + dr);
            var power = Vector512.Max(plusRe * plusRe + plusIm * plusIm, minusRe * minusRe + minusIm * minusIm);
            if (Vector512.GreaterThanAny(power, Vector512.Create(Negligible * Negligible)))
                BlockRows[k / StampGrid.Lanes] = m + 1;
            var factor = Vector512.Create(factors[k..]);
            (plusRe * factor).CopyTo(values[k..]);
            (plusIm * factor).CopyTo(values[(padded + k)..]);
            (minusRe * factor).CopyTo(values[(2 * padded + k)..]);
            (minusIm * factor).CopyTo(values[(3 * padded + k)..]);
        }
    }

    // [FrequenciesY, PaddedX]: weights of the inverse sum, with the pixel's response where the image lacks it.
    private float[] MakeFactors(bool includesPixel)
    {
        var factors = new float[_grid.FrequenciesY * _grid.PaddedX];
        for (var m = 0; m < _grid.FrequenciesY; m++)
        {
            var weightY = (m == _grid.FrequenciesY - 1 ? 0.5 : 1.0) / ((double)_grid.BoxX * _grid.BoxY);
            if (!includesPixel)
                weightY *= Sinc(m * _grid.KStepY / 2);
            for (var k = 0; k < _grid.FrequenciesX; k++)
            {
                var weight = k == 0 || k == _grid.FrequenciesX - 1 ? 1.0 : 2.0;
                if (!includesPixel)
                    weight *= Sinc(k * _grid.KStepX / 2);
                factors[m * _grid.PaddedX + k] = (float)(weight * weightY);
            }
        }
        return factors;
    }

    private static double Sinc(double x) => Math.Abs(x) < 1e-8 ? 1 : Math.Sin(x) / x;
}
