using System.Globalization;
using GaLNet.Grains.Interfaces.Catalogue;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Silo;

namespace GaLNet.Cluster.Tests.Support;

/// <summary>A simulated field and how it is measured in these tests: small stamps, so that many galaxies take little.</summary>
internal static class Survey
{
    public const int StampSize = 31;
    public const double MinSignalToNoise = 15;

    public static string[] Settings(int stampSize = StampSize) =>
        ["--stamp-size", $"{stampSize}", "--min-sn", MinSignalToNoise.ToString(CultureInfo.InvariantCulture)];

    /// <summary>Writes a field into a folder of the cluster and returns its image.</summary>
    public static async Task<string> Simulate(LocalCluster cluster, string name, int size, int seed)
    {
        (await cluster.Galnet("simulate", "field", "--size", $"{size}", "--density", "4", "--seed", $"{seed}",
            "--out", name)).Succeeded();
        return Path.Combine(cluster.Root, name, "field.fits");
    }

    /// <summary>The rows that an undisturbed run of one process makes of an image.</summary>
    public static async Task<CatalogueRow[]> Undisturbed(string image, string store)
    {
        var stop = TestContext.Current.CancellationToken;
        await using var silo = await GaLNetSilo.StartEmbeddedAsync(
            store, new EmbeddedSiloOptions { TileOrder = LocalCluster.TileOrder }, stop);
        var catalogue = silo.Client.GetGrain<ICatalogueGrain>(ICatalogueGrain.Key);
        var ingested = await catalogue.Ingest(new ImageSource { Path = image }, stop);
        var settings = new MeasureSettings { StampSize = StampSize, MinSignalToNoise = MinSignalToNoise };
        foreach (var tile in ingested.Image.Tiles)
        {
            var grain = silo.Client.GetGrain<ITileGrain>(tile);
            await grain.Process(settings, stop);
            await foreach (var _ in grain.Watch(stop))
            {
            }
        }

        return await Rows(silo.Client, ingested.Image, stop);
    }

    /// <summary>All rows of an image.</summary>
    public static async Task<CatalogueRow[]> Rows(IGrainFactory grains, ImageInfo image, CancellationToken stop)
    {
        var rows = new List<CatalogueRow>();
        foreach (var tile in image.Tiles)
        {
            rows.AddRange((await grains.GetGrain<ITileGrain>(tile).GetPage(stop)).Rows()
                .Where(row => row.ImageId == image.ImageId));
        }

        return [.. rows.OrderBy(row => row.GalaxyId).ThenBy(row => row.Tile, StringComparer.Ordinal)];
    }

    /// <summary>Every measured value; the time of measuring is none.</summary>
    public static string[] Values(IEnumerable<CatalogueRow> rows)
        => [.. rows.Select(row => (row with { FittedAt = default }).ToString())];

    /// <summary>The image of that file.</summary>
    public static async Task<ImageInfo> ImageOf(IGrainFactory grains, string path, CancellationToken stop)
        => (await grains.GetGrain<ICatalogueGrain>(ICatalogueGrain.Key).List(stop)).Images
            .Single(image => image.Source.Path == path);
}
