using GaLNet.Silo.Configuration;
using GaLNet.Silo.Storage;
using Npgsql;
using Orleans.Runtime;

namespace GaLNet.Silo.Monitoring;

/// <summary>Whether a silo can do its work.</summary>
internal static class Readiness
{
    /// <summary>Null when it can; else why not.</summary>
    public static async Task<string?> Of(
        ISiloStatusOracle silos, DatabaseSettings database, CancellationToken cancellation)
    {
        if (silos.CurrentStatus != SiloStatus.Active)
        {
            return $"the silo is {silos.CurrentStatus}";
        }

        try
        {
            await using var connection = new NpgsqlConnection(database.ConnectionString());
            await connection.OpenAsync(cancellation).ConfigureAwait(false);
            return null;
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or IOException)
        {
            return PostgresFailure.Sentence(exception, database).Message;
        }
    }
}
