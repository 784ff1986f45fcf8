using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Grains.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace GaLNet.Grains.Tests;

/// <summary>A page that is stored in parts is the same page, whenever the process dies.</summary>
public sealed class PagePartsTests
{
    private const int Order = 7;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_split_page_answers_what_a_whole_one_does_and_a_group_writes_a_part_of_it()
    {
        using var folder = new TempFolder();
        PaintedField.Make().Write(folder.File("a.fits"));
        var whole = await Undisturbed(folder);
        await using (var split = await Split(folder.File("s.db")))
        {
            await split.Ingest(folder.File("a.fits"));
            await split.Process();
            (await split.TimelessRows()).Should().Equal(whole);
            var parts = Parts(folder.File("s.db"));
            parts.Should().HaveCountGreaterThan(4).And.OnlyContain(part => part.Name.StartsWith("page/"));

            // One galaxy again: its part is written, the others are not.
            var row = (await split.Rows()).First(one => one.Engine == "fake");
            await split.Tile(row.Tile).Refit([row.GalaxyId], TestCatalogue.Fake, Stop);
            await split.Finish();
            Parts(folder.File("s.db")).Except(parts).Should().ContainSingle();
            (await split.Tile(row.Tile).RebuildPage(Stop)).Differences.Should().Be(0);
            whole = await split.TimelessRows();
        }

        await using (var again = await Split(folder.File("s.db")))
        {
            (await again.TimelessRows()).Should().Equal(whole);
            await again.Process();
            again.Engine.Calls.Should().Be(0);
        }

        // Whoever splits less reads what was split, and the other way round.
        await using var other = await TestCatalogue.Open(folder.File("s.db"), Order);
        (await other.TimelessRows()).Should().Equal(whole);
    }

    [Fact]
    public async Task A_disk_that_is_full_at_any_write_loses_nothing()
    {
        using var folder = new TempFolder();
        PaintedField.Make().Write(folder.File("a.fits"));
        var whole = await Undisturbed(folder);
        for (var writes = 6; writes < 100; writes += 7)
        {
            var store = folder.File($"full{writes}.db");
            await using (var full = await Split(store, services => FailingStorage.Wrap(services, writes)))
            {
                await full.Ingest(folder.File("a.fits"));
                var status = (await full.Process()).Single();
                (status.Phase == TilePhase.Idle && status.Pending > 0).Should().BeFalse("nothing stalls in silence");
            }

            await using var resumed = await Split(store);
            await resumed.Process();
            (await resumed.TimelessRows()).Should().Equal(whole, $"the disk was full after {writes} writes");
            (await resumed.Tile((await resumed.Tiles()).Single()).RebuildPage(Stop)).Differences.Should().Be(0);
        }
    }

    private static async Task<CatalogueRow[]> Undisturbed(TempFolder folder)
    {
        await using var run = await TestCatalogue.Open(folder.File("whole.db"), Order);
        await run.Ingest(folder.File("a.fits"));
        await run.Process();
        return await run.TimelessRows();
    }

    private static Task<TestCatalogue> Split(string store, Action<IServiceCollection>? configure = null)
        => TestCatalogue.Open(store, Order, groupSize: 8, configure: services =>
        {
            services.Configure<GrainsOptions>(options => options.PageRows = 12);
            configure?.Invoke(services);
        });

    // Parts that hold something, with the version of their row.
    private static (string Name, long Version)[] Parts(string store)
    {
        using var connection = new SqliteConnection($"Data Source={store};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT GrainTypeString, Version FROM OrleansStorage "
            + "WHERE GrainTypeString LIKE 'page/%' AND PayloadBinary IS NOT NULL ORDER BY 1";
        using var reader = command.ExecuteReader();
        var parts = new List<(string, long)>();
        while (reader.Read())
        {
            parts.Add((reader.GetString(0), reader.GetInt64(1)));
        }

        return [.. parts];
    }
}
