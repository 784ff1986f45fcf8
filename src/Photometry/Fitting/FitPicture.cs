using GaLNet.Photometry.Psf;
using GaLNet.Photometry.Rendering;

namespace GaLNet.Photometry.Fitting;

/// <summary>Draws what was measured.</summary>
public static class FitPicture
{
    /// <summary>PSF-convolved galaxy + sky + fitted neighbours, [Height * Width], in the stamp's counts.</summary>
    public static float[] Render(SersicFit fit, Stamp stamp, PsfStamp psf)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(stamp);
        ArgumentNullException.ThrowIfNull(psf);
        var image = new float[stamp.Width * stamp.Height];
        Array.Fill(image, (float)fit.Sky);
        var renderer = new ModelRenderer(stamp.Width, stamp.Height, psf);
        renderer.Add(fit.Profile, image);
        foreach (var neighbour in fit.FittedNeighbours)
            renderer.Add(neighbour, image);
        return image;
    }
}
