using System.Globalization;
using GaLNet.ClientCli.Output;
using GaLNet.ClientCli.Shell;
using GaLNet.Grains.Interfaces.Catalogue;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Sky.Fits;
using GaLNet.Sky.Wcs;

namespace GaLNet.ClientCli.Session;

/// <summary>Registers images and says where each calibration value came from.</summary>
internal static class Ingestion
{
    /// <summary>
    /// Registers images one after the other, the only one in the place of <paramref name="replaced"/> if that is given,
    /// and hands the given sources to their tiles.
    /// </summary>
    public static async Task<IReadOnlyList<ImageInfo>> RunAsync(
        CatalogueSession session, IReadOnlyList<ImageSource> sources, InputSource[]? catalog, Terminal terminal,
        CancellationToken cancellationToken, string? replaced = null)
    {
        var images = new List<ImageInfo>();
        var place = replaced is null ? null : OneImage.Find(
            (await session.Catalogue.List(cancellationToken)).Images, replaced, "the catalogue").ImageId;
        foreach (var source in sources)
        {
            var result = place is null
                ? await session.Catalogue.Ingest(source, cancellationToken)
                : await session.Catalogue.Replace(place, source, cancellationToken);
            session.Keep();
            Describe(result, terminal.Out);
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

    /// <summary>
    /// Opens every file once before a store is created for them: most bad input shows here, at no cost. For a cluster
    /// the paths are made absolute and nothing is opened: its silos need not see what we see.
    /// </summary>
    public static IReadOnlyList<ImageSource> Check(IReadOnlyList<ImageSource> sources, CatalogueTarget target)
    {
        if (target.Cluster is not null)
        {
            return [.. sources.Select(source => source with
            {
                Path = Absolute(source.Path),
                WeightPath = source.WeightPath is { } weight ? Absolute(weight) : null,
                MaskPath = source.MaskPath is { } mask ? Absolute(mask) : null,
                PsfPath = source.PsfPath is { } psf ? Absolute(psf) : null,
            })];
        }

        foreach (var source in sources)
        {
            using var file = FitsFile.Open(source.Path);
            if (CelestialWcs.TryFromHeader(file.Image().Header) is null)
            {
                throw new CommandFailedException(
                    $"{source.Path} has no WCS (CTYPE1 and CTYPE2 name no sky axes): solve its astrometry first, or "
                    + "measure cut-outs with 'galnet stamps', which needs no sky position.");
            }

            foreach (var plane in new[] { source.WeightPath, source.MaskPath }.OfType<string>())
            {
                using var open = FitsFile.Open(plane);
                _ = open.Image();
            }
        }

        return sources;
    }

    private static string Absolute(string named)
    {
        var path = FitsPath.Parse(named);
        var full = Path.GetFullPath(path.File);
        return path.Selector is null ? full : $"{full}[{path.Selector}]";
    }

    private static void Describe(IngestResult result, TextWriter output)
    {
        var image = result.Image;
        var tiles = image.Tiles.Length == 1 ? image.Tiles[0] : $"{image.Tiles.Length} tiles";
        output.WriteLine(
            $"{Path.GetFileName(image.Source.Path)}: {image.Width} x {image.Height} pixels, image {image.ImageId}, "
            + $"{tiles}{(result.IsNew ? "" : " (registered before)")}");
        if (result.Changes is { } changes)
        {
            output.WriteLine(changes.AllSince == image.Revision
                ? $"  replaced: revision {image.Revision}, everything has changed"
                : $"  replaced: revision {image.Revision}, {changes.ChangedLast} of {changes.Blocks} blocks of "
                    + $"{ImageBlocks.Side} x {ImageBlocks.Side} pixels have changed");
        }

        var band = image.Band.Length > 0 ? image.Band : "not known";
        output.WriteLine(
            $"  band {band}; zero point {Said(image.ZeroPoint, "mag")}; gain {Said(image.Gain, "e/count")}; "
            + $"saturation {Said(image.Saturation, "counts")}; pixel scale {Said(image.PixelScaleArcsec, "arcsec")}");
    }

    private static string Said(CalibrationValue value, string unit) => double.IsFinite(value.Value)
        ? string.Create(CultureInfo.InvariantCulture, $"{Numbers.Significant(value.Value, 6)} {unit} ({value.Source})")
        : $"not known ({value.Source})";
}
