using Npgsql;
using NpgsqlTypes;

namespace GaLNet.Silo.Storage;

/// <summary>
/// Rows in PostgreSQL: one statement per group. The log is sequential: a commit that waits for the disk takes every
/// earlier commit with it, also those that did not wait, unless the server crashed between the two: a row that tells of
/// others names the life of the server that they were written in, and is refused in the next.
/// </summary>
internal sealed class PostgresRows : IRowStore, IAsyncDisposable
{
    // A group is looked up key by key, whatever the table holds: the plan is made once per connection and kept, since
    // planning every group anew costs a fifth of what the server does.
    internal const string ByKey = "-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off "
        + "-c plan_cache_mode=force_generic_plan -c jit=off";

    private const string Keys = """
        GrainTypeString, GrainIdN0, GrainIdN1, GrainIdExtensionString
        """;

    // The service is a column of the group and no constant: every row has the same one, which a planner without
    // statistics takes for a rare value; it would then hold all rows of the table against all rows of the group.
    private const string SameKey = """
        s.GrainTypeString = i.t AND s.GrainIdN1 = i.n1 AND s.GrainIdN0 = i.n0 AND s.GrainIdExtensionString = i.e
          AND s.ServiceId = i.service
        """;

    internal const string ReadText = $"""
        WITH i AS MATERIALIZED (
            SELECT *, @service AS service
            FROM unnest(@types, @n0s, @n1s, @extensions) WITH ORDINALITY AS i (t, n0, n1, e, place))
        SELECT i.place, s.Version, s.PayloadBinary FROM i JOIN OrleansStorage s ON {SameKey}
        """;

    internal const string WriteText = $"""
        WITH i AS MATERIALIZED (
            SELECT *, @service AS service
            FROM unnest(@types, @n0s, @n1s, @extensions, @expected, @payloads, @lives)
                WITH ORDINALITY AS i (t, n0, n1, e, v, p, life, place)),
        updated AS (
            UPDATE OrleansStorage s SET PayloadBinary = i.p, ModifiedOn = now(), Version = s.Version + 1
            FROM i WHERE {SameKey} AND s.Version = i.v
              AND (i.life IS NULL OR i.life = (SELECT Id FROM GalnetServerLife WHERE One))
            RETURNING i.place),
        inserted AS (
            INSERT INTO OrleansStorage ({Keys}, ServiceId, Version, PayloadBinary)
            SELECT i.t, i.n0, i.n1, i.e, i.service, 1, i.p FROM i WHERE i.v IS NULL
            ON CONFLICT DO NOTHING
            RETURNING {Keys})
        SELECT place, NULL, NULL, NULL, NULL FROM updated UNION ALL SELECT NULL, {Keys} FROM inserted
        """;

    private const string LifeText = """
        INSERT INTO GalnetServerLife DEFAULT VALUES ON CONFLICT DO NOTHING; SELECT Id FROM GalnetServerLife WHERE One
        """;

    private readonly NpgsqlDataSource _durable;
    private readonly NpgsqlDataSource _relaxed;
    private readonly string _serviceId;
    private volatile object? _life;

    /// <summary>Rows of one service; connects when first asked.</summary>
    public PostgresRows(Configuration.DatabaseSettings database, string serviceId)
    {
        _durable = NpgsqlDataSource.Create(WithPrepared(database.ConnectionString(ByKey)));
        _relaxed = NpgsqlDataSource.Create(WithPrepared(
            database.ConnectionString($"{ByKey} -c synchronous_commit=off")));
        _serviceId = serviceId;
    }

    /// <inheritdoc/>
    public async Task<StoredRow?[]> Read(IReadOnlyList<RowKey> keys)
    {
        var rows = new StoredRow?[keys.Count];
        await using var command = _durable.CreateCommand(ReadText);
        AddKeys(command, keys);
        await using var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        while (await reader.ReadAsync().ConfigureAwait(false))
        {
            rows[reader.GetInt64(0) - 1] = new StoredRow(
                reader.GetInt32(1), reader.IsDBNull(2) ? null : reader.GetFieldValue<byte[]>(2));
        }

        return rows;
    }

    /// <inheritdoc/>
    public async Task<bool[]> Write(IReadOnlyList<RowWrite> writes, bool isRelaxed)
    {
        var written = new bool[writes.Count];
        var places = PlacesOfNew(writes);
        await using var command = (isRelaxed ? _relaxed : _durable).CreateCommand(WriteText);
        AddKeys(command, [.. writes.Select(write => write.Key)]);
        Add(command, "expected", NpgsqlDbType.Integer, writes.Select(write => write.Expected).ToArray());
        Add(command, "payloads", NpgsqlDbType.Bytea, writes.Select(write => write.Payload).ToArray());
        Add(command, "lives", NpgsqlDbType.Uuid, writes.Select(write => write.Life).ToArray());
        await using var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        while (await reader.ReadAsync().ConfigureAwait(false))
        {
            written[reader.IsDBNull(0) ? places[NewKey(reader)] : (int)reader.GetInt64(0) - 1] = true;
        }

        for (var place = 0; place < written.Length; place++)
        {
            if (!written[place] && writes[place].Life is not null)
            {
                _life = null; // It may be another one by now.
            }
        }

        return written;
    }

    /// <inheritdoc/>
    public async Task<Guid?> Life()
    {
        // One that is over and was not noticed does no harm: what names it is refused, and then it is asked for again.
        if (_life is Guid known)
        {
            return known;
        }

        await using var command = _durable.CreateCommand(LifeText);
        _life = await command.ExecuteScalarAsync().ConfigureAwait(false);
        return (Guid?)_life;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _durable.DisposeAsync().ConfigureAwait(false);
        await _relaxed.DisposeAsync().ConfigureAwait(false);
    }

    // A row that was there tells which of the group it was; a new one can only tell its key.
    private static Dictionary<RowKey, int> PlacesOfNew(IReadOnlyList<RowWrite> writes)
    {
        var places = new Dictionary<RowKey, int>();
        for (var place = 0; place < writes.Count; place++)
        {
            if (writes[place].Expected is null)
            {
                places.Add(writes[place].Key, place);
            }
        }

        return places;
    }

    private static RowKey NewKey(NpgsqlDataReader reader)
        => new(reader.GetString(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetString(4));

    private static string WithPrepared(string connectionString)
        => new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxAutoPrepare = 8,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true, // Nothing is ever set on these connections: a round trip less.
        }.ToString();

    private void AddKeys(NpgsqlCommand command, IReadOnlyList<RowKey> keys)
    {
        Add(command, "types", NpgsqlDbType.Text, keys.Select(key => key.GrainType).ToArray());
        Add(command, "n0s", NpgsqlDbType.Bigint, keys.Select(key => key.N0).ToArray());
        Add(command, "n1s", NpgsqlDbType.Bigint, keys.Select(key => key.N1).ToArray());
        Add(command, "extensions", NpgsqlDbType.Text, keys.Select(key => key.Extension).ToArray());
        command.Parameters.Add(new NpgsqlParameter("service", NpgsqlDbType.Text) { Value = _serviceId });
    }

    private static void Add(NpgsqlCommand command, string name, NpgsqlDbType type, object values)
        => command.Parameters.Add(new NpgsqlParameter(name, NpgsqlDbType.Array | type) { Value = values });
}
