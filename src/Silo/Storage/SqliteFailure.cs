using System.Globalization;
using GaLNet.Grains.Interfaces;
using Microsoft.Data.Sqlite;

namespace GaLNet.Silo.Storage;

/// <summary>Says in one sentence why SQLite failed.</summary>
internal static class SqliteFailure
{
    // Result codes of SQLite (sqlite.org/rescode.html).
    private const int Busy = 5, ReadOnly = 8, InputOutput = 10, Corrupt = 11, Full = 13, CannotOpen = 14;
    private const int NotADatabase = 26;

    /// <summary>The sentence.</summary>
    public static StoreException Sentence(SqliteException exception, string path)
    {
        var what = exception.SqliteErrorCode switch
        {
            Full => $"The store {path} cannot be written: the disk is full; make room and run the same command again.",
            InputOutput => $"The store {path} cannot be read or written (an I/O error; a full disk or a quota shows " +
                "up like this, too); make room and run the same command again.",
            ReadOnly => $"The store {path} may not be written; change its permissions or give another --store.",
            Busy => $"The store {path} is locked by another program; close it and run the same command again.",
            Corrupt => $"The store {path} is damaged; restore it from a copy or give another --store.",
            NotADatabase => $"The file {path} is not a GaLNet store; give another --store.",
            CannotOpen => $"The store {path} cannot be opened or created; check the path and its permissions.",
            _ => string.Create(CultureInfo.InvariantCulture,
                $"The store {path} failed with SQLite code {exception.SqliteErrorCode} ({exception.Message}); run " +
                $"the same command again."),
        };
        return new StoreException(what, exception);
    }
}
