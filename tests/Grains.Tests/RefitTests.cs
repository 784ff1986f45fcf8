using GaLNet.Grains.Interfaces;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Grains.Tests.Support;
using GaLNet.Photometry.Fitting;
using Microsoft.Extensions.DependencyInjection;

namespace GaLNet.Grains.Tests;

public sealed class RefitTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_refit_counts_the_epoch_up_and_keeps_a_bounded_history()
    {
        using var folder = new TempFolder();
        PaintedField.Make().Write(folder.File("a.fits"));
        await using var catalogue = await TestCatalogue.Open(folder.File("s.db"), tileOrder: 8);
        await catalogue.Ingest(folder.File("a.fits"));
        await catalogue.Process();
        var row = (await catalogue.Rows()).First(one => one.Engine == "fake");
        var calls = catalogue.Engine.Calls;
        for (var i = 0; i < 18; i++)
        {
            await catalogue.Tile(row.Tile).Refit([row.GalaxyId], TestCatalogue.Fake, Stop);
            await catalogue.Finish();
        }

        catalogue.Engine.Calls.Should().Be(calls + 18);
        var view = (await catalogue.Galaxy(row.GalaxyId).Get(Stop))!;
        view.Fits.Should().ContainSingle().Which.Provenance.Epoch.Should().Be(18);
        view.History.Select(fit => fit.Provenance.Epoch).Should().Equal(Enumerable.Range(2, 16).Reverse());
        var statuses = await catalogue.Process();
        catalogue.Engine.Calls.Should().Be(calls + 18, "a refit is no reason to measure again");
        statuses.Should().OnlyContain(status => status.Stale == 0);
    }

    [Fact]
    public async Task What_changes_makes_fits_stale_and_only_those_are_measured_again()
    {
        using var folder = new TempFolder();
        PaintedField.Make().Write(folder.File("a.fits"));
        await using var catalogue = await TestCatalogue.Open(folder.File("s.db"), tileOrder: 8, configure: services =>
            services.AddSingleton<IFitEngine>(new FakeEngine("other", "other-1")));
        await catalogue.Ingest(folder.File("a.fits"));
        await catalogue.Process();
        var before = await catalogue.TimelessRows();
        var calls = catalogue.Engine.Calls;

        catalogue.Engine.ModelId = "fake-2";
        (await catalogue.Rows()).Where(row => row.Engine == "fake").Should().OnlyContain(row => row.IsStale);
        await catalogue.Process();
        catalogue.Engine.Calls.Should().Be(2 * calls, "new weights make every fit of theirs stale");
        await catalogue.Process(TestCatalogue.Fake with { StampSize = 41 });
        catalogue.Engine.Calls.Should().Be(3 * calls);
        await catalogue.Process(TestCatalogue.Fake with { Engine = "other" });
        catalogue.Engine.Calls.Should().Be(3 * calls);
        (await catalogue.Rows()).Count(row => row.Engine == "other").Should().Be(calls);

        catalogue.Engine.ModelId = "fake-1";
        await catalogue.Process();
        (await catalogue.TimelessRows()).Should().Equal(before, "the way back leads to where it began");
    }

    [Fact]
    public async Task A_refit_of_a_whole_tile_measures_all_of_it_and_changes_its_settings()
    {
        using var folder = new TempFolder();
        PaintedField.Make().Write(folder.File("a.fits"));
        await using var catalogue = await TestCatalogue.Open(folder.File("s.db"), tileOrder: 7);
        await catalogue.Ingest(folder.File("a.fits"));
        await catalogue.Process();
        var calls = catalogue.Engine.Calls;
        var larger = TestCatalogue.Fake with { StampSize = 41 };
        await catalogue.Tile((await catalogue.Tiles()).Single()).Refit([], larger, Stop);
        var status = (await catalogue.Finish()).Single();

        (status.DoneThisRun, status.TotalThisRun, status.Stale).Should().Be((calls, calls, 0));
        catalogue.Engine.Calls.Should().Be(2 * calls);
        await catalogue.Process(larger);
        catalogue.Engine.Calls.Should().Be(2 * calls);
    }

    [Fact]
    public async Task Settings_that_make_no_sense_are_refused()
    {
        using var folder = new TempFolder();
        PaintedField.Make().Write(folder.File("a.fits"));
        await using var catalogue = await TestCatalogue.Open(folder.File("s.db"), tileOrder: 8);
        await catalogue.Ingest(folder.File("a.fits"));
        foreach (var settings in new[]
        {
            TestCatalogue.Fake with { StampSize = 60 },
            TestCatalogue.Fake with { StampSize = 3 },
            TestCatalogue.Fake with { Engine = "guess" },
            TestCatalogue.Fake with { MinSignalToNoise = double.NaN },
        })
        {
            var process = () => catalogue.Process(settings);
            (await process.Should().ThrowAsync<InputException>()).Which.Message.Should().EndWith(".");
        }

        var tile = () => catalogue.Tile("nonsense").GetStatus(Stop);
        (await tile.Should().ThrowAsync<InputException>()).Which.Message.Should().Contain("nonsense");
    }
}
