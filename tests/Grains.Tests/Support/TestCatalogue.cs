using GaLNet.Grains.Interfaces.Catalogue;
using GaLNet.Grains.Interfaces.Galaxies;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Photometry.Fitting;
using GaLNet.Silo;
using Microsoft.Extensions.DependencyInjection;

namespace GaLNet.Grains.Tests.Support;

/// <summary>An embedded silo on a store of its own, with a fake engine, and the commands that tests give.</summary>
internal sealed class TestCatalogue : IAsyncDisposable
{
    public static readonly MeasureSettings Fake = new() { Engine = "fake", StampSize = 31 };

    private TestCatalogue(EmbeddedSilo silo, FakeEngine engine)
    {
        Silo = silo;
        Engine = engine;
    }

    public EmbeddedSilo Silo { get; }

    public FakeEngine Engine { get; }

    public ICatalogueGrain Directory => Silo.Client.GetGrain<ICatalogueGrain>(ICatalogueGrain.Key);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<TestCatalogue> Open(
        string store, int tileOrder = 11, FakeEngine? engine = null, int groupSize = 16,
        Action<IServiceCollection>? configure = null)
    {
        engine ??= new FakeEngine();
        var silo = await GaLNetSilo.StartEmbeddedAsync(store, new EmbeddedSiloOptions
        {
            TileOrder = tileOrder,
            ComputeThreads = 2,
            Traces = true,
            ConfigureServices = services =>
            {
                services.AddSingleton<IFitEngine>(engine);
                services.Configure<GrainsOptions>(options => options.GroupSize = groupSize);
                configure?.Invoke(services);
            },
        }, Stop);
        return new TestCatalogue(silo, engine);
    }

    public Task<IngestResult> Ingest(string path, Func<ImageSource, ImageSource>? with = null)
    {
        var source = new ImageSource { Path = path };
        return Directory.Ingest(with is null ? source : with(source), Stop);
    }

    public ITileGrain Tile(string name) => Silo.Client.GetGrain<ITileGrain>(name);

    public IGalaxyGrain Galaxy(long id) => Silo.Client.GetGrain<IGalaxyGrain>(id);

    public async Task<string[]> Tiles() => (await Directory.List(Stop)).Tiles;

    /// <summary>Processes every tile, all at once, and returns their last statuses.</summary>
    public async Task<TileStatus[]> Process(MeasureSettings? settings = null)
    {
        var tiles = await Tiles();
        await Task.WhenAll(tiles.Select(name => Tile(name).Process(settings ?? Fake, Stop)));
        return await Finish();
    }

    /// <summary>Waits until every tile is idle or failed.</summary>
    public async Task<TileStatus[]> Finish() => await Task.WhenAll((await Tiles()).Select(async name =>
    {
        TileStatus? last = null;
        await foreach (var status in Tile(name).Watch(Stop))
        {
            last = status;
        }

        return last!;
    }));

    /// <summary>All rows, by galaxy and image.</summary>
    public async Task<CatalogueRow[]> Rows()
    {
        var pages = await Task.WhenAll((await Tiles()).Select(name => Tile(name).GetPage(Stop)));
        return [.. pages.SelectMany(page => page.Rows()).OrderBy(row => row.GalaxyId).ThenBy(row => row.ImageId)];
    }

    /// <summary>All rows without what differs between equal runs: the time of the fit.</summary>
    public async Task<CatalogueRow[]> TimelessRows()
        => Array.ConvertAll(await Rows(), row => row with { FittedAt = default });

    /// <summary>Galaxy grains in memory.</summary>
    public async Task<int> GalaxiesInMemory()
    {
        var management = Silo.Client.GetGrain<IManagementGrain>(0);
        var statistics = await management.GetDetailedGrainStatistics();
        return statistics.Count(one => one.GrainType.Contains("GalaxyGrain", StringComparison.Ordinal));
    }

    public ValueTask DisposeAsync() => Silo.DisposeAsync();
}
