using System.Data.Common;
using GaLNet.Silo.Configuration;
using Npgsql;

namespace GaLNet.Silo.Clustering;

/// <summary>
/// Which silos the membership table calls dead, and which of those were lost. A silo that is told to stop hands its
/// grains over and enters its own end; the end of one that was killed, or hangs, is entered by others.
/// </summary>
internal sealed class DepartedSilos(ClusterSettings cluster)
{
    // 6 = dead.
    private const string Query = """
        SELECT Address || ':' || Port || '@' || Generation, coalesce(SuspectTimes, '')
        FROM OrleansMembershipTable WHERE DeploymentId = @cluster AND Status = 6
        """;

    private readonly string _database = cluster.Database.ConnectionString();

    /// <summary>All of them; null when the database does not answer.</summary>
    public async Task<IReadOnlySet<DepartedSilo>?> Read()
    {
        try
        {
            await using var connection = new NpgsqlConnection(_database);
            await connection.OpenAsync().ConfigureAwait(false);
            await using var command = new NpgsqlCommand(Query, connection);
            command.Parameters.AddWithValue("cluster", cluster.ClusterId);
            await using var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
            var silos = new HashSet<DepartedSilo>();
            while (await reader.ReadAsync().ConfigureAwait(false))
            {
                silos.Add(DepartedSilo.Of(reader.GetString(0), reader.GetString(1)));
            }

            return silos;
        }
        catch (Exception exception) when (exception is DbException or TimeoutException or InvalidOperationException
            or IOException)
        {
            return null; // The database is away; the silos may well be there.
        }
    }
}
