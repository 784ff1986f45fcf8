using System.Globalization;
using GaLNet.Grains.Interfaces;
using GaLNet.Silo.Configuration;
using Npgsql;

namespace GaLNet.Silo.Storage;

/// <summary>
/// The PostgreSQL database that a cluster lives in, brought to the current schema. Silos that start at once queue on
/// an advisory lock: one applies the scripts, in one transaction, the others find them applied.
/// </summary>
internal static class PostgresStore
{
    /// <summary>Orleans' name for PostgreSQL.</summary>
    public const string Invariant = "Npgsql";

    /// <summary>The schema this software writes.</summary>
    public const int SchemaVersion = 2;

    // "GaLN": any number that nobody else in the database locks.
    private const long SchemaLock = 0x47614C4E;

    /// <summary>
    /// Creates the schema or brings it up to date. Throws <see cref="StoreException"/> when the database cannot be
    /// used or was written by a newer version; it is then left as it was.
    /// </summary>
    public static Task<bool> Prepare(DatabaseSettings database, CancellationToken cancellation) => Patience.Ask(
        async _ =>
        {
            await using var connection = new NpgsqlConnection(database.ConnectionString());
            await connection.OpenAsync(cancellation).ConfigureAwait(false);
            await using var transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
            await BringUpToDate(connection, database).ConfigureAwait(false);
            await transaction.CommitAsync(cancellation).ConfigureAwait(false);
            return true;
        },
        database, cancellation: cancellation);

    private static async Task BringUpToDate(NpgsqlConnection connection, DatabaseSettings database)
    {
        await Execute(connection, "SELECT pg_advisory_xact_lock(@number)", SchemaLock).ConfigureAwait(false);
        await Execute(connection, """
            CREATE TABLE IF NOT EXISTS GalnetSchema
            (Version integer NOT NULL PRIMARY KEY, AppliedAt timestamptz NOT NULL DEFAULT now())
            """).ConfigureAwait(false);
        var version = Convert.ToInt32(
            await Execute(connection, "SELECT coalesce(max(Version), 0) FROM GalnetSchema").ConfigureAwait(false),
            CultureInfo.InvariantCulture);
        if (version > SchemaVersion)
        {
            throw new StoreException(
                $"The database {database} has schema {version}, this version of GaLNet knows schema {SchemaVersion} "
                + "and older; use a newer GaLNet or another database.");
        }

        for (var next = version + 1; next <= SchemaVersion; next++)
        {
            await Execute(connection, SchemaScripts.Text("Postgres", next)).ConfigureAwait(false);
            await Execute(connection, "INSERT INTO GalnetSchema (Version) VALUES (@number)", next)
                .ConfigureAwait(false);
        }
    }

    private static async Task<object?> Execute(NpgsqlConnection connection, string sql, long? number = null)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is a constant or a script of ours.
        command.CommandText = sql;
#pragma warning restore CA2100
        if (number is { } value)
        {
            command.Parameters.AddWithValue("number", value);
        }

        return await command.ExecuteScalarAsync().ConfigureAwait(false);
    }
}
