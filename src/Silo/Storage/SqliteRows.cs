using Microsoft.Data.Sqlite;

namespace GaLNet.Silo.Storage;

/// <summary>
/// Rows in SQLite: one transaction of prepared statements per group, through the store's <see cref="OneWriter"/>.
/// SQLite runs in this process, so that a statement is no round trip. Groups never wait for the disk (WAL with
/// <c>synchronous = NORMAL</c>): see the decision on storage.
/// </summary>
internal sealed class SqliteRows(string storePath, string serviceId, OneWriter writer) : IRowStore, IAsyncDisposable
{
    private const string KeyIs = """
        GrainTypeString = $t AND GrainIdN1 = $n1 AND GrainIdN0 = $n0 AND GrainIdExtensionString = $e
          AND ServiceId = $service
        """;

    private const string ReadText = $"SELECT Version, PayloadBinary FROM OrleansStorage WHERE {KeyIs}";

    private const string UpdateText = $"""
        UPDATE OrleansStorage SET PayloadBinary = $p, Version = Version + 1,
               ModifiedOn = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
        WHERE {KeyIs} AND Version = $v
        """;

    private const string InsertText = """
        INSERT INTO OrleansStorage (GrainTypeString, GrainIdN0, GrainIdN1, GrainIdExtensionString, ServiceId, Version,
                                    ModifiedOn, PayloadBinary)
        VALUES ($t, $n0, $n1, $e, $service, 1, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), $p) ON CONFLICT DO NOTHING
        """;

    private readonly Lock _reading = new();
    private Session? _reader;
    private Session? _writer;

    /// <inheritdoc/>
    public Task<StoredRow?[]> Read(IReadOnlyList<RowKey> keys) => writer.Read(() => Task.Run(() =>
    {
        lock (_reading)
        {
            var session = _reader ??= new Session(storePath, serviceId);
            return keys.Select(session.Read).ToArray();
        }
    }));

    /// <inheritdoc/>
    public Task<bool[]> Write(IReadOnlyList<RowWrite> writes, bool isRelaxed) => writer.Write(() => Task.Run(() =>
    {
        var session = _writer ??= new Session(storePath, serviceId);
        return session.Write(writes);
    }));

    // One file and one log for all: what was committed later is lost first.
    /// <inheritdoc/>
    public Task<Guid?> Life() => Task.FromResult<Guid?>(null);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _reader?.Dispose();
        _writer?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>One connection with its statements.</summary>
    private sealed class Session : IDisposable
    {
        private readonly SqliteConnection _connection;
        private readonly SqliteCommand _read;
        private readonly SqliteCommand _update;
        private readonly SqliteCommand _insert;

        public Session(string path, string serviceId)
        {
            _connection = new SqliteConnection(SqliteStore.ConnectionString(path));
            _connection.Open();
            using var pragma = _connection.CreateCommand();
            pragma.CommandText = "PRAGMA synchronous = NORMAL";
            pragma.ExecuteNonQuery();
            _read = Prepared(ReadText, serviceId);
            _update = Prepared(UpdateText, serviceId);
            _insert = Prepared(InsertText, serviceId);
        }

        public StoredRow? Read(RowKey key)
        {
            SetKey(_read, key);
            using var reader = _read.ExecuteReader();
            return reader.Read()
                ? new StoredRow(reader.GetInt32(0), reader.IsDBNull(1) ? null : reader.GetFieldValue<byte[]>(1))
                : null;
        }

        public bool[] Write(IReadOnlyList<RowWrite> writes)
        {
            using var transaction = _connection.BeginTransaction(deferred: false);
            var written = new bool[writes.Count];
            for (var i = 0; i < writes.Count; i++)
            {
                var write = writes[i];
                var command = write.Expected is null ? _insert : _update;
                command.Transaction = transaction;
                SetKey(command, write.Key);
                command.Parameters["$p"].Value = (object?)write.Payload ?? DBNull.Value;
                command.Parameters["$v"].Value = (object?)write.Expected ?? DBNull.Value;
                written[i] = command.ExecuteNonQuery() == 1;
            }

            transaction.Commit();
            return written;
        }

        public void Dispose()
        {
            _read.Dispose();
            _update.Dispose();
            _insert.Dispose();
            _connection.Dispose();
        }

        private SqliteCommand Prepared(string text, string serviceId)
        {
            var command = _connection.CreateCommand();
#pragma warning disable CA2100 // A constant of ours.
            command.CommandText = text;
#pragma warning restore CA2100
            command.Parameters.AddWithValue("$service", serviceId);
            foreach (var name in (string[])["$t", "$n0", "$n1", "$e", "$p", "$v"])
            {
                command.Parameters.AddWithValue(name, DBNull.Value);
            }

            return command;
        }

        private static void SetKey(SqliteCommand command, RowKey key)
        {
            command.Parameters["$t"].Value = key.GrainType;
            command.Parameters["$n0"].Value = key.N0;
            command.Parameters["$n1"].Value = key.N1;
            command.Parameters["$e"].Value = key.Extension;
        }
    }
}
