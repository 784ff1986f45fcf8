using GaLNet.ClientCli.Pictures;
using GaLNet.ClientCli.Session;

namespace GaLNet.ClientCli.Catalogue;

/// <summary>Asks a tile for a galaxy as it was measured, and prepares it for a picture.</summary>
internal static class StampPanels
{
    /// <summary>The galaxy on an image; null when the tile does not know it.</summary>
    public static async Task<StampPanel?> OfAsync(
        CatalogueSession session, string tile, IReadOnlyList<string> caption, long galaxyId, string imageId,
        CancellationToken cancellationToken)
    {
        if (await session.Tile(tile).GetStamp(galaxyId, imageId, cancellationToken) is not { } stamp)
        {
            return null;
        }

        var image = await session.Image(imageId).Get(cancellationToken);
        var model = stamp.Model.Length == 0 ? null : new Raster(stamp.Size, stamp.Size, stamp.Model);
        var sky = model?.Pixels.Min() ?? 0;
        return new StampPanel
        {
            Image = new Raster(stamp.Size, stamp.Size, stamp.Pixels),
            Model = model,
            Sigma = NoiseOf(model ?? new Raster(stamp.Size, stamp.Size, stamp.Pixels), sky, stamp.SkySigma,
                image?.Gain.Value ?? double.PositiveInfinity),
            Excluded = stamp.Excluded,
            Sky = sky,
            SkySigma = stamp.SkySigma,
            PixelScaleArcsec = stamp.PixelScaleArcsec,
            NorthAngleDeg = stamp.NorthAngleDeg,
            Parity = stamp.Parity,
            Caption = caption,
        };
    }

    /// <summary>Noise per pixel: sky variance and the light's own, (light above the sky)/gain.</summary>
    private static float[] NoiseOf(Raster light, double sky, double skySigma, double gain)
        => Array.ConvertAll(light.Pixels, value
            => (float)Math.Sqrt(skySigma * skySigma + Math.Max(value - sky, 0) / gain));
}
