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

    public static IEnumerable<TheoryDataRow<string, bool>> Cases =>
        from text in new[] { "read", "write" }
        from isAnalysed in new[] { false, true }
        select new TheoryDataRow<string, bool>(text, isAnalysed) { Skip = Postgres.IsHere ? null : Postgres.Missing };

    [Theory, MemberData(nameof(Cases))]
    public async Task A_group_is_looked_up_key_by_key(string what, bool isAnalysed)
    {
        var stop = TestContext.Current.CancellationToken;
        var settings = await FreshDatabase(stop);
        await using var rows = new PostgresRows(settings, "galnet");
        foreach (var group in Enumerable.Range(0, Rows).Chunk(Group))
        {
            await rows.Write([.. group.Select(i => new RowWrite(
                RowKey.Of("galaxy", Storages.Grain(i)), null, new byte[300]))], isRelaxed: true);
        }

        await using var source = NpgsqlDataSource.Create(settings.ConnectionString(PostgresRows.ByKey));
        if (isAnalysed)
        {
            await source.CreateCommand("ANALYZE OrleansStorage").ExecuteNonQueryAsync(stop);
        }

        var plan = await Plan(source, what == "read" ? PostgresRows.ReadText : PostgresRows.WriteText, stop);

        plan.Should().Contain(line => line.Contains("Index Cond:") && line.Contains("grainidn1")
            && line.Contains("grainidn0") && line.Contains("serviceid"), string.Join('\n', plan));
        plan.Should().NotContain(line => line.Contains("Materialize") || line.Contains("Seq Scan")
            || line.Contains("Hash") || line.Contains("Join Filter"), string.Join('\n', plan));
    }

    private static async Task<List<string>> Plan(NpgsqlDataSource source, string text, CancellationToken stop)
    {
#pragma warning disable CA2100 // A constant of ours.
        await using var command = source.CreateCommand($"EXPLAIN (ANALYZE) {text}");
#pragma warning restore CA2100
        var keys = Enumerable.Range(Rows / 2, Group).ToArray();
        command.Parameters.AddWithValue("types", Array.ConvertAll(keys, _ => "galaxy"));
        command.Parameters.AddWithValue("n0s", new long[Group]);
        command.Parameters.AddWithValue("n1s", Array.ConvertAll(keys, key => (long)key));
        command.Parameters.AddWithValue("extensions", Array.ConvertAll(keys, _ => ""));
        command.Parameters.AddWithValue("service", "galnet");
        if (text == PostgresRows.WriteText)
        {
            command.Parameters.AddWithValue("expected", Array.ConvertAll(keys, _ => 1));
            command.Parameters.AddWithValue("payloads", Array.ConvertAll(keys, _ => new byte[300]));
            command.Parameters.AddWithValue("lives", new Guid?[Group]);
        }

        var plan = new List<string>();
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
