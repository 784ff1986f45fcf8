using GaLNet.Grains.Interfaces.Galaxies;
using GaLNet.Grains.Interfaces.References;
using GaLNet.Grains.Tests.Contracts;
using GaLNet.Grains.Tests.Support;

namespace GaLNet.Grains.Tests;

/// <summary>A galaxy that is thought to be new, and is not, loses nothing.</summary>
public sealed class GalaxyRecordTests
{
    private static readonly GalaxyFit First = StoredStates.Fit with
    {
        Provenance = StoredStates.Fit.Provenance with { Epoch = 0 },
    };

    private static readonly GalaxyFit Second = First with
    {
        Mag = 19,
        Provenance = First.Provenance with { Epoch = 1 },
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_galaxy_is_recorded_and_survives()
    {
        using var folder = new TempFolder();
        await using (var catalogue = await TestCatalogue.Open(folder.File("s.db")))
        {
            var galaxy = catalogue.Galaxy(First.GalaxyId);
            (await galaxy.RecordNew(First, Stop)).Should().BeTrue();
            (await galaxy.RecordNew(First, Stop)).Should().BeFalse("it was told twice");
            (await galaxy.Get(Stop))!.Fits.Should().Equal(First);
        }

        await using var again = await TestCatalogue.Open(folder.File("s.db"));
        var awake = again.Galaxy(First.GalaxyId);
        (await awake.Get(Stop))!.Fits.Should().Equal(First);
        (await awake.Record(Second, Stop)).Should().BeTrue();
        (await awake.Get(Stop))!.History.Should().Equal(First);
    }

    [Fact]
    public async Task A_sleeping_galaxy_that_was_known_after_all_keeps_what_it_has()
    {
        using var folder = new TempFolder();
        var measurement = StoredStates.Measurement with { GalaxyId = First.GalaxyId };
        await using (var catalogue = await TestCatalogue.Open(folder.File("s.db")))
        {
            await catalogue.Galaxy(First.GalaxyId).Record(First, Stop);
            await catalogue.Galaxy(First.GalaxyId).Attach(measurement, Stop);
        }

        await using (var catalogue = await TestCatalogue.Open(folder.File("s.db")))
        {
            (await catalogue.Galaxy(First.GalaxyId).RecordNew(First, Stop)).Should().BeFalse("it is recorded");
            await ShouldBe(catalogue, [First], [], measurement);
        }

        await using var again = await TestCatalogue.Open(folder.File("s.db"));
        (await again.Galaxy(First.GalaxyId).RecordNew(Second, Stop)).Should().BeTrue();
        await ShouldBe(again, [Second], [First], measurement);
        (await again.Galaxy(First.GalaxyId).RecordNew(First, Stop)).Should().BeFalse("it comes late");
        await ShouldBe(again, [Second], [First], measurement);
    }

    [Fact]
    public async Task A_new_galaxy_that_could_not_be_written_is_not_there()
    {
        using var folder = new TempFolder();
        await using var catalogue = await TestCatalogue.Open(
            folder.File("s.db"), configure: services => FailingStorage.Wrap(services, 0));
        var galaxy = catalogue.Galaxy(First.GalaxyId);
        var record = () => galaxy.RecordNew(First, Stop);
        (await record.Should().ThrowAsync<Exception>()).Which.Message.Should().Contain(FailingStorage.Sentence);
        (await galaxy.Get(Stop)).Should().BeNull();
    }

    private static async Task ShouldBe(
        TestCatalogue catalogue, GalaxyFit[] fits, GalaxyFit[] history, ReferenceMeasurement measurement)
    {
        var view = (await catalogue.Galaxy(First.GalaxyId).Get(Stop))!;
        view.Fits.Should().Equal(fits);
        view.History.Should().Equal(history);
        view.References.Should().Equal(measurement);
    }
}
