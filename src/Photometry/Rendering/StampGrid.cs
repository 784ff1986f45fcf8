using System.Collections.Concurrent;
using GaLNet.Photometry.Psf;

namespace GaLNet.Photometry.Rendering;

/// <summary>
/// Geometry of a stamp and its periodic box, with the trigonometric matrices of the Fourier sums. Pixel positions are
/// offsets t from the stamp's centre; matrices hold t ≥ 0 only (cosines are even, sines odd). Shared and immutable.
/// </summary>
internal sealed class StampGrid
{
    /// <summary>Lanes of the vectors used: rows are padded to multiples of this.</summary>
    public const int Lanes = 16;

    private static readonly ConcurrentDictionary<(int, int, int, int, int, int), StampGrid> Cache = new();

    private StampGrid(int width, int height, int psfWidth, int psfHeight, int sampling, int beyond)
    {
        Width = width;
        Height = height;
        PsfWidth = psfWidth;
        PsfHeight = psfHeight;
        Sampling = sampling;
        Beyond = beyond;
        BoxX = BoxSize(width + (psfWidth + sampling - 1) / sampling + beyond);
        BoxY = BoxSize(height + (psfHeight + sampling - 1) / sampling + beyond);
        FrequenciesX = sampling * BoxX / 2 + 1;
        FrequenciesY = sampling * BoxY / 2 + 1;
        PaddedX = Pad(FrequenciesX);
        HalfX = Pad((width + 1) / 2);
        HalfY = (height + 1) / 2;
        var right = width / 2 + HalfX;
        var left = HalfX - 1 - (width - 1) / 2;
        Stride = Pad(Math.Max(right, width + Math.Max(left, 0)));
        KStepX = 2 * Math.PI / BoxX;
        KStepY = 2 * Math.PI / BoxY;

        RowCos = new float[PaddedX * HalfX];
        RowSin = new float[PaddedX * HalfX];
        for (var m = 0; m < FrequenciesX; m++)
        {
            for (var j = 0; j < HalfX; j++)
            {
                var (s, c) = Math.SinCos(m * KStepX * Offset(width, j));
                RowCos[m * HalfX + j] = (float)c;
                RowSin[m * HalfX + j] = (float)s;
            }
        }
        Columns = new float[HalfY * FrequenciesY * 2];
        for (var j = 0; j < HalfY; j++)
        {
            for (var m = 0; m < FrequenciesY; m++)
            {
                var (s, c) = Math.SinCos(m * KStepY * Offset(height, j));
                Columns[2 * (j * FrequenciesY + m)] = (float)c;
                Columns[2 * (j * FrequenciesY + m) + 1] = (float)s;
            }
        }
        FrequencyX = new float[PaddedX];
        for (var m = 0; m < PaddedX; m++)
            FrequencyX[m] = (float)(m * KStepX);
        FrequencyY = new float[FrequenciesY];
        for (var m = 0; m < FrequenciesY; m++)
            FrequencyY[m] = (float)(m * KStepY);
        PsfCosX = new float[psfWidth * PaddedX];
        PsfSinX = new float[psfWidth * PaddedX];
        for (var x = 0; x < psfWidth; x++)
        {
            for (var m = 0; m < FrequenciesX; m++)
            {
                var (s, c) = Math.SinCos(m * KStepX * (x - psfWidth / 2) / sampling);
                PsfCosX[x * PaddedX + m] = (float)c;
                PsfSinX[x * PaddedX + m] = (float)s;
            }
        }
        PsfCosY = new float[FrequenciesY * psfHeight];
        PsfSinY = new float[FrequenciesY * psfHeight];
        for (var m = 0; m < FrequenciesY; m++)
        {
            for (var y = 0; y < psfHeight; y++)
            {
                var (s, c) = Math.SinCos(m * KStepY * (y - psfHeight / 2) / sampling);
                PsfCosY[m * psfHeight + y] = (float)c;
                PsfSinY[m * psfHeight + y] = (float)s;
            }
        }
    }

    public int Width { get; }

    public int Height { get; }

    public int PsfWidth { get; }

    public int PsfHeight { get; }

    /// <summary>PSF pixels per image pixel.</summary>
    public int Sampling { get; }

    /// <summary>Pixels by which the box is wider than need be: sources may lie as much farther outside.</summary>
    public int Beyond { get; }

    /// <summary>Period along x, pixels: the stamp plus the PSF at least, so that point sources never wrap.</summary>
    public int BoxX { get; }

    /// <summary>Period along y, pixels.</summary>
    public int BoxY { get; }

    /// <summary>Frequencies kx ≥ 0, up to the PSF image's own Nyquist frequency.</summary>
    public int FrequenciesX { get; }

    /// <summary>Frequencies ky ≥ 0.</summary>
    public int FrequenciesY { get; }

    /// <summary><see cref="FrequenciesX"/> padded to whole vectors.</summary>
    public int PaddedX { get; }

    /// <summary>Offsets t ≥ 0 along a row, padded to whole vectors.</summary>
    public int HalfX { get; }

    /// <summary>Offsets t ≥ 0 along a column.</summary>
    public int HalfY { get; }

    /// <summary>Floats from one row of a plane to the next; columns beyond <see cref="Width"/> hold rubbish.</summary>
    public int Stride { get; }

    /// <summary>Distance of frequencies along x, radians per pixel.</summary>
    public double KStepX { get; }

    /// <summary>Distance of frequencies along y, radians per pixel.</summary>
    public double KStepY { get; }

    /// <summary>[PaddedX, HalfX] cos(kx t).</summary>
    public float[] RowCos { get; }

    /// <summary>[PaddedX, HalfX] sin(kx t).</summary>
    public float[] RowSin { get; }

    /// <summary>[HalfY, FrequenciesY, 2] cos(ky t), sin(ky t).</summary>
    public float[] Columns { get; }

    /// <summary>[PaddedX] kx, radians per pixel.</summary>
    public float[] FrequencyX { get; }

    /// <summary>[FrequenciesY] ky, radians per pixel.</summary>
    public float[] FrequencyY { get; }

    /// <summary>[PsfWidth, PaddedX] cos(kx x) at the PSF image's columns.</summary>
    public float[] PsfCosX { get; }

    /// <summary>[PsfWidth, PaddedX] sin(kx x) at the PSF image's columns.</summary>
    public float[] PsfSinX { get; }

    /// <summary>[FrequenciesY, PsfHeight] cos(ky y) at the PSF image's rows.</summary>
    public float[] PsfCosY { get; }

    /// <summary>[FrequenciesY, PsfHeight] sin(ky y) at the PSF image's rows.</summary>
    public float[] PsfSinY { get; }

    /// <summary>The grid for a stamp and a PSF image of these sizes.</summary>
    public static StampGrid For(int width, int height, int psfWidth, int psfHeight, int sampling, int beyond = 0)
        => Cache.GetOrAdd((width, height, psfWidth, psfHeight, sampling, beyond),
            static k => new StampGrid(k.Item1, k.Item2, k.Item3, k.Item4, k.Item5, k.Item6));

    /// <summary>
    /// The grid for a stamp and a PSF. "No PSF" (a single pixel without the pixel's response) is drawn with waves far
    /// beyond the pixels' Nyquist frequency, which fold back as they do when a cusp is averaged over a pixel.
    /// </summary>
    public static StampGrid For(int width, int height, PsfStamp psf, int beyond = 0)
    {
        const int FoldsOfNoPsf = 5;
        var none = psf.Width == 1 && psf.Height == 1 && !psf.IncludesPixel;
        return For(width, height, psf.Width, psf.Height, none ? FoldsOfNoPsf : psf.Sampling, beyond);
    }

    /// <summary>Offset from the centre of the j-th pixel on the positive side (half pixels for even sizes).</summary>
    public static double Offset(int size, int j) => (size & 1) == 1 ? j : j + 0.5;

    /// <summary>Row of the stamp at the j-th offset above (side 0) or below (side 1) the centre.</summary>
    public int RowOf(int j, int side) => side == 0 ? Height / 2 + j : (Height - 1) / 2 - j;

    /// <summary>
    /// Knots of the profile's transform that a shape needs: u² between that of the lowest frequency on the minor axis
    /// and of the highest on the major one.
    /// </summary>
    public (int First, int Last) KnotsOf(Shape shape, int blocks)
    {
        var trace = shape.Xx + shape.Yy;
        var root = Math.Sqrt(Math.Max(0, trace * trace / 4 - (shape.Xx * shape.Yy - shape.Xy * shape.Xy)));
        var low = Math.Min(KStepX, KStepY);
        var kx = blocks * Lanes * KStepX;
        var ky = FrequenciesY * KStepY;
        return (SersicTransform.KnotBelow((float)((trace / 2 - root) * low * low * 0.9)),
            SersicTransform.KnotBelow((float)((trace / 2 + root) * (kx * kx + ky * ky) * 1.1)) + 1);
    }

    /// <summary>exp(-i kx dx) as [2, PaddedX] (blocks of kx that carry light), (cos, sin)(ky dy) as [ky, 2].</summary>
    public void FillPhases(double dx, double dy, int blocks, Span<float> phaseX, Span<float> phaseY)
    {
        // Turned on step by step in double precision: a hundred steps lose two digits of sixteen.
        var (sin, cos) = Math.SinCos(KStepX * dx);
        var (re, im) = (1.0, 0.0);
        for (var k = 0; k < blocks * Lanes; k++)
        {
            phaseX[k] = (float)re;
            phaseX[PaddedX + k] = (float)-im;
            (re, im) = (re * cos - im * sin, re * sin + im * cos);
        }
        (sin, cos) = Math.SinCos(KStepY * dy);
        (re, im) = (1.0, 0.0);
        for (var m = 0; m < FrequenciesY; m++)
        {
            (phaseY[2 * m], phaseY[2 * m + 1]) = ((float)re, (float)im);
            (re, im) = (re * cos - im * sin, re * sin + im * cos);
        }
    }

    private static int Pad(int count) => (count + Lanes - 1) / Lanes * Lanes;

    // Even, so that the Nyquist frequency is on the grid; a multiple of eight keeps the vectors well filled.
    private static int BoxSize(int needed) => (needed + 7) / 8 * 8;
}
