using System.Runtime.CompilerServices;
using GaLNet.Photometry.Profiles;
using GaLNet.Photometry.Psf;
using GaLNet.Photometry.Rendering;
using static GaLNet.Inference.NetworkContract;

namespace GaLNet.Inference;

/// <summary>
/// Brings any PSF image to what networks take: 25 x 25 pixels of the image's own sampling, with the pixel's response,
/// unit sum.
/// </summary>
public static class PsfPreparation
{
    // One finely sampled PSF often serves a whole file.
    private static readonly ConditionalWeakTable<PsfStamp, float[]> Resampled = [];

    /// <summary>Fills <paramref name="pixels"/>; false when the PSF has no light or is no centred image.</summary>
    /// <param name="psf">The PSF, of odd sides.</param>
    /// <param name="pixels">[25 * 25], overwritten.</param>
    public static bool Fill(PsfStamp psf, Span<float> pixels)
    {
        ArgumentNullException.ThrowIfNull(psf);
        pixels = pixels[..(PsfSize * PsfSize)];
        pixels.Clear();
        if (psf.Width % 2 == 0 || psf.Height % 2 == 0 || psf.Sampling < 1 || !HasLight(psf))
            return false;
        if (psf is { Sampling: 1, IncludesPixel: true })
            CopyCentre(psf, pixels);
        else
            Resampled.GetValue(psf, PointSource).CopyTo(pixels);
        var sum = 0.0;
        foreach (var value in pixels)
            sum += value;
        if (!(sum > 0))
            return false;
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = (float)(pixels[i] / sum);
        return true;
    }

    private static bool HasLight(PsfStamp psf)
    {
        if (psf.Pixels.Length != psf.Width * psf.Height)
            return false;
        var sum = 0.0;
        foreach (var value in psf.Pixels)
            sum += value;
        return sum > 0 && double.IsFinite(sum);
    }

    private static void CopyCentre(PsfStamp psf, Span<float> pixels)
    {
        var (wide, high) = (Math.Min(PsfSize, psf.Width), Math.Min(PsfSize, psf.Height));
        for (var row = 0; row < high; row++)
        {
            var from = (row + (psf.Height - high) / 2) * psf.Width + (psf.Width - wide) / 2;
            var to = (row + (PsfSize - high) / 2) * PsfSize + (PsfSize - wide) / 2;
            psf.Pixels.AsSpan(from, wide).CopyTo(pixels[to..]);
        }
    }

    // A point source as the models draw it: whatever sampling and pixel response the image has.
    private static float[] PointSource(PsfStamp psf)
    {
        var image = new float[PsfSize * PsfSize];
        var centre = PsfSize / 2;
        new ModelRenderer(PsfSize, PsfSize, psf).Add(new SersicProfile(centre, centre, 1, 0, 1, 0, 1), image);
        return image;
    }
}
