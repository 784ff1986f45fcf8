using System.Globalization;
using GaLNet.Photometry.Psf;

namespace GaLNet.Stamps;

/// <summary>The PSFs of stamps: checked, and brought to unit sum.</summary>
internal sealed class PsfStack
{
    // Beyond this a PSF was plainly not normalised on purpose; below it, it is rounding or light beyond its edges.
    private const double UnitSumTolerance = 1e-3;
    private const double OffCentreLimitPix = 0.25;
    private const int SmallestSide = 9;

    private readonly PsfStamp[] _psfs;

    private PsfStack(PsfStamp[] psfs, IReadOnlyList<string> notes) => (_psfs, Notes) = (psfs, notes);

    /// <summary>What was found odd, one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>The PSF of a stamp.</summary>
    public PsfStamp Of(int stamp) => _psfs[_psfs.Length == 1 ? 0 : stamp];

    /// <summary>Reads the PSFs of <paramref name="stamps"/>.</summary>
    public static PsfStack Read(StampOptions options, PlaneStack stamps)
    {
        using var planes = PlaneStack.Open(options.Psfs);
        planes.RequireCount(stamps, "PSF");
        RequireFit(planes, stamps, options.PsfSampling);
        var psfs = new PsfStamp[planes.Count];
        var (rescaled, shifted) = (new List<int>(), new List<int>());
        for (var plane = 0; plane < psfs.Length; plane++)
        {
            var pixels = planes.Read(plane);
            var sum = SumOf(pixels, planes, plane);
            if (Math.Abs(sum - 1) > UnitSumTolerance)
            {
                rescaled.Add(plane);
            }

            if (CentroidOffset(pixels, planes) > OffCentreLimitPix * options.PsfSampling)
            {
                shifted.Add(plane);
            }

            psfs[plane] = Padded(
                planes.Width, planes.Height, Array.ConvertAll(pixels, value => (float)(value / sum)), options);
        }

        return new PsfStack(psfs, NotesOf(planes, rescaled, shifted));
    }

    /// <summary>
    /// A PSF of one pixel (none at all) and the like is set into zeros: its width must be measurable.
    /// </summary>
    private static PsfStamp Padded(int width, int height, float[] pixels, StampOptions options)
    {
        var (wide, high) = (Math.Max(width, SmallestSide), Math.Max(height, SmallestSide));
        var padded = new float[wide * high];
        for (var row = 0; row < height; row++)
        {
            var to = (row + (high - height) / 2) * wide + (wide - width) / 2;
            pixels.AsSpan(row * width, width).CopyTo(padded.AsSpan(to, width));
        }

        return new PsfStamp(wide, high, padded, options.PsfSampling, !options.PsfWithoutPixel);
    }

    private static void RequireFit(PlaneStack planes, PlaneStack stamps, int sampling)
    {
        var size = $"{planes.Path} has PSFs of {planes.Width} x {planes.Height} pixels";
        if (planes.Width % 2 == 0 || planes.Height % 2 == 0)
        {
            throw new StampException(
                $"{size}: an even side has no central pixel; cut or pad them to odd sides with the peak in the "
                + "middle.");
        }

        if (planes.Width > stamps.Width * sampling || planes.Height > stamps.Height * sampling)
        {
            var fine = sampling > 1 ? $" at a sampling of {sampling}" : "";
            throw new StampException(
                $"{size}{fine}, larger than the stamps of {stamps.Width} x {stamps.Height} in {stamps.Path}: "
                + "cut the PSFs, or use larger stamps.");
        }
    }

    private static double SumOf(float[] pixels, PlaneStack planes, int plane)
    {
        var name = planes.Count == 1 ? planes.Path : $"plane {plane} of {planes.Path}";
        if (Array.Exists(pixels, value => !float.IsFinite(value)))
        {
            throw new StampException($"{name} has NaN or infinite pixels; a PSF must be finite everywhere.");
        }

        var sum = pixels.Sum(value => (double)value);
        return sum > 0 ? sum : throw new StampException(string.Create(CultureInfo.InvariantCulture,
            $"{name} sums to {sum:G4}; a PSF must hold positive light."));
    }

    /// <summary>Distance of the centroid of the light above half the peak from the central pixel, PSF pixels.</summary>
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

    private static List<string> NotesOf(PlaneStack planes, List<int> rescaled, List<int> shifted)
    {
        var notes = new List<string>();
        if (rescaled.Count > 0)
        {
            notes.Add($"{Which(rescaled, planes)} did not sum to 1; scaled so that they do.");
        }

        if (shifted.Count > 0)
        {
            notes.Add($"{Which(shifted, planes)} peak beside their central pixel; positions shift by as much.");
        }

        return notes;
    }

    private static string Which(List<int> some, PlaneStack planes)
        => planes.Count == 1 ? planes.Path : $"{some.Count} of {planes.Count} PSFs in {planes.Path}";
}
