using GaLNet.Silo.Configuration;
using Npgsql;

namespace GaLNet.Silo.Storage;

/// <summary>Asks a database that may be away for a moment again, for as long as its settings say.</summary>
internal static class Patience
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Asks until there is an answer. Throws <see cref="Grains.Interfaces.StoreException"/> with one sentence when the
    /// failure is not one that passes, or time is up; what is wrong with the data themselves is thrown as it is.
    /// </summary>
    /// <param name="ask">The question; true = it was asked before and may have been heard.</param>
    /// <param name="database">Whom, and how long.</param>
    /// <param name="outage">Shared by those whose patience is to be one.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<T> Ask<T>(
        Func<bool, Task<T>> ask, DatabaseSettings database, Outage? outage = null,
        CancellationToken cancellation = default)
    {
        outage ??= new Outage();
        var pause = FirstPause;
        for (var isAgain = false; ; isAgain = true)
        {
            try
            {
                var answer = await ask(isAgain).ConfigureAwait(false);
                outage.End();
                return answer;
            }
            catch (PostgresException exception) when (PostgresFailure.IsOfData(exception))
            {
                throw new InvalidOperationException(exception.MessageText);
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException or IOException)
            {
                StorageMeter.Failures.Add(1, new KeyValuePair<string, object?>(
                    "reason", (exception as PostgresException)?.SqlState ?? exception.GetType().Name));
                if (!PostgresFailure.MayPass(exception)
                    || outage.Lasts(isAgain).TotalSeconds > database.PatienceSeconds)
                {
                    throw PostgresFailure.Sentence(exception, database);
                }
            }

            await Task.Delay(pause, cancellation).ConfigureAwait(false);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }
}
