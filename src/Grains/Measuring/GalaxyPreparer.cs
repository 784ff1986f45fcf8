using GaLNet.Grains.Images;
using GaLNet.Grains.State;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Psf;

namespace GaLNet.Grains.Measuring;

/// <summary>Cuts a galaxy out of its image, with the PSF of its place. Belongs on a compute thread.</summary>
internal sealed class GalaxyPreparer(ImageLibrary library)
{
    /// <summary>Throws <see cref="Interfaces.InputException"/> when the image cannot be read.</summary>
    public PreparedGalaxy Prepare(MeasureJob job)
    {
        var (asked, image, source) = (job.Asked, job.Image, job.Source);
        using var loan = library.Borrow(image.Info);
        var cut = StampCutter.Cut(loan.Planes, image.Info, image.Sources!, source, asked.StampSize);
        var model = image.Psf?.Model.ToModel();
        double x = image.Sources!.XPix[source], y = image.Sources.YPix[source];
        var flags = image.Sources.Has(source, SourceBits.Blended) ? FitFlags.Blended : FitFlags.None;
        if (model is null || model.Rung is PsfRung.Tile or PsfRung.Image)
        {
            flags |= FitFlags.PsfFallback;
        }

        // Where its polynomial leaves the possible, a model is none.
        var psf = model is not null && model.IsValidAt(x, y) ? model.StampAt(x, y) : null;
        var fwhm = model is null ? double.NaN : model.FwhmPixAt(x, y) * image.Info.PixelScaleArcsec.Value;
        var inside = psf is null ? double.NaN : model!.LightInsideAt(x, y);
        return new PreparedGalaxy(job, cut, loan.Planes.Wcs, psf, inside, fwhm, flags);
    }
}
