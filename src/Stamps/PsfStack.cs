using System.Globalization;
using GaLNet.Photometry.Psf;

namespace GaLNet.Stamps;

/// <summary>The PSFs of stamps: checked, and brought to unit sum.</summary>
internal sealed class PsfStack
{
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
        var read = ReadAll(planes);
        for (var plane = 0; plane < psfs.Length; plane++)
        {
            var psf = read[plane];
            if (psf.IsRescaled)
            {
                rescaled.Add(plane);
            }

            if (psf.IsShifted(options.PsfSampling))
            {
                shifted.Add(plane);
            }
        }

        Parallel.For(0, psfs.Length, plane => psfs[plane] = Padded(
            planes.Width, planes.Height, read[plane].Pixels, options));

        return new PsfStack(psfs, NotesOf(planes, rescaled, shifted));
    }

    // On all cores: with one PSF per stamp this is the only work before the first stamp.
    private static PsfPlane[] ReadAll(PlaneStack planes)
    {
        var read = new PsfPlane[planes.Count];
        var failures = new StampException?[planes.Count];
        Parallel.For(0, read.Length, plane =>
        {
            try
            {
                read[plane] = PsfPlane.Read(planes, plane);
            }
            catch (StampException exception)
            {
                failures[plane] = exception;
            }
        });
        // The first bad plane, as if they had been read in order.
        return Array.Find(failures, failure => failure is not null) is { } first
            ? throw new StampException(first.Message, first) : read;
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
        PsfPlane.RequireOdd(planes);
        if (planes.Width > stamps.Width * sampling || planes.Height > stamps.Height * sampling)
        {
            var fine = sampling > 1 ? $" at a sampling of {sampling}" : "";
            throw new StampException(
                $"{size}{fine}, larger than the stamps of {stamps.Width} x {stamps.Height} in {stamps.Path}: "
                + "cut the PSFs, or use larger stamps.");
        }
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
