using System.Globalization;
using GaLNet.ClientCli.Output;
using GaLNet.ClientCli.Shell;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Grains.Interfaces.Tiles;

namespace GaLNet.ClientCli.Session;

/// <summary>Registers images and says where each calibration value came from.</summary>
internal static class Ingestion
{
    /// <summary>Registers images one after the other, and hands the given sources to their tiles.</summary>
    public static async Task<IReadOnlyList<ImageInfo>> RunAsync(
        CatalogueSession session, IReadOnlyList<ImageSource> sources, InputSource[]? catalog, Terminal terminal,
        CancellationToken cancellationToken)
    {
        var images = new List<ImageInfo>();
        foreach (var source in sources)
        {
            var result = await session.Catalogue.Ingest(source, cancellationToken);
            Describe(result.Image, result.IsNew, terminal.Out);
            if (catalog is not null)
            {
                foreach (var tile in result.Image.Tiles)
                {
                    await session.Tile(tile).SetSources(result.Image.ImageId, catalog, cancellationToken);
                }
            }

            images.Add(result.Image);
        }

        return images;
    }

    private static void Describe(ImageInfo image, bool isNew, TextWriter output)
    {
        var tiles = image.Tiles.Length == 1 ? image.Tiles[0] : $"{image.Tiles.Length} tiles";
        output.WriteLine(
            $"{Path.GetFileName(image.Source.Path)}: {image.Width} x {image.Height} pixels, image {image.ImageId}, "
            + $"{tiles}{(isNew ? "" : " (registered before)")}");
        var band = image.Band.Length > 0 ? image.Band : "not known";
        output.WriteLine(
            $"  band {band}; zero point {Said(image.ZeroPoint, "mag")}; gain {Said(image.Gain, "e/count")}; "
            + $"saturation {Said(image.Saturation, "counts")}; pixel scale {Said(image.PixelScaleArcsec, "arcsec")}");
    }

    private static string Said(CalibrationValue value, string unit) => double.IsFinite(value.Value)
        ? string.Create(CultureInfo.InvariantCulture, $"{Numbers.Significant(value.Value, 6)} {unit} ({value.Source})")
        : $"not known ({value.Source})";
}
