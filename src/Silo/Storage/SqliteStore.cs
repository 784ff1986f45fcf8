using System.Globalization;
using GaLNet.Grains.Interfaces;
using Microsoft.Data.Sqlite;

namespace GaLNet.Silo.Storage;

/// <summary>
/// The SQLite file that keeps a catalogue: opened, checked and brought to the current schema. The schema's version is
/// SQLite's <c>user_version</c>; scripts <c>Sql/Sqlite/NNNN.sql</c> lead from one version to the next, each in a transaction.
/// </summary>
internal static class SqliteStore
{
    /// <summary>Orleans' name for SQLite; it loads Microsoft.Data.Sqlite under it.</summary>
    public const string Invariant = "System.Data.SQLite";

    /// <summary>The schema this software writes.</summary>
    public const int SchemaVersion = 2;

    /// <summary>SQLite's <c>application_id</c> of a store: "GaLN".</summary>
    public const int ApplicationId = 0x47614C4E;

    private static ReadOnlySpan<byte> Magic => "SQLite format 3\0"u8;

    /// <summary>How Orleans and we connect.</summary>
    public static string ConnectionString(string path) => new SqliteConnectionStringBuilder
    {
        DataSource = path,
        Mode = SqliteOpenMode.ReadWriteCreate,
        Pooling = true,
        DefaultTimeout = 10,
    }.ToString();

    /// <summary>
    /// Creates the store or brings it up to date. Throws <see cref="StoreException"/> when the file is no store, is
    /// damaged, or was written by a newer version; it is then left as it was.
    /// </summary>
    public static void Prepare(string path)
    {
        RefuseForeignFile(path);
        try
        {
            using var connection = new SqliteConnection(ConnectionString(path));
            connection.Open();
            var version = RefuseForeignDatabase(connection, path);
            Execute(connection, "PRAGMA journal_mode = WAL;");
            for (var next = version + 1; next <= SchemaVersion; next++)
            {
                using var transaction = connection.BeginTransaction();
                Execute(connection, SchemaScripts.Text("Sqlite", next));
                Execute(connection, string.Create(CultureInfo.InvariantCulture,
                    $"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {next};"));
                transaction.Commit();
            }
        }
        catch (SqliteException exception)
        {
            throw SqliteFailure.Sentence(exception, path);
        }
    }

    /// <summary>Closes pooled connections, so that the write-ahead log is folded into the file.</summary>
    public static void Close(string path)
    {
        using var connection = new SqliteConnection(ConnectionString(path));
        SqliteConnection.ClearPool(connection);
    }

    private static void RefuseForeignFile(string path)
    {
        if (Directory.Exists(path))
        {
            throw new StoreException($"The store {path} is a folder; give the path of a file as --store.");
        }

        if (!File.Exists(path) || new FileInfo(path).Length == 0)
        {
            return;
        }

        try
        {
            Span<byte> head = stackalloc byte[16];
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length
                || !head.SequenceEqual(Magic))
            {
                throw new StoreException(
                    $"The file {path} is not a GaLNet store (it is no SQLite database); give another --store.");
            }
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new StoreException(
                $"The store {path} may not be read; change its permissions or give another --store.", exception);
        }
    }

    private static int RefuseForeignDatabase(SqliteConnection connection, string path)
    {
        var version = Number(connection, "PRAGMA user_version;");
        var application = Number(connection, "PRAGMA application_id;");
        var tables = Number(connection, "SELECT count(*) FROM sqlite_master;");
        if (application != ApplicationId && tables > 0)
        {
            throw new StoreException(
                $"The SQLite database {path} belongs to another application; give another --store.");
        }

        if (version > SchemaVersion)
        {
            throw new StoreException(string.Create(CultureInfo.InvariantCulture,
                $"The store {path} has schema {version}, this version of GaLNet knows schema {SchemaVersion} " +
                $"and older; use a newer GaLNet or another --store."));
        }

        return application == ApplicationId ? (int)version : 0;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is a script of ours.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is a constant of ours.
        command.CommandText = sql;
#pragma warning restore CA2100
        return (long)command.ExecuteScalar()!;
    }
}
