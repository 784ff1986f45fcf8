using System.Globalization;

namespace GaLNet.Stamps;

/// <summary>One PSF of a file, brought to unit sum.</summary>
/// <param name="Pixels">[Height * Width] values with sum 1.</param>
/// <param name="Sum">Sum of the values in the file.</param>
/// <param name="OffsetPix">Distance of its bright part's centroid from the central pixel, PSF pixels.</param>
internal readonly record struct PsfPlane(float[] Pixels, double Sum, double OffsetPix)
{
    // Beyond this a PSF was plainly not normalised on purpose; below it, it is rounding or light beyond its edges.
    private const double UnitSumTolerance = 1e-3;
    private const double OffCentreLimitPix = 0.25;

    /// <summary>True when the file's values did not sum to 1.</summary>
    public bool IsRescaled => Math.Abs(Sum - 1) > UnitSumTolerance;

    /// <summary>True when the PSF peaks beside its central pixel.</summary>
    public bool IsShifted(int sampling) => OffsetPix > OffCentreLimitPix * sampling;

    /// <summary>Reads a plane; fails where it is no PSF.</summary>
    public static PsfPlane Read(PlaneStack planes, int plane)
    {
        var pixels = planes.Read(plane);
        var sum = SumOf(pixels, planes, plane);
        return new PsfPlane(
            Array.ConvertAll(pixels, value => (float)(value / sum)), sum, CentroidOffset(pixels, planes));
    }

    /// <summary>Fails where the PSFs have no central pixel.</summary>
    public static void RequireOdd(PlaneStack planes)
    {
        if (planes.Width % 2 == 0 || planes.Height % 2 == 0)
        {
            throw new StampException(
                $"{planes.Path} has PSFs of {planes.Width} x {planes.Height} pixels: an even side has no central pixel; "
                + "cut or pad them to odd sides with the peak in the middle.");
        }
    }

    private static double SumOf(float[] pixels, PlaneStack planes, int plane)
    {
        var name = planes.Count == 1 ? planes.Path : $"plane {plane} of {planes.Path}";
        if (Array.Exists(pixels, value => !float.IsFinite(value)))
        {
            throw new StampException($"{name} has NaN or infinite pixels; a PSF must be finite everywhere.");
        }

        var sum = 0.0;
        foreach (var value in pixels)
        {
            sum += value;
        }

        return sum > 0 ? sum : throw new StampException(string.Create(CultureInfo.InvariantCulture,
            $"{name} sums to {sum:G4}; a PSF must hold positive light."));
    }

    // Of the light above half the peak.
    private static double CentroidOffset(float[] pixels, PlaneStack planes)
    {
        var half = pixels.Max() / 2;
        double light = 0, x = 0, y = 0;
        for (var i = 0; i < pixels.Length; i++)
        {
            if (pixels[i] >= half)
            {
                light += pixels[i];
                x += pixels[i] * (double)(i % planes.Width - planes.Width / 2);
                y += pixels[i] * (double)(i / planes.Width - planes.Height / 2);
            }
        }

        return Math.Sqrt(x * x + y * y) / light;
    }
}
