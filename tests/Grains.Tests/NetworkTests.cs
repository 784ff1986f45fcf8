using System.Diagnostics.Metrics;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Grains.Tests.Support;
using GaLNet.Photometry.Fitting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace GaLNet.Grains.Tests;

/// <summary>From the tile through the networks' queue to the galaxies.</summary>
public sealed class NetworkTests
{
    private const string Shipped = "fake|galnet-2|galnet-2|1";

    private static readonly string ShippedId = FakeNetworkFormat.ModelOf(FakeNetworkFormat.File("1")).ModelId;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Batches_keep_order_and_identity()
    {
        using var folder = new TempFolder();
        var galaxies = PaintedField.Make().Write(folder.File("a.fits")).Sources.Count(source => source.Kind == 'g');
        var networks = new FakeNetworkFormat(Shipped);
        await using var catalogue = await NetworkCatalogue.Open(folder.File("s.db"), networks);
        await catalogue.Ingest(folder.File("a.fits"));
        await catalogue.Process();
        var oneByOne = await catalogue.TimelessRows();
        await catalogue.Process(NetworkCatalogue.Network);
        var inBatches = await catalogue.TimelessRows();

        inBatches.Count(row => row.Model == ShippedId).Should().Be(galaxies);
        networks.Stamps.Should().Be(galaxies, "each is asked for once");
        networks.Batches.Should().Contain(batch => batch.Count > 1);
        // Both fakes answer what detection said of that very stamp. Of a bright galaxy the network, whose PSF ends earlier,
        // misses more light, which its catalogued magnitude is given back.
        inBatches.Select(row => row.Engine.Length == 0 ? row : row with { Engine = "fake", Model = "fake-1", N = 1, Mag = 0 })
            .Should().Equal(oneByOne.Select(row => row.Engine.Length == 0 ? row : row with { N = 1, Mag = 0 }));
        inBatches.Zip(oneByOne, (one, other) => one.Mag - other.Mag).Where(double.IsFinite)
            .Should().OnlyContain(difference => Math.Abs(difference) < 0.005);
    }

    [Fact]
    public async Task One_bad_stamp_harms_only_itself()
    {
        using var folder = new TempFolder();
        var galaxies = PaintedField.Make().Write(folder.File("a.fits")).Sources.Count(source => source.Kind == 'g');
        var networks = new FakeNetworkFormat(Shipped);
        await using var catalogue = await NetworkCatalogue.Open(folder.File("s.db"), networks);
        await catalogue.Ingest(folder.File("a.fits"));
        await catalogue.Process();
        // The brightest one: its magnitude tells it from all others, although that also counts light outside the PSF image.
        var bad = (await catalogue.Rows()).Where(row => row.Engine == "fake").MinBy(row => row.Mag)!;
        var flux = Math.Pow(10, 0.4 * (25 - bad.Mag));
        networks.Before = (_, batch) =>
        {
            if (batch.Any(one => one.Stamp.Guess is { } guess && guess.Flux / flux > 0.98))
            {
                throw new InvalidOperationException("the network stumbles");
            }
        };
        var status = (await catalogue.Process(NetworkCatalogue.Network)).Single();

        (status.Phase, status.Measured, status.Failed, status.Pending)
            .Should().Be((TilePhase.Idle, galaxies - 1, 1, 0));
        var failed = (await catalogue.Rows()).Single(row => ((FitFlags)row.Flags).HasFlag(FitFlags.Failed));
        failed.GalaxyId.Should().Be(bad.GalaxyId);
        (failed.Model, failed.Mag).Should().Be((ShippedId, double.NaN));
    }

    [Fact]
    public async Task A_slow_network_makes_the_tile_wait_with_few_stamps_in_memory()
    {
        using var folder = new TempFolder();
        var galaxies = PaintedField.Make().Write(folder.File("a.fits")).Sources.Count(source => source.Kind == 'g');
        var networks = new FakeNetworkFormat(Shipped);
        long now = 0, most = 0;
        using var gate = new ManualResetEventSlim();
        networks.Before = (_, _) => gate.Wait(Stop);
        await using var catalogue = await NetworkCatalogue.Open(folder.File("s.db"), networks);
        var meter = catalogue.Silo.Services.GetRequiredService<GrainsMeter>().Meter;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter == meter && instrument.Name == "galnet.stamps.waiting")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, change, _, _) =>
            most = Math.Max(Interlocked.Read(ref most), Interlocked.Add(ref now, change)));
        listener.Start();
        await catalogue.Ingest(folder.File("a.fits"));
        var tile = catalogue.Tile((await catalogue.Tiles()).Single());
        await tile.Process(NetworkCatalogue.Network, Stop);
        // Two groups of eight are cut and no more: the tile waits for the first.
        await Until(() => Interlocked.Read(ref now) == 16);
        gate.Set();
        var status = (await catalogue.Finish()).Single();

        status.Measured.Should().Be(galaxies).And.BeGreaterThan(32);
        (most, Interlocked.Read(ref now)).Should().Be((16, 0));
    }

    [Fact]
    public async Task A_swap_under_load_loses_nothing_and_every_fit_names_its_weights()
    {
        using var folder = new TempFolder();
        var galaxies = PaintedField.Make().Write(folder.File("a.fits")).Sources.Count(source => source.Kind == 'g');
        var networks = new FakeNetworkFormat(Shipped);
        await using var catalogue = await NetworkCatalogue.Open(folder.File("s.db"), networks);
        await catalogue.Ingest(folder.File("a.fits"));
        using var halfWay = new SemaphoreSlim(0);
        using var swapped = new ManualResetEventSlim();
        networks.Before = (model, _) =>
        {
            if (model == ShippedId && networks.Stamps >= galaxies / 3)
            {
                halfWay.Release();
                swapped.Wait(Stop);
            }
        };
        var work = catalogue.Process(NetworkCatalogue.Network);
        await halfWay.WaitAsync(Stop);
        var second = await catalogue.Swap("2");
        swapped.Set();
        var status = (await work).Single();

        (status.Measured, status.Failed, status.Pending).Should().Be((galaxies, 0, 0));
        var fits = (await catalogue.Rows()).Where(row => row.Engine == "galnet-2").ToArray();
        fits.Should().OnlyContain(row => row.Model == (row.N == 1 ? ShippedId : second));
        var old = fits.Count(row => row.Model == ShippedId);
        old.Should().BeInRange(1, galaxies - 1);
        status.Stale.Should().Be(old);
        fits.Should().OnlyContain(row => row.IsStale == (row.Model == ShippedId));

        var before = networks.Stamps;
        status = (await catalogue.Process(NetworkCatalogue.Network)).Single();
        (status.Stale, networks.Stamps - before).Should().Be((0, old), "only what is stale is measured again");
    }

    [Fact]
    public async Task A_store_as_a_killed_run_leaves_it_ends_with_the_same_catalogue()
    {
        using var folder = new TempFolder();
        var galaxies = PaintedField.Make().Write(folder.File("a.fits")).Sources.Count(source => source.Kind == 'g');
        var networks = new FakeNetworkFormat();
        var isKilled = 0;
        networks.Before = (_, _) =>
        {
            // Batches run side by side; a process is killed once.
            if (networks.Stamps > galaxies / 2 && Interlocked.Exchange(ref isKilled, 1) == 0)
            {
                Snapshot(folder.File("s.db"), folder.File("killed.db"));
            }
        };
        CatalogueRow[] undisturbed;
        await using (var run = await NetworkCatalogue.Open(folder.File("s.db"), networks))
        {
            await run.Swap("3");
            await run.Ingest(folder.File("a.fits"));
            await run.Process(NetworkCatalogue.Network);
            undisturbed = await run.TimelessRows();
        }

        var afterwards = new FakeNetworkFormat();
        await using var resumed = await NetworkCatalogue.Open(folder.File("killed.db"), afterwards);
        await resumed.Ingest(folder.File("a.fits"));
        await resumed.Process(NetworkCatalogue.Network);

        (await resumed.TimelessRows()).Should().Equal(undisturbed, "the published model is in the store");
        afterwards.Stamps.Should().BeInRange(1, galaxies - 1);
        afterwards.Opened.Should().ContainSingle();
    }

    [Fact]
    public async Task Hybrid_starts_the_fit_from_the_network_and_names_both()
    {
        using var folder = new TempFolder();
        PaintedField.Make().Write(folder.File("a.fits"));
        var networks = new FakeNetworkFormat(Shipped);
        await using var catalogue = await NetworkCatalogue.Open(folder.File("s.db"), networks);
        await catalogue.Ingest(folder.File("a.fits"));
        var status = (await catalogue.Process(NetworkCatalogue.Network with { Engine = "hybrid" })).Single();

        status.Stale.Should().Be(0);
        networks.Stamps.Should().Be(status.Measured + status.Failed);
        var fits = (await catalogue.Rows()).Where(row => row.Engine.Length > 0).ToArray();
        fits.Should().OnlyContain(row => row.Engine == "hybrid" && row.Model.Contains(ShippedId)
            && row.Model.Contains(new Chi2Engine().ModelId));
        fits.Should().Contain(row => row.N != 1, "the answer of the network is only the beginning");
        await catalogue.Swap("2");
        (await catalogue.Rows()).Count(row => row.IsStale).Should().Be(fits.Length);
    }

    private static async Task Until(Func<bool> isTrue)
    {
        while (!isTrue())
        {
            await Task.Delay(10, Stop);
        }
    }

    private static void Snapshot(string store, string copy)
    {
        using var from = new SqliteConnection($"Data Source={store};Pooling=False");
        using var to = new SqliteConnection($"Data Source={copy};Pooling=False");
        from.Open();
        to.Open();
        from.BackupDatabase(to);
    }
}
