using GaLNet.Grains.Interfaces;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Grains.Tests.Support;
using GaLNet.Photometry.Fitting;
using Microsoft.Data.Sqlite;
using Orleans.Runtime;

namespace GaLNet.Grains.Tests;

public sealed class DurabilityTests
{
    private const int Order = 10;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_store_as_any_killed_run_leaves_it_ends_with_the_same_catalogue()
    {
        using var folder = new TempFolder();
        var galaxies = PaintedField.Make().Write(folder.File("a.fits")).Sources.Count(source => source.Kind == 'g');
        // What a kill leaves behind is what had been committed: a copy made between two commits is exactly that.
        int[] moments = [1, 2, 7, galaxies / 3, galaxies / 2, 2 * galaxies / 3, galaxies - 1, galaxies];
        var engine = new FakeEngine();
        engine.Before = (call, _) =>
        {
            if (moments.Contains(call))
            {
                Snapshot(folder.File("s.db"), folder.File($"killed{call}.db"));
            }
        };
        CatalogueRow[] undisturbed;
        await using (var run = await TestCatalogue.Open(folder.File("s.db"), Order, engine, groupSize: 8))
        {
            await run.Ingest(folder.File("a.fits"));
            Snapshot(folder.File("s.db"), folder.File("killed0.db"));
            await run.Process();
            undisturbed = await run.TimelessRows();
        }

        foreach (var moment in moments.Prepend(0))
        {
            await using var resumed = await TestCatalogue.Open(folder.File($"killed{moment}.db"), Order, groupSize: 8);
            await resumed.Ingest(folder.File("a.fits"));
            await resumed.Process();

            (await resumed.TimelessRows()).Should().Equal(undisturbed, $"it was killed at fit {moment}");
            resumed.Engine.Calls.Should().BeInRange(galaxies - moment, galaxies);
            foreach (var tile in await resumed.Tiles())
            {
                (await resumed.Tile(tile).RebuildPage(Stop)).Differences.Should().Be(0);
            }
        }
    }

    [Fact]
    public async Task Work_that_is_stopped_goes_on_where_it_was()
    {
        using var folder = new TempFolder();
        var galaxies = PaintedField.Make().Write(folder.File("a.fits")).Sources.Count(source => source.Kind == 'g');
        var engine = new FakeEngine();
        using var reached = new SemaphoreSlim(0);
        engine.Before = (call, _) =>
        {
            if (call == galaxies / 2)
            {
                reached.Release();
            }

            Thread.Sleep(2);
        };
        int pending;
        await using (var run = await TestCatalogue.Open(folder.File("s.db"), 7, engine, groupSize: 4))
        {
            await run.Ingest(folder.File("a.fits"));
            var tile = run.Tile((await run.Tiles()).Single());
            await tile.Process(TestCatalogue.Fake, Stop);
            await reached.WaitAsync(Stop);
            await tile.Pause(Stop);
            var status = await tile.GetStatus(Stop);
            status.Phase.Should().Be(TilePhase.Idle);
            pending = status.Pending;
            pending.Should().BeInRange(1, galaxies - galaxies / 2);
            Reminders(folder.File("s.db")).Should().Be(1);
        }

        await using var second = await TestCatalogue.Open(folder.File("s.db"), 7);
        await second.Process();
        second.Engine.Calls.Should().Be(pending);
        Reminders(folder.File("s.db")).Should().Be(0);
    }

    [Fact]
    public async Task A_reminder_exists_exactly_while_work_is_pending()
    {
        using var folder = new TempFolder();
        PaintedField.Make().Write(folder.File("a.fits"));
        var during = new List<int>();
        var engine = new FakeEngine();
        engine.Before = (call, _) =>
        {
            if (call % 10 == 1)
            {
                lock (during)
                {
                    during.Add(Reminders(folder.File("s.db")));
                }
            }
        };
        await using var catalogue = await TestCatalogue.Open(folder.File("s.db"), 7, engine);
        await catalogue.Ingest(folder.File("a.fits"));
        Reminders(folder.File("s.db")).Should().Be(0);
        await catalogue.Process();

        during.Should().NotBeEmpty().And.OnlyContain(count => count == 1);
        Reminders(folder.File("s.db")).Should().Be(0);
    }

    [Fact]
    public async Task One_bad_galaxy_is_a_row_with_a_flag_and_stops_nothing()
    {
        using var folder = new TempFolder();
        var galaxies = PaintedField.Make().Write(folder.File("a.fits")).Sources.Count(source => source.Kind == 'g');
        var engine = new FakeEngine
        {
            Before = (call, _) =>
            {
                if (call == 3)
                {
                    throw new InvalidOperationException("the engine stumbles");
                }
            },
        };
        await using var catalogue = await TestCatalogue.Open(folder.File("s.db"), 7, engine);
        await catalogue.Ingest(folder.File("a.fits"));
        var status = (await catalogue.Process()).Single();

        status.Phase.Should().Be(TilePhase.Idle);
        (status.Measured, status.Failed, status.Pending).Should().Be((galaxies - 1, 1, 0));
        var failed = (await catalogue.Rows()).Single(row => ((FitFlags)row.Flags).HasFlag(FitFlags.Failed));
        failed.Mag.Should().Be(double.NaN);
        failed.Engine.Should().Be("fake");
    }

    [Fact]
    public async Task An_image_that_is_gone_fails_in_one_sentence_and_its_work_is_kept()
    {
        using var folder = new TempFolder();
        var galaxies = PaintedField.Make().Write(folder.File("a.fits")).Sources.Count(source => source.Kind == 'g');
        await using var catalogue = await TestCatalogue.Open(folder.File("s.db"), 7);
        await catalogue.Ingest(folder.File("a.fits"));
        File.Move(folder.File("a.fits"), folder.File("away.fits"));
        var failed = (await catalogue.Process()).Single();

        failed.Phase.Should().Be(TilePhase.Failed);
        failed.Message.Should().Contain("a.fits").And.EndWith(".");
        failed.Pending.Should().BePositive();
        File.Move(folder.File("away.fits"), folder.File("a.fits"));
        var status = (await catalogue.Process()).Single();
        (status.Phase, status.Measured, status.Pending).Should().Be((TilePhase.Idle, galaxies, 0));
    }

    [Fact]
    public async Task A_store_that_cannot_be_written_stops_the_tile_and_loses_nothing()
    {
        using var folder = new TempFolder();
        PaintedField.Make().Write(folder.File("a.fits"));
        CatalogueRow[] undisturbed;
        await using (var run = await TestCatalogue.Open(folder.File("whole.db"), 7))
        {
            await run.Ingest(folder.File("a.fits"));
            await run.Process();
            undisturbed = await run.TimelessRows();
        }

        await using (var run = await TestCatalogue.Open(folder.File("s.db"), 7, groupSize: 8,
            configure: services => FailingStorage.Wrap(services, writesUntilFull: 30)))
        {
            await run.Ingest(folder.File("a.fits"));
            var status = (await run.Process()).Single();
            status.Phase.Should().Be(TilePhase.Failed);
            status.Message.Should().Be(FailingStorage.Sentence);
            status.Pending.Should().BePositive();
            (await run.Tile(status.Tile).RebuildPage(Stop).ContinueWith(task => task.IsFaulted, Stop)).Should().BeTrue(
                "some galaxies were written and their page was not, and the disk is still full");
        }

        await using var resumed = await TestCatalogue.Open(folder.File("s.db"), 7);
        await resumed.Process();
        (await resumed.TimelessRows()).Should().Equal(undisturbed);
    }

    private static async Task<TestCatalogue> Measured(TempFolder folder)
    {
        PaintedField.Make().Write(folder.File("a.fits"));
        var catalogue = await TestCatalogue.Open(folder.File("s.db"), 7);
        await catalogue.Ingest(folder.File("a.fits"));
        await catalogue.Process();
        return catalogue;
    }

    [Fact]
    public async Task A_galaxy_takes_a_fit_once()
    {
        using var folder = new TempFolder();
        await using var catalogue = await Measured(folder);
        var row = (await catalogue.Rows()).First(one => one.Engine == "fake");
        var galaxy = catalogue.Galaxy(row.GalaxyId);
        var fit = (await galaxy.Get(Stop))!.Fits.Single();

        (await galaxy.Record(fit with { FittedAt = fit.FittedAt.AddDays(1) }, Stop)).Should().BeFalse();
        (await galaxy.Get(Stop))!.Fits.Single().FittedAt.Should().Be(fit.FittedAt);
        (await galaxy.Get(Stop))!.History.Should().BeEmpty();
        var stranger = () => catalogue.Galaxy(row.GalaxyId + 1).Record(fit, Stop);
        await stranger.Should().ThrowAsync<InputException>();
        (await catalogue.Galaxy(row.GalaxyId + 1).Get(Stop)).Should().BeNull();
    }

    [Fact]
    public async Task A_result_that_comes_late_or_again_changes_nothing()
    {
        using var folder = new TempFolder();
        await using var catalogue = await Measured(folder);
        var row = (await catalogue.Rows()).First(one => one.Engine == "fake");
        var galaxy = catalogue.Galaxy(row.GalaxyId);
        var first = (await galaxy.Get(Stop))!.Fits.Single();
        var newer = first with { Mag = 19, Provenance = first.Provenance with { PsfVersion = 2, ImageRevision = 1 } };
        (await galaxy.Record(newer, Stop)).Should().BeTrue();

        // A silo that was frozen wakes up and tells what it had made before the PSF or the image was replaced.
        foreach (var late in new[]
        {
            first,
            first with { Provenance = first.Provenance with { PsfVersion = 2 } },
            first with { Provenance = first.Provenance with { ImageRevision = 1 } },
            newer with { Mag = 12 },
        })
        {
            (await galaxy.Record(late, Stop)).Should().BeFalse();
        }

        var view = (await galaxy.Get(Stop))!;
        view.Fits.Single().Mag.Should().Be(19);
        view.History.Should().ContainSingle().Which.Provenance.Should().Be(first.Provenance);
        var other = newer with { Provenance = newer.Provenance with { Engine = "other" } };
        (await galaxy.Record(other, Stop)).Should().BeTrue("another engine is no older one");
        (await galaxy.Record(newer, Stop)).Should().BeTrue("and the way back is open");
        (await galaxy.Record(newer with { Provenance = first.Provenance with { Epoch = 1 } }, Stop)).Should().BeTrue(
            "who measures it again deliberately means it");
    }

    [Fact]
    public async Task A_reminder_resumes_the_work_without_anyone_asking_and_does_not_outlive_it()
    {
        using var folder = new TempFolder();
        var galaxies = PaintedField.Make().Write(folder.File("a.fits")).Sources.Count(source => source.Kind == 'g');
        var engine = new FakeEngine();
        engine.Before = (call, _) =>
        {
            if (call == galaxies / 2)
            {
                Snapshot(folder.File("s.db"), folder.File("killed.db"));
            }
        };
        await using (var run = await TestCatalogue.Open(folder.File("s.db"), 7, engine, groupSize: 4))
        {
            await run.Ingest(folder.File("a.fits"));
            await run.Process();
        }

        Reminders(folder.File("killed.db")).Should().Be(1);
        await using (var resumed = await TestCatalogue.Open(folder.File("killed.db"), 7, groupSize: 4))
        {
            await Tick(resumed);
            (await resumed.Finish()).Single().Pending.Should().Be(0);
            resumed.Engine.Calls.Should().BeInRange(galaxies / 2, galaxies - 1);
            await Tick(resumed);
            resumed.Engine.Calls.Should().BeInRange(galaxies / 2, galaxies - 1, "nothing is left to do");
        }

        Reminders(folder.File("killed.db")).Should().Be(0);
    }

    [Fact]
    public async Task A_reminder_that_was_left_over_goes_with_its_first_ring()
    {
        using var folder = new TempFolder();
        PaintedField.Make().Write(folder.File("a.fits"));
        var engine = new FakeEngine();
        engine.Before = (call, _) =>
        {
            if (call == 1)
            {
                Snapshot(folder.File("s.db"), folder.File("before.db"));
            }
        };
        await using (var run = await TestCatalogue.Open(folder.File("s.db"), 7, engine))
        {
            await run.Ingest(folder.File("a.fits"));
            await run.Process();
        }

        // A process that dies between its last write and the end of the reminder leaves exactly this.
        using (var connection = new SqliteConnection($"Data Source={folder.File("s.db")};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "ATTACH $other AS other; "
                + "INSERT INTO OrleansRemindersTable SELECT * FROM other.OrleansRemindersTable";
            command.Parameters.AddWithValue("$other", folder.File("before.db"));
            command.ExecuteNonQuery();
        }

        Reminders(folder.File("s.db")).Should().Be(1);
        await using var idle = await TestCatalogue.Open(folder.File("s.db"), 7);
        await Tick(idle);
        Reminders(folder.File("s.db")).Should().Be(0);
        idle.Engine.Calls.Should().Be(0);
    }

    // Orleans rings at most once a minute; the ring itself is a call like any other.
    private static async Task Tick(TestCatalogue catalogue)
    {
        foreach (var tile in await catalogue.Tiles())
        {
            await catalogue.Tile(tile).AsReference<IRemindable>().ReceiveReminder("pending work", new TickStatus());
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

    private static int Reminders(string store)
    {
        using var connection = new SqliteConnection($"Data Source={store};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM OrleansRemindersTable";
        return (int)(long)command.ExecuteScalar()!;
    }
}
