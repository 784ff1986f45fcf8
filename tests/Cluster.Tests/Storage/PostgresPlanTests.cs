using GaLNet.Cluster.Tests.Support;
using GaLNet.Silo.Configuration;
using GaLNet.Silo.Storage;
using Npgsql;

namespace GaLNet.Cluster.Tests.Storage;

/// <summary>
/// A group is looked up key by key whatever the planner knows of the table: without statistics it takes the one service
/// for a rare value, and would hold every row of the table against every row of the group.
/// </summary>
[Collection(ClusterCollection.Name)]
public sealed class PostgresPlanTests(LocalCluster cluster)
{
    private const int Rows = 12_000;
    private const int Group = 500;

    public static IEnumerable<TheoryDataRow<string, bool, bool>> Cases =>
        from text in new[] { "read", "write" }
        from isAnalysed in new[] { false, true }
        from isEarly in new[] { false, true }
        where !(isEarly && isAnalysed) // Statistics replace a plan that was made before them.
        select new TheoryDataRow<string, bool, bool>(text, isAnalysed, isEarly)
        {
            Skip = Postgres.IsHere ? null : Postgres.Missing,
        };

    [Theory, MemberData(nameof(Cases))]
    public async Task A_group_is_looked_up_key_by_key(string what, bool isAnalysed, bool isEarly)
    {
        var stop = TestContext.Current.CancellationToken;
        var settings = await FreshDatabase(stop);
        await using var connection = new NpgsqlConnection(
            settings.ConnectionString(PostgresRows.ByKey) + ";Pooling=false");
        await connection.OpenAsync(stop);
        var isRead = what == "read";
        await Prepare(connection, isRead ? PostgresRows.ReadText : PostgresRows.WriteText, isRead, stop);
        if (isEarly)
        {
            // Plans are kept: this one is made while the table is empty.
            await Plan(connection, isRead, stop);
        }

        await using var rows = new PostgresRows(settings, "galnet");
        foreach (var group in Enumerable.Range(0, Rows).Chunk(Group))
        {
            await rows.Write([.. group.Select(i => new RowWrite(
                RowKey.Of("galaxy", Storages.Grain(i)), null, new byte[300]))], isRelaxed: true);
        }

        if (isAnalysed)
        {
            await Run(connection, "ANALYZE OrleansStorage", stop);
        }

        var plan = await Plan(connection, isRead, stop);

        plan.Should().Contain(line => line.Contains("Index Cond:") && line.Contains("grainidn1")
            && line.Contains("grainidn0") && line.Contains("serviceid"), string.Join('\n', plan));
        plan.Should().NotContain(line => line.Contains("Materialize") || line.Contains("Seq Scan")
            || line.Contains("Hash") || line.Contains("Join Filter"), string.Join('\n', plan));
    }

    // As the driver does it: the statement is prepared once per connection.
    private static Task Prepare(NpgsqlConnection connection, string text, bool isRead, CancellationToken stop)
    {
        string[] names = isRead
            ? ["types", "n0s", "n1s", "extensions", "service"]
            : ["types", "n0s", "n1s", "extensions", "expected", "payloads", "lives", "service"];
        foreach (var (place, name) in names.Index())
        {
            text = text.Replace($"@{name}", $"${place + 1}", StringComparison.Ordinal);
        }

        var types = isRead
            ? "text[], bigint[], bigint[], text[], text"
            : "text[], bigint[], bigint[], text[], integer[], bytea[], uuid[], text";
        return Run(connection, $"PREPARE statement ({types}) AS {text}", stop);
    }

    private static async Task Run(NpgsqlConnection connection, string text, CancellationToken stop)
    {
#pragma warning disable CA2100 // Constants of ours.
        await using var command = new NpgsqlCommand(text, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(stop);
    }

    private static async Task<List<string>> Plan(NpgsqlConnection connection, bool isRead, CancellationToken stop)
    {
        const int first = Rows / 2;
        var keys = $"array_fill('galaxy'::text, ARRAY[{Group}]), array_fill(0::bigint, ARRAY[{Group}]), " +
            $"'{{{string.Join(',', Enumerable.Range(first, Group))}}}', array_fill(''::text, ARRAY[{Group}])";
        var values = isRead
            ? ""
            : $", array_fill(1, ARRAY[{Group}]), array_fill('x'::bytea, ARRAY[{Group}]), " +
                $"array_fill(NULL::uuid, ARRAY[{Group}])";
        var plan = new List<string>();
#pragma warning disable CA2100 // Constants of ours.
        await using var command = new NpgsqlCommand(
            $"EXPLAIN (ANALYZE) EXECUTE statement ({keys}{values}, 'galnet')", connection);
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            plan.Add(reader.GetString(0));
        }

        return plan;
    }

    /// <summary>A database of its own, where nobody collects statistics in the background.</summary>
    private async Task<DatabaseSettings> FreshDatabase(CancellationToken stop)
    {
        var settings = cluster.Database with { Name = $"plan{Random.Shared.Next():x8}" };
        await using (var server = NpgsqlDataSource.Create(cluster.Database.ConnectionString()))
        {
#pragma warning disable CA2100 // A name of ours.
            await server.CreateCommand($"CREATE DATABASE {settings.Name}").ExecuteNonQueryAsync(stop);
#pragma warning restore CA2100
        }

        await PostgresStore.Prepare(settings, stop);
        await using var fresh = NpgsqlDataSource.Create(settings.ConnectionString());
        await fresh.CreateCommand("ALTER TABLE OrleansStorage SET (autovacuum_enabled = off)").ExecuteNonQueryAsync(stop);
        return settings;
    }
}
