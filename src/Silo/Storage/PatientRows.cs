using System.Diagnostics;
using GaLNet.Silo.Configuration;
using Npgsql;

namespace GaLNet.Silo.Storage;

/// <summary>
/// Rows in a database that may go away and come back: asks again for a while, then fails with one sentence. A write
/// whose outcome is unknown is looked up before it counts as somebody else's.
/// </summary>
internal sealed class PatientRows(IRowStore inner, DatabaseSettings database) : IRowStore
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public Task<StoredRow?[]> Read(IReadOnlyList<RowKey> keys) => Patiently(_ => inner.Read(keys));

    /// <inheritdoc/>
    public Task<bool[]> Write(IReadOnlyList<RowWrite> writes, bool isRelaxed) => Patiently(async isAgain =>
    {
        var written = await inner.Write(writes, isRelaxed).ConfigureAwait(false);
        return isAgain && Array.Exists(written, one => !one)
            ? await LookUp(writes, written).ConfigureAwait(false)
            : written;
    });

    // What stands there under the version we would have given it, byte for byte, we wrote before the connection broke.
    private async Task<bool[]> LookUp(IReadOnlyList<RowWrite> writes, bool[] written)
    {
        var open = Enumerable.Range(0, writes.Count).Where(i => !written[i]).ToArray();
        var rows = await inner.Read([.. open.Select(i => writes[i].Key)]).ConfigureAwait(false);
        for (var k = 0; k < open.Length; k++)
        {
            var write = writes[open[k]];
            written[open[k]] = rows[k] is { } row && row.Version == write.Next
                && (row.Payload ?? []).AsSpan().SequenceEqual(write.Payload ?? []);
        }

        return written;
    }

    private async Task<T> Patiently<T>(Func<bool, Task<T>> ask)
    {
        var started = Stopwatch.GetTimestamp();
        var pause = FirstPause;
        for (var isAgain = false; ; isAgain = true)
        {
            try
            {
                return await ask(isAgain).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException or IOException)
            {
                if (!PostgresFailure.MayPass(exception))
                {
                    throw exception is PostgresException { SqlState: ['2', '2', ..] or ['5', '4', ..] }
                        ? new InvalidOperationException(exception.Message, exception)
                        : PostgresFailure.Sentence(exception, database);
                }

                if (Stopwatch.GetElapsedTime(started).TotalSeconds > database.PatienceSeconds)
                {
                    throw PostgresFailure.Sentence(exception, database);
                }
            }

            await Task.Delay(pause).ConfigureAwait(false);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }
}
