using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Psf;

namespace GaLNet.Grains.Measuring;

/// <summary>The PSF at a galaxy.</summary>
/// <param name="Image">Its image, of unit sum.</param>
/// <param name="LightInside">Share of a star's light that the image holds: of every flux measured with it.</param>
/// <param name="FluxError">Relative error that the PSF brings into every flux measured with it.</param>
internal sealed record LocalPsf(PsfStamp Image, double LightInside, double FluxError)
{
    // Flux of the galaxy, and of a neighbour, from which the light beyond the networks' PSF image (about 1 %) is
    // noticed: it is then a good part of the flux's error, and as much of a neighbour's lies upon the galaxy.
    private const double NoticedFlux = 600;
    private const double NoticedNeighbour = 3000;

    /// <summary>The PSF as networks take it; null where the model describes none.</summary>
    public static LocalPsf? ForNetworks(PsfModel? model, double xPix, double yPix)
        => At(model, xPix, yPix, PsfModel.DefaultStampPix);

    /// <summary>
    /// The PSF as a χ² fit takes it: with its wings where the stamp holds light enough for them to be noticed.
    /// </summary>
    /// <param name="model">The model; null = none.</param>
    /// <param name="xPix">Column of the image, 0-based.</param>
    /// <param name="yPix">Row of the image, 0-based.</param>
    /// <param name="stamp">The galaxy's stamp, with what detection says of it and of its neighbours.</param>
    public static LocalPsf? ForFits(PsfModel? model, double xPix, double yPix, Stamp stamp)
    {
        var isWide = model is { Images: null } && model.IsValidAt(xPix, yPix) && IsBright(stamp);
        return At(model, xPix, yPix, isWide ? model!.WideStampPixAt(xPix, yPix) : PsfModel.DefaultStampPix);
    }

    private static LocalPsf? At(PsfModel? model, double xPix, double yPix, int sizePix)
        => model is not null && model.IsValidAt(xPix, yPix)
            ? new LocalPsf(model.StampAt(xPix, yPix, sizePix), model.LightInsideAt(xPix, yPix, sizePix),
                model.FluxError)
            : null;

    private static bool IsBright(Stamp stamp)
        => stamp.Guess is { } guess && guess.Flux > NoticedFlux * stamp.SkySigma
            || stamp.Neighbours.Any(neighbour => neighbour.Flux > NoticedNeighbour * stamp.SkySigma);
}
