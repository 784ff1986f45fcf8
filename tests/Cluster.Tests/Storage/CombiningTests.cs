using GaLNet.Cluster.Tests.Support;
using GaLNet.Grains.Interfaces;
using GaLNet.Grains.State;
using GaLNet.Silo.Configuration;
using GaLNet.Silo.Storage;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace GaLNet.Cluster.Tests.Storage;

/// <summary>The promises of grain storage, kept while many grains share a statement; on both databases.</summary>
[Collection(ClusterCollection.Name)]
public sealed class CombiningTests : IDisposable
{
    private readonly LocalCluster _cluster;
    private readonly string _folder = Directory.CreateTempSubdirectory("galnet-rows-").FullName;

    public CombiningTests(LocalCluster cluster) => _cluster = cluster;

    public static IEnumerable<TheoryDataRow<string>> Databases =>
    [
        new("sqlite"),
        new("postgres") { Skip = Postgres.IsHere ? null : Postgres.Missing },
    ];

    public void Dispose()
    {
        SqliteStore.Close(Path.Combine(_folder, "s.db"));
        Directory.Delete(_folder, recursive: true);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Many_writers_share_statements_and_all_is_there(string database)
    {
        await using var rows = await Open(database);
        var counted = new BreakingRows(rows.Rows);
        var storage = Storages.Ours(counted);
        var first = Fresh();
        var states = Enumerable.Range(0, 500).Select(i => State(first + i)).ToArray();

        await Task.WhenAll(states.Select((state, i) => storage.WriteStateAsync("galaxy", Storages.Grain(first + i), state)));
        foreach (var state in states)
        {
            state.ETag.Should().Be("1");
            state.State!.Fits = [];
        }

        await Task.WhenAll(states.Select((state, i) => storage.WriteStateAsync("galaxy", Storages.Grain(first + i), state)));

        counted.Groups.Sum().Should().Be(1000);
        counted.Groups.Count.Should().BeLessThan(200, "writers who wait share the next statement");
        var read = await Task.WhenAll(states.Select(async (_, i) =>
        {
            var state = new GrainState<GalaxyState>();
            await storage.ReadStateAsync("galaxy", Storages.Grain(first + i), state);
            return state;
        }));
        read.Should().OnlyContain(state => state.RecordExists && state.ETag == "2" && state.State!.Fits.Length == 0);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Each_caller_is_told_its_own_outcome(string database)
    {
        await using var rows = await Open(database);
        var storage = Storages.Ours(rows.Rows);
        var first = Fresh();
        var states = Enumerable.Range(0, 40).Select(i => State(first + i)).ToArray();
        await Task.WhenAll(states.Select((state, i) => storage.WriteStateAsync("galaxy", Storages.Grain(first + i), state)));

        // Every third one was written by somebody else meanwhile; one never saw that it exists.
        for (var i = 0; i < states.Length; i += 3)
        {
            var other = new GrainState<GalaxyState>();
            await storage.ReadStateAsync("galaxy", Storages.Grain(first + i), other);
            await storage.WriteStateAsync("galaxy", Storages.Grain(first + i), other);
        }

        states[1].ETag = null;
        var outcomes = await Task.WhenAll(states.Select(async (state, i) =>
        {
            try
            {
                await storage.WriteStateAsync("galaxy", Storages.Grain(first + i), state);
                return true;
            }
            catch (InconsistentStateException)
            {
                return false;
            }
        }));

        for (var i = 0; i < states.Length; i++)
        {
            outcomes[i].Should().Be(i % 3 != 0 && i != 1, $"of state {i}");
        }
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_stock_provider_reads_and_writes_the_same_rows(string database)
    {
        await using var rows = await Open(database);
        var ours = Storages.Ours(rows.Rows);
        var stock = await Storages.Stock(rows.Invariant, rows.ConnectionString);
        GrainId[] grains =
        [
            Storages.Grain(Fresh()), GrainId.Create("tile", $"11/{Fresh()}"), GrainId.Create("image", $"beef{Fresh()}"),
            GrainId.Create("image", Guid.NewGuid().ToString("N")),
        ];
        foreach (var grain in grains)
        {
            var mine = State(7);
            await ours.WriteStateAsync("galaxy", grain, mine);
            var theirs = new GrainState<GalaxyState>();
            await stock.ReadStateAsync("galaxy", grain, theirs);
            theirs.ETag.Should().Be("1");
            theirs.State.Should().BeEquivalentTo(mine.State);

            await stock.WriteStateAsync("galaxy", grain, theirs);
            var late = () => ours.WriteStateAsync("galaxy", grain, mine);
            await late.Should().ThrowAsync<InconsistentStateException>();
            await ours.ReadStateAsync("galaxy", grain, mine);
            mine.ETag.Should().Be("2");
            await ours.ClearStateAsync("galaxy", grain, mine);
            await stock.ReadStateAsync("galaxy", grain, theirs);
            theirs.State!.Fits.Should().BeEmpty();
            theirs.ETag.Should().Be("3");
        }
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_write_whose_answer_was_lost_is_recognised_and_one_that_never_arrived_is_repeated(string database)
    {
        await using var rows = await Open(database);
        var breaking = new BreakingRows(rows.Rows) { LostAnswers = 1 };
        var storage = Storages.Ours(new PatientRows(breaking, new DatabaseSettings { PatienceSeconds = 10 }));
        var first = Fresh();
        var states = Enumerable.Range(0, 20).Select(i => State(first + i)).ToArray();

        await Task.WhenAll(states.Select((state, i) => storage.WriteStateAsync("galaxy", Storages.Grain(first + i), state)));
        breaking.LostAsks = 2;
        await Task.WhenAll(states.Select((state, i) => storage.WriteStateAsync("galaxy", Storages.Grain(first + i), state)));

        states.Should().OnlyContain(state => state.ETag == "2");
    }

    [Fact]
    public async Task A_database_that_stays_away_is_one_sentence_without_the_password()
    {
        var away = new DatabaseSettings { Port = 1, Password = "do not tell", PatienceSeconds = 0 };
        await using var rows = new PostgresRows(away, "galnet");
        var storage = Storages.Ours(new PatientRows(rows, away));

        var write = () => storage.WriteStateAsync("galaxy", Storages.Grain(1), State(1));

        (await write.Should().ThrowAsync<StoreException>()).Which.Message.Should()
            .Contain("galnet@127.0.0.1:1/galnet does not answer").And.NotContain("do not tell").And.EndWith(".");
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_crash_between_two_groups_keeps_the_first_and_loses_the_second_whole(string database)
    {
        var first = Fresh();
        await using (var rows = await Open(database))
        {
            await rows.Rows.Write([.. Writes(first, 30)], isRelaxed: true);
            var torn = () => rows.Rows.Write(
                [.. Writes(first + 30, 30), new RowWrite(new RowKey(null!, 0, 0, ""), null, [1])], isRelaxed: true);
            await torn.Should().ThrowAsync<Exception>("the server or the process dies in the middle of a group");
        }

        await using var after = await Open(database);
        var read = await after.Rows.Read([.. Writes(first, 60).Select(write => write.Key)]);
        read.Take(30).Should().OnlyContain(row => row != null && row.Version == 1);
        read.Skip(30).Should().OnlyContain(row => row == null);
    }

    private static IEnumerable<RowWrite> Writes(long first, int count)
        => Enumerable.Range(0, count).Select(i => new RowWrite(
            RowKey.Of("galaxy", Storages.Grain(first + i)), null, [1, 2, 3]));

    private static GrainState<GalaxyState> State(long id) => new(new GalaxyState
    {
        Fits = [StoredFits.Fit with { GalaxyId = id }],
    });

    private static long Fresh() => Random.Shared.NextInt64(long.MaxValue - 1_000_000);

    private async Task<OpenRows> Open(string database)
    {
        if (database == "postgres")
        {
            var settings = _cluster.Database;
            await PostgresStore.Prepare(settings, TestContext.Current.CancellationToken);
            var rows = new PostgresRows(settings, "galnet");
            return new OpenRows(rows, rows, PostgresStore.Invariant, settings.ConnectionString());
        }

        var path = Path.Combine(_folder, "s.db");
        SqliteStore.Prepare(path);
        var sqlite = new SqliteRows(path, "galnet", new OneWriter(path));
        return new OpenRows(sqlite, sqlite, SqliteStore.Invariant, SqliteStore.ConnectionString(path));
    }

    private sealed record OpenRows(IRowStore Rows, IAsyncDisposable Owned, string Invariant, string ConnectionString)
        : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Owned.DisposeAsync();
    }
}
