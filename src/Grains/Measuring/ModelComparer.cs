using GaLNet.Grains.Compute;
using GaLNet.Grains.Images;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Grains.State;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Profiles;
using GaLNet.Photometry.Psf;
using GaLNet.Photometry.Rendering;
using GaLNet.Photometry.Statistics;

namespace GaLNet.Grains.Measuring;

/// <summary>Lays several models of a galaxy over the same pixels, on the compute threads.</summary>
internal sealed class ModelComparer(ComputePool pool, ImageLibrary library)
{
    private static readonly Chi2Engine Standard = new();

    /// <summary>
    /// The galaxy of a source with each model. Sky and neighbours are those of a χ² fit of the stamp, the same for all.
    /// </summary>
    /// <param name="image">The image.</param>
    /// <param name="source">The galaxy's place in the image's sources.</param>
    /// <param name="stampSize">Side of the stamp, pixels.</param>
    /// <param name="models">What to lay over it.</param>
    /// <param name="aperture">Which of the models bounds the common aperture.</param>
    public Task<ModelComparison> Compare(
        TileImage image, int source, int stampSize, ModelProfile[] models, int aperture)
        => pool.Run(() => CompareNow(image, source, stampSize, models, aperture));

    private ModelComparison CompareNow(
        TileImage image, int source, int stampSize, ModelProfile[] models, int aperture)
    {
        using var loan = library.Borrow(image.Info);
        double x = image.Sources!.XPix[source], y = image.Sources.YPix[source];
        var cut = StampCutter.Cut(loan.Planes, image.Info, image.Sources, source, stampSize);
        var local = LocalPsf.ForFits(image.Psf?.Model.ToModel(), x, y, cut.Stamp);
        var psf = local?.Image;
        var frame = loan.Planes.Wcs.FrameAt(x + 1, y + 1);
        var fit = psf is null ? null : Standard.Measure(cut.Stamp, psf);
        var sky = fit is not null && double.IsFinite(fit.Sky) ? fit.Sky : cut.Stamp.Sky;
        var ground = Ground(cut.Stamp, psf, fit, sky);
        var inside = local?.LightInside ?? 1;
        var profiles = Array.ConvertAll(models, model => OnStamp(model, inside, cut, image.Info, loan.Planes));
        var variance = Variance(cut.Stamp);
        return new ModelComparison
        {
            Size = stampSize,
            Pixels = cut.Stamp.Pixels,
            Excluded = Array.ConvertAll(variance, value => float.IsFinite(value) ? (byte)0 : (byte)1),
            Sky = sky,
            SkySigma = cut.Stamp.SkySigma,
            PixelScaleArcsec = frame.PixelScaleArcsec,
            NorthAngleDeg = frame.NorthAngleDeg,
            Parity = frame.Parity,
            Models = Array.ConvertAll(profiles, profile => psf is null || profile is null
                ? new ModelOnPixels([], double.NaN, double.NaN)
                : Lay(profile.Value, profiles[aperture], cut.Stamp, psf, ground, variance)),
        };
    }

    private static ModelOnPixels Lay(
        SersicProfile profile, SersicProfile? aperture, Stamp stamp, PsfStamp psf, float[] ground, float[] variance)
    {
        float[] model = [.. ground];
        new ModelRenderer(stamp.Width, stamp.Height, psf).Add(profile, model);
        var residual = new float[model.Length];
        for (var at = 0; at < residual.Length; at++)
        {
            residual[at] = stamp.Pixels[at] - model[at];
        }

        double Inside(SersicProfile ellipse)
            => ReducedChi2.OfResiduals(residual, variance, stamp.Width, stamp.Width, ellipse);
        return new ModelOnPixels(model, Inside(profile), aperture is { } shared ? Inside(shared) : double.NaN);
    }

    private static float[] Ground(Stamp stamp, PsfStamp? psf, SersicFit? fit, double sky)
    {
        var ground = new float[stamp.Pixels.Length];
        Array.Fill(ground, (float)sky);
        if (psf is not null && fit is not null)
        {
            var renderer = new ModelRenderer(stamp.Width, stamp.Height, psf);
            foreach (var neighbour in fit.FittedNeighbours)
            {
                renderer.Add(neighbour, ground);
            }
        }

        return ground;
    }

    private static SersicProfile? OnStamp(
        ModelProfile model, double lightInside, CutStamp cut, ImageInfo image, ImagePlanes planes)
        => double.IsFinite(model.Mag + model.ReffArcsec + model.Q + model.PaDeg + model.N) && model.ReffArcsec > 0
            && planes.Wcs.TrySkyToPixel(model.RaDeg, model.DecDeg, out var x, out var y)
            ? FitTranslator.ToStamp(
                x, y, model.Mag, model.ReffArcsec, model.Q, model.PaDeg,
                // The renderer's range; other codes reach beyond it.
                Math.Clamp(model.N, Sersic.MinIndex, Sersic.MaxIndex), lightInside, cut, image, planes.Wcs)
            : null;

    // Infinite where a pixel is left out.
    private static float[] Variance(Stamp stamp)
    {
        var variance = new float[stamp.Pixels.Length];
        for (var at = 0; at < variance.Length; at++)
        {
            var sky = stamp.SkyVariance?[at] ?? (float)(stamp.SkySigma * stamp.SkySigma);
            variance[at] = float.IsFinite(stamp.Pixels[at]) && stamp.Mask?[at] is null or 0 && sky > 0
                ? sky
                : float.PositiveInfinity;
        }

        return variance;
    }
}
