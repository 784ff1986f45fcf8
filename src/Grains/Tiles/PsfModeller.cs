using GaLNet.Grains.Compute;
using GaLNet.Grains.Detection;
using GaLNet.Grains.Images;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Grains.State;
using GaLNet.Sky.Healpix;

namespace GaLNet.Grains.Tiles;

/// <summary>Makes a tile's PSF models, and keeps count of their versions.</summary>
internal sealed class PsfModeller(
    HealpixCell tile, SourceFinder finder, ComputePool pool, IGrainFactory grains, TimeProvider time)
{
    /// <summary>Where the tile's centre lies on an image, 0-based pixels; the image's own when nowhere.</summary>
    public Task<(double XPix, double YPix)> Centre(ImageInfo image, CancellationToken cancellationToken)
    {
        var (ra, dec) = tile.Centre;
        return pool.Run(() => finder.PixelOf(image, ra, dec), cancellationToken);
    }

    /// <summary>
    /// What came with the image; else the ladder: over the tile (or its mean), else of the image; null where even that
    /// has too few stars.
    /// </summary>
    public async Task<StoredPsf?> Model(ImageInfo image, FoundSources found, (double XPix, double YPix) centre)
    {
        if (image.Source.PsfPath is not null)
        {
            return await Read(image, centre);
        }

        return await finder.ModelPsf(image, found) is { } model
            ? StoredPsf.Of(model)
            : await GrainCalls.Patiently(
                () => grains.GetGrain<IImageGrain>(image.ImageId).GetPsf(CancellationToken.None));
    }

    /// <summary>The PSF in the file that an image names.</summary>
    public Task<StoredPsf> Read(ImageInfo image, (double XPix, double YPix) centre)
        => pool.Run(() => StoredPsf.Of(GivenPsf.Read(image, centre.XPix, centre.YPix)));

    /// <summary>
    /// The image's PSFs with a model in force. The same model again is the same version: nothing that was measured with
    /// it is stale.
    /// </summary>
    public TileImage WithModel(TileImage image, StoredPsf? model, (double XPix, double YPix) centre)
    {
        var known = image.PsfKey == TilePlan.PsfKey(image) ? image : image with { PsfKey = TilePlan.PsfKey(image) };
        if (model is null || (image.Psf is { } newest && PsfComparison.AreSame(newest.Model, model)))
        {
            return known;
        }

        var fwhm = model.ToModel().FwhmPixAt(centre.XPix, centre.YPix) * image.Info.PixelScaleArcsec.Value;
        return known with
        {
            Psfs =
            [
                new PsfInfo(image.Info.ImageId, (image.Psf?.Version ?? 0) + 1, model, time.GetUtcNow(), fwhm),
                .. image.Psfs,
            ],
        };
    }
}
