using System.Diagnostics;
using System.Globalization;
using GaLNet.Grains.Interfaces.Catalogue;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Silo;

namespace GaLNet.Cluster.Tests.Support;

/// <summary>Simulated fields and how they are measured in these tests: small stamps, so that many galaxies take little.</summary>
internal static class Survey
{
    public const int StampSize = 31;
    public const int NetworkStampSize = 61;
    public const double MinSignalToNoise = 15;

    /// <summary>The pixels' own fit.</summary>
    public static MeasureSettings Fits { get; } =
        new() { Engine = "chi2", StampSize = StampSize, MinSignalToNoise = MinSignalToNoise };

    /// <summary>The network that comes with the software.</summary>
    public static MeasureSettings Network { get; } =
        new() { Engine = "galnet-2", StampSize = NetworkStampSize, MinSignalToNoise = MinSignalToNoise };

    /// <summary>The same for the command.</summary>
    public static string[] Options(MeasureSettings? settings = null) =>
    [
        "--engine", (settings ?? Fits).Engine,
        "--stamp-size", $"{(settings ?? Fits).StampSize}",
        "--min-sn", (settings ?? Fits).MinSignalToNoise.ToString(CultureInfo.InvariantCulture),
    ];

    /// <summary>
    /// Writes a field into a folder of the cluster, each name at a place of its own in the sky, and returns its image.
    /// </summary>
    public static async Task<string> Simulate(LocalCluster cluster, string name, int size, int seed, double density = 4)
    {
        (await cluster.Galnet("simulate", "field", "--size", $"{size}",
            "--density", density.ToString(CultureInfo.InvariantCulture), "--seed", $"{seed}", "--ra", $"{seed}",
            "--out", name)).Succeeded();
        return Path.Combine(cluster.Root, name, "field.fits");
    }

    /// <summary>
    /// The rows that an undisturbed run of one process makes of an image: of the last settings, and those beside the
    /// page that the settings before them left.
    /// </summary>
    public static async Task<CatalogueRow[]> Undisturbed(string image, string store, params MeasureSettings[] settings)
    {
        var stop = TestContext.Current.CancellationToken;
        await using var silo = await GaLNetSilo.StartEmbeddedAsync(
            store, new EmbeddedSiloOptions { TileOrder = LocalCluster.TileOrder }, stop);
        var catalogue = silo.Client.GetGrain<ICatalogueGrain>(ICatalogueGrain.Key);
        var ingested = await catalogue.Ingest(new ImageSource { Path = image }, stop);
        foreach (var each in settings is [] ? [Fits] : settings)
        {
            foreach (var tile in ingested.Image.Tiles)
            {
                var grain = silo.Client.GetGrain<ITileGrain>(tile);
                await grain.Process(each, stop);
                await foreach (var _ in grain.Watch(stop))
                {
                }
            }
        }

        return await Rows(silo.Client, ingested.Image, stop);
    }

    /// <summary>All rows of an image, whatever engine made them.</summary>
    public static async Task<CatalogueRow[]> Rows(IGrainFactory grains, ImageInfo image, CancellationToken stop)
    {
        var rows = new List<CatalogueRow>();
        foreach (var tile in image.Tiles)
        {
            var grain = grains.GetGrain<ITileGrain>(tile);
            var page = (await grain.GetPage(stop)).Rows().ToArray();
            rows.AddRange(page);
            var current = page.Select(row => row.Engine).ToHashSet();
            foreach (var engine in (await grain.GetEngines(stop)).Where(engine => !current.Contains(engine)))
            {
                rows.AddRange((await grain.GetEnginePage(engine, stop)).Rows());
            }
        }

        return [.. rows.Where(row => row.ImageId == image.ImageId).OrderBy(row => row.GalaxyId)
            .ThenBy(row => row.Tile, StringComparer.Ordinal).ThenBy(row => row.Engine, StringComparer.Ordinal)];
    }

    /// <summary>
    /// The rows are the expected ones in every measured value; the time of measuring is none. A network adds its
    /// numbers in another order when other stamps share its batch: what it says is equal to single precision.
    /// </summary>
    public static void ShouldBe(this CatalogueRow[] rows, CatalogueRow[] expected)
    {
        rows.Select(Key).Should().OnlyHaveUniqueItems("no galaxy is twice");
        rows.Select(Key).Should().BeEquivalentTo(expected.Select(Key), "no galaxy is lost");
        var wanted = expected.ToDictionary(Key);
        foreach (var row in rows)
        {
            var before = wanted[Key(row)];
            var isSame = row.Engine == Network.Engine
                ? IsSameToSinglePrecision(row, before)
                : (row with { FittedAt = default }).Equals(before with { FittedAt = default });
            isSame.Should().BeTrue($"{row} is expected to be {before}");
        }
    }

    /// <summary>The image of that file.</summary>
    public static async Task<ImageInfo> ImageOf(IGrainFactory grains, string path, CancellationToken stop)
        => (await grains.GetGrain<ICatalogueGrain>(ICatalogueGrain.Key).List(stop)).Images
            .Single(image => image.Source.Path == path);

    /// <summary>A command that processes the whole image, once it is in the middle of it.</summary>
    public static async Task<(Process Command, string[] Arguments)> InTheMiddle(
        LocalCluster cluster, IGrainFactory grains, ImageInfo image, CancellationToken stop)
    {
        string[] arguments = ["process", .. image.Tiles, "--cluster", "local", .. Options()];
        var command = cluster.StartGalnet(arguments);
        while (await Pending(grains, image, stop) == 0)
        {
            await Task.Delay(50, stop);
        }

        return (command, arguments);
    }

    /// <summary>How many measurements are still to be made on an image.</summary>
    public static async Task<int> Pending(IGrainFactory grains, ImageInfo image, CancellationToken stop)
        => (await Task.WhenAll(image.Tiles.Select(tile => grains.GetGrain<ITileGrain>(tile).GetStatus(stop))))
            .Sum(status => status.Pending);

    /// <summary>The pages of an image hold what the galaxies themselves say, no more and no less.</summary>
    public static async Task PagesAreWhatGalaxiesSay(IGrainFactory grains, ImageInfo image, CancellationToken stop)
    {
        foreach (var tile in image.Tiles)
        {
            (await grains.GetGrain<ITileGrain>(tile).RebuildPage(stop)).Differences.Should().Be(0, $"tile {tile}");
        }
    }

    private static (long Galaxy, string Image, string Engine) Key(CatalogueRow row)
        => (row.GalaxyId, row.ImageId, row.Engine);

    private static bool IsSameToSinglePrecision(CatalogueRow one, CatalogueRow other)
    {
        const double precision = 1e-4;
        return Words(one) == Words(other) && Numbers(one).Zip(Numbers(other)).All(pair =>
            pair.First.Equals(pair.Second)
            || Math.Abs(pair.First - pair.Second) <= precision * Math.Max(1, Math.Abs(pair.First)));
    }

    private static (string, string, int, int, bool) Words(CatalogueRow row)
        => (row.Tile, row.Model, row.Flags, row.PsfVersion, row.IsStale);

    private static double[] Numbers(CatalogueRow row) =>
    [
        row.RaDeg, row.DecDeg, row.XFits, row.YFits, row.Mag, row.ReffArcsec, row.Q, row.PaDeg, row.N, row.XError,
        row.YError, row.MagError, row.ReffError, row.QError, row.PaError, row.NError, row.Chi2, row.Chi2Reff,
        row.SignalToNoise, row.PsfFwhmArcsec,
    ];
}
