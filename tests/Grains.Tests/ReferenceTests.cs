using GaLNet.Grains.Interfaces.References;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Grains.Tests.Support;
using GaLNet.Photometry.Fitting;
using Microsoft.Extensions.DependencyInjection;

namespace GaLNet.Grains.Tests;

/// <summary>Other people's measurements and other engines' fits stay with their galaxies.</summary>
public sealed class ReferenceTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reference_is_stored_with_galaxies_and_page_and_survives_a_restart()
    {
        using var folder = new TempFolder();
        var ids = Array.Empty<long>();
        await using (var catalogue = await Measured(folder))
        {
            ids = [.. (await catalogue.Rows()).Where(row => row.Engine == "fake").Select(row => row.GalaxyId).Take(3)];
            (await Attach(catalogue, ids, "a")).Should().BeTrue();
            (await Attach(catalogue, ids, "a")).Should().BeFalse("the same page again is no change");
            await catalogue.Directory.SetReference(Info("2dphot"), Stop);
        }

        await using var again = await TestCatalogue.Open(folder.File("store.db"));
        foreach (var id in ids)
        {
            var view = await again.Galaxy(id).Get(Stop);
            view!.References.Should().ContainSingle().Which.Should().Be(Measurement(id, "a"));
            view.Fits.Should().NotBeEmpty("a reference replaces no fit");
        }

        (await again.Directory.ListReferences(Stop)).Should().ContainSingle().Which.Name.Should().Be("2dphot");
        (await again.Directory.List(Stop)).Images.Should().ContainSingle("the directory keeps what it had");
    }

    [Fact]
    public async Task A_newer_catalogue_replaces_and_removal_leaves_nothing()
    {
        using var folder = new TempFolder();
        await using var catalogue = await Measured(folder);
        var ids = (await catalogue.Rows()).Where(row => row.Engine == "fake").Select(row => row.GalaxyId)
            .Take(3).ToArray();
        await Attach(catalogue, ids, "a");
        await Attach(catalogue, ids[..2], "b");
        (await catalogue.Galaxy(ids[0]).Get(Stop))!.References.Should().ContainSingle()
            .Which.ContentHash.Should().Be("b");
        (await catalogue.Galaxy(ids[2]).Get(Stop))!.References.Should().BeEmpty("the new catalogue has it no more");
        (await Grain(catalogue).Remove(Stop)).Should().Be(2);
        (await catalogue.Galaxy(ids[0]).Get(Stop))!.References.Should().BeEmpty();
        (await Grain(catalogue).Get(Stop)).Should().BeNull();
        (await catalogue.Directory.RemoveReference("2dphot", Stop)).Should().BeFalse("it was never listed");
    }

    [Fact]
    public async Task A_page_is_answered_without_a_galaxy_in_memory()
    {
        using var folder = new TempFolder();
        await using (var catalogue = await Measured(folder))
        {
            var ids = (await catalogue.Rows()).Where(row => row.Engine == "fake").Select(row => row.GalaxyId).ToArray();
            await Attach(catalogue, ids, "a");
        }

        await using var again = await TestCatalogue.Open(folder.File("store.db"));
        (await Grain(again).Get(Stop))!.Count.Should().BeGreaterThan(5);
        (await again.GalaxiesInMemory()).Should().Be(0);
    }

    [Fact]
    public async Task Fits_of_every_engine_stay_addressable_by_galaxy_and_in_bulk()
    {
        using var folder = new TempFolder();
        PaintedField.Make().Write(folder.File("field.fits"));
        await using var catalogue = await TestCatalogue.Open(folder.File("store.db"), configure: services =>
            services.AddSingleton<IFitEngine>(new FakeEngine("other", "other-1")));
        await catalogue.Ingest(folder.File("field.fits"));
        await catalogue.Process();
        var fake = Timeless(await EngineRows(catalogue, "fake"));
        await catalogue.Process(TestCatalogue.Fake with { Engine = "other" });
        Timeless(await EngineRows(catalogue, "fake")).Should().Equal(fake, "its fits stand beside the newer ones");
        (await EngineRows(catalogue, "other")).Should().HaveCount(fake.Length);
        (await catalogue.Rows()).Where(row => row.Engine.Length > 0).Should().OnlyContain(row => row.Engine == "other");

        // Back again: nothing is doubled, and many refits by one engine push the other's fit out of no history.
        for (var refit = 0; refit < 20; refit++)
        {
            await Task.WhenAll((await catalogue.Tiles()).Select(tile =>
                catalogue.Tile(tile).Refit([], TestCatalogue.Fake, Stop)));
            await catalogue.Finish();
        }

        (await EngineRows(catalogue, "fake")).Should().HaveCount(fake.Length);
        (await EngineRows(catalogue, "other")).Should().HaveCount(fake.Length);
        var view = await catalogue.Galaxy(fake[0].GalaxyId).Get(Stop);
        view!.ByEngine().Select(fit => fit.Provenance.Engine).Should().Equal("fake", "other");
        view.History.Length.Should().BeLessThanOrEqualTo(16);
        foreach (var tile in await catalogue.Tiles())
        {
            var before = await catalogue.Tile(tile).GetEnginePage("other", Stop);
            await catalogue.Tile(tile).RebuildPage(Stop);
            (await catalogue.Tile(tile).GetEnginePage("other", Stop)).Should().BeEquivalentTo(before);
        }
    }

    [Fact]
    public async Task A_third_engine_leaves_what_the_first_two_said()
    {
        using var folder = new TempFolder();
        PaintedField.Make().Write(folder.File("field.fits"));
        await using var catalogue = await TestCatalogue.Open(folder.File("store.db"), configure: services => services
            .AddSingleton<IFitEngine>(new FakeEngine("other", "other-1"))
            .AddSingleton<IFitEngine>(new FakeEngine("third", "third-1")));
        await catalogue.Ingest(folder.File("field.fits"));
        foreach (var engine in new[] { "fake", "other", "third" })
        {
            await catalogue.Process(TestCatalogue.Fake with { Engine = engine });
        }

        var counts = new List<int>();
        foreach (var engine in new[] { "fake", "other", "third" })
        {
            counts.Add((await EngineRows(catalogue, engine)).Length);
        }

        counts[0].Should().BeGreaterThan(5);
        counts.Should().AllBeEquivalentTo(counts[0]);
        foreach (var tile in await catalogue.Tiles())
        {
            (await catalogue.Tile(tile).RebuildPage(Stop)).Differences.Should().Be(0);
        }
    }

    [Fact]
    public async Task Models_are_laid_over_the_same_pixels()
    {
        using var folder = new TempFolder();
        PaintedField.Make().Write(folder.File("field.fits"));
        await using var catalogue = await TestCatalogue.Open(folder.File("store.db"));
        await catalogue.Ingest(folder.File("field.fits"));
        await catalogue.Process(new MeasureSettings());
        var row = (await catalogue.Rows()).Where(one => one is { Engine: "chi2", Flags: 0 })
            .MaxBy(one => one.SignalToNoise);
        var ours = new ModelProfile(row.RaDeg, row.DecDeg, row.Mag, row.ReffArcsec, row.Q, row.PaDeg, row.N);
        var compared = await catalogue.Tile(row.Tile).CompareModels(
            row.GalaxyId, null, [ours, ours with { Mag = ours.Mag + 0.3 }, ours with { Q = double.NaN }], 0, Stop);
        compared!.Models[0].Chi2Reff.Should().BeApproximately(row.Chi2Reff, 0.02, "the page says the same of it");
        compared.Models[0].Chi2Common.Should().Be(compared.Models[0].Chi2Reff);
        compared.Models[1].Chi2Common.Should().BeGreaterThan(2 * compared.Models[0].Chi2Common);
        compared.Models[2].Model.Should().BeEmpty();
        compared.Models[2].Chi2Reff.Should().Be(double.NaN);
        (await catalogue.Tile(row.Tile).CompareModels(1, null, [ours], 0, Stop)).Should().BeNull();
    }

    private static async Task<TestCatalogue> Measured(TempFolder folder)
    {
        PaintedField.Make().Write(folder.File("field.fits"));
        var catalogue = await TestCatalogue.Open(folder.File("store.db"));
        await catalogue.Ingest(folder.File("field.fits"));
        await catalogue.Process();
        return catalogue;
    }

    private static IReferenceGrain Grain(TestCatalogue catalogue)
        => catalogue.Silo.Client.GetGrain<IReferenceGrain>(IReferenceGrain.KeyOf("11/1", "2dphot"));

    private static Task<bool> Attach(TestCatalogue catalogue, long[] ids, string hash) => Grain(catalogue).Put(
        ReferencePage.Of("2dphot", hash, ids.Select(id => Measurement(id, hash))), Stop);

    private static async Task<CatalogueRow[]> EngineRows(TestCatalogue catalogue, string engine)
        => [.. (await Task.WhenAll((await catalogue.Tiles()).Select(tile =>
            catalogue.Tile(tile).GetEnginePage(engine, Stop)))).SelectMany(page => page.Rows())];

    private static CatalogueRow[] Timeless(CatalogueRow[] rows)
        => Array.ConvertAll(rows, row => row with { FittedAt = default, IsStale = false });

    private static ReferenceMeasurement Measurement(long id, string hash) => new()
    {
        Reference = "2dphot",
        ContentHash = hash,
        GalaxyId = id,
        SourceId = $"row {id}",
        RaDeg = 150,
        DecDeg = 2,
        Mag = 20,
        ReffArcsec = 1,
        Q = 0.8,
        PaDeg = 90,
        N = 4,
        MagError = double.NaN,
        ReffError = 0.1,
        QError = double.NaN,
        PaError = 1,
        NError = 0.2,
        Chi2 = 1.1,
        SeparationArcsec = 0.2,
        Flags = (int)(ReferenceFlags.PaPileUp | ReferenceFlags.AxisRatioPileUp),
        TheirFlags = 3,
    };

    private static ReferenceInfo Info(string name) => new()
    {
        Name = name,
        ContentHash = "a",
        Format = "2dphot",
        Path = "/data/a.fits",
        MatchArcsec = 1,
        Conventions = ["radius: semi-major"],
        Rows = 4,
        Matched = 3,
        Ambiguous = 0,
        AddedAt = new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero),
        Tiles = ["11/1"],
        IsComplete = true,
    };
}
