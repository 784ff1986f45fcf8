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

        var fwhm = model is null ? double.NaN : model.FwhmPixAt(x, y) * image.Info.PixelScaleArcsec.Value;
        var wide = LocalPsf.ForFits(model, x, y, cut.Stamp);
        var narrow = wide is { Image.Width: PsfModel.DefaultStampPix } ? wide : LocalPsf.ForNetworks(model, x, y);
        return new PreparedGalaxy(job, cut, loan.Planes.Wcs, narrow, wide, fwhm, flags);
    }
}
