using System.Globalization;
using System.Runtime.InteropServices;
using Orleans.Serialization.Serializers;
using Orleans.Storage;

namespace GaLNet.Silo.Storage;

/// <summary>
/// Grain storage in the table of Orleans' AdoNet provider, which can read and write the same rows, but many grains at a
/// time: one statement per group instead of one round trip per grain. Each grain is told its own outcome.
/// </summary>
internal sealed class CombiningStorage : IGrainStorage, IAsyncDisposable
{
    private const int Lanes = 2;
    private readonly IRowStore _rows;
    private readonly CompressingSerializer _serializer; // By its own type: generic calls through an interface are slow.
    private readonly IActivatorProvider _activators;
    private readonly Func<string, bool> _isRelaxed;
    private readonly Func<string, bool> _isWitness;
    private readonly IAsyncDisposable? _owned;
    private readonly Combiner<RowKey, StoredRow?> _reads;
    private readonly Combiner<RowWrite, bool> _durable;
    private readonly Combiner<RowWrite, bool> _relaxed;

    /// <param name="rows">The rows.</param>
    /// <param name="serializer">How a state becomes bytes.</param>
    /// <param name="activators">Makes empty states.</param>
    /// <param name="isRelaxed">States that need not wait for the disk.</param>
    /// <param name="isWitness">
    /// States that tell of relaxed ones: such a state is written only in the life of the database server in which it was
    /// last read or written, and thereby only when nothing was lost that was written since.
    /// </param>
    /// <param name="owned">Goes with it.</param>
    public CombiningStorage(
        IRowStore rows, CompressingSerializer serializer, IActivatorProvider activators,
        Func<string, bool> isRelaxed, Func<string, bool> isWitness, IAsyncDisposable? owned = null)
    {
        (_rows, _serializer, _activators, _owned) = (rows, serializer, activators, owned);
        (_isRelaxed, _isWitness) = (isRelaxed, isWitness);
        _reads = new(ReadGroup, key => key, _ => 1, Lanes);
        _durable = Writes(false);
        _relaxed = Writes(true);
    }

    /// <inheritdoc/>
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var row = await _reads.Ask(RowKey.Of(stateName, grainId)).ConfigureAwait(false);
        grainState.State = row?.Payload is { } payload
            ? _serializer.Deserialize<T>(new BinaryData(payload))
            : _activators.GetActivator<T>().Create();
        grainState.ETag = row is null ? null : await Tag(stateName, row.Version, null).ConfigureAwait(false);
        grainState.RecordExists = row is not null;
    }

    /// <inheritdoc/>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await Write(stateName, grainId, grainState, Bytes(_serializer.Serialize(grainState.State)))
            .ConfigureAwait(false);
        grainState.RecordExists = true;
    }

    /// <inheritdoc/>
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (!grainState.RecordExists)
        {
            await ReadStateAsync(stateName, grainId, grainState).ConfigureAwait(false);
            if (!grainState.RecordExists)
            {
                return;
            }
        }

        await Write(stateName, grainId, grainState, null).ConfigureAwait(false);
        grainState.RecordExists = false;
        grainState.State = _activators.GetActivator<T>().Create();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _owned?.DisposeAsync() ?? ValueTask.CompletedTask;

    // The serialiser's own array where it holds nothing else.
    private static byte[] Bytes(BinaryData data)
        => MemoryMarshal.TryGetArray(data.ToMemory(), out var part) && part.Array!.Length == part.Count
            ? part.Array
            : data.ToArray();

    private async Task Write<T>(string stateName, GrainId grainId, IGrainState<T> grainState, byte[]? payload)
    {
        var (expected, life) = Parse(grainState.ETag);
        var write = new RowWrite(RowKey.Of(stateName, grainId), expected, payload, life);
        var writes = _isRelaxed(stateName) ? _relaxed : _durable;
        if (!await writes.Ask(write).ConfigureAwait(false))
        {
            throw new InconsistentStateException(
                $"{stateName} of {grainId} is not at version {grainState.ETag ?? "0"} any more: somebody else wrote it, "
                + "or the database crashed since.",
                storedEtag: "unknown", currentEtag: grainState.ETag ?? "");
        }

        grainState.ETag = await Tag(stateName, write.Next, life).ConfigureAwait(false);
    }

    // The version, and for a witness the server's life.
    private async Task<string> Tag(string stateName, int version, Guid? life)
    {
        life ??= _isWitness(stateName) ? await _rows.Life().ConfigureAwait(false) : null;
        return string.Create(CultureInfo.InvariantCulture, $"{version} {life}").TrimEnd();
    }

    private static (int? Version, Guid? Life) Parse(string? tag)
    {
        if (string.IsNullOrWhiteSpace(tag))
        {
            return (null, null);
        }

        var words = tag.Split(' ');
        return (int.Parse(words[0], CultureInfo.InvariantCulture), words.Length > 1 ? Guid.Parse(words[1]) : null);
    }

    private async Task<StoredRow?[]> ReadGroup(RowKey[] keys)
    {
        var rows = await _rows.Read(keys).ConfigureAwait(false);
        StorageMeter.Count("read", keys.Length);
        return rows;
    }

    private async Task<bool[]> WriteGroup(RowWrite[] writes, bool isRelaxed)
    {
        var written = await _rows.Write(writes, isRelaxed).ConfigureAwait(false);
        StorageMeter.Count("write", writes.Length);
        StorageMeter.Conflicts.Add(written.Count(one => !one));
        return written;
    }

    private Combiner<RowWrite, bool> Writes(bool isRelaxed) => new(
        writes => WriteGroup(writes, isRelaxed), write => write.Key, write => (write.Payload?.Length ?? 0) + 64, Lanes);
}
