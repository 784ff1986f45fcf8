using GaLNet.Grains.Interfaces;
using GaLNet.Silo.Configuration;
using Npgsql;

namespace GaLNet.Silo.Storage;

/// <summary>Says in one sentence why PostgreSQL failed, and tells what passes by itself from what does not.</summary>
internal static class PostgresFailure
{
    /// <summary>
    /// The sentence; never the password, and nothing of the driver's: it goes to clients, which know no such types.
    /// </summary>
    public static StoreException Sentence(Exception exception, DatabaseSettings database)
        => new(What(exception, database));

    /// <summary>True when the same request may well succeed in a moment: the server restarts or was not reached.</summary>
    public static bool MayPass(Exception exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => false,
        PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected } => true,
        NpgsqlException npgsql => npgsql.IsTransient || npgsql is not PostgresException,
        TimeoutException or IOException => true,
        _ => false,
    };

    /// <summary>True when it is the data that cannot be stored (too long, malformed), not the database that fails.</summary>
    public static bool IsOfData(PostgresException exception)
        => exception.SqlState is ['2', '2' or '3', ..] or ['5', '4', ..];

    private static string What(Exception exception, DatabaseSettings database) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } =>
            $"The database {database} cannot be written: its disk is full; make room and run the same command again.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or "28000" } =>
            $"The database {database} refuses the login; check Database:User and Database:PasswordFile.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } =>
            $"There is no database {database.Name} at {database.Host}:{database.Port}; create it "
            + $"(createdb {database.Name}) or correct Database:Name.",
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } =>
            $"The role {database.User} may not do that in {database} ({Message(exception)}); grant it, or make it the "
            + "owner of the database.",
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } =>
            $"The database {database} takes no more connections; raise its max_connections or lower "
            + "Database:MaxConnections.",
        PostgresException => $"The database {database} failed ({Message(exception)}); run the same command again.",
        _ => $"The database {database} does not answer ({Message(exception)}); start it, or correct Database:Host and "
            + "Database:Port. Nothing is half-recorded, and everything goes on when it is back.",
    };

    private static string Message(Exception exception) => exception.Message.ReplaceLineEndings(" ").TrimEnd('.');
}
