using GaLNet.Cluster.Tests.Support;
using GaLNet.Silo.Storage;
using Npgsql;

namespace GaLNet.Cluster.Tests.Storage;

/// <summary>Galaxies are recorded without waiting for the disk; a database server that crashes may lose the last ones.</summary>
[Collection(ClusterCollection.Name)]
public sealed class CrashedServerTests(LocalCluster cluster, ITestOutputHelper output)
{
    private const int Rows = 200;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact(Skip = Postgres.Missing, SkipUnless = nameof(Postgres.IsHere), SkipType = typeof(Postgres))]
    public async Task What_a_crashed_server_lost_is_written_again_before_anything_else()
    {
        await using var guarded = new PostgresRows(cluster.Database, "crash");
        var patient = new PatientRows(guarded, cluster.Database);
        // The server is to leave its log in memory for as long as the test takes.
        await Execute("ALTER SYSTEM SET wal_writer_delay = '10s'");
        await cluster.TellDatabase("restart");
        await patient.Write(Writes("warm", 1), isRelaxed: false);
        await patient.Write(Writes("woken", 1), isRelaxed: true);
        await Task.Delay(TimeSpan.FromSeconds(0.3), Stop);

        (await patient.Write(Writes("galaxy", Rows), isRelaxed: true)).Should().OnlyContain(one => one);
        await cluster.TellDatabase("kill");
        await cluster.TellDatabase("start");
        var without = await Found();
        (await patient.Write(Writes("tile", 1), isRelaxed: false)).Should().Equal(true);
        var found = await Found();
        await Execute("ALTER SYSTEM RESET wal_writer_delay");
        await cluster.TellDatabase("restart");
        output.WriteLine($"of {Rows} rows the server lost {without.Count(row => row is null)}, we {found.Count(row => row is null)}");
        found.Should().OnlyContain(row => row != null && row.Version == 1);
    }

    private async Task<StoredRow?[]> Found()
    {
        await using var rows = new PostgresRows(cluster.Database, "crash");
        return await rows.Read([.. Writes("galaxy", Rows).Select(write => write.Key)]);
    }

    private static RowWrite[] Writes(string type, int count) => [.. Enumerable.Range(1, count)
        .Select(i => new RowWrite(new RowKey(type, 0, i, ""), null, BitConverter.GetBytes(i)))];

    private async Task Execute(string sql)
    {
        await using var connection = new NpgsqlConnection(cluster.Database.ConnectionString() + ";Pooling=false");
        await connection.OpenAsync(Stop);
#pragma warning disable CA2100 // A constant of this class.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(Stop);
    }
}
