using GaLNet.Grains.Interfaces;
using Npgsql;
using Orleans.Runtime;
using Orleans.Runtime.Messaging;
using Orleans.Storage;

namespace GaLNet.Silo.Clustering;

/// <summary>Tells a call that never got an answer from one that was answered with a failure.</summary>
public static class Unreachable
{
    /// <summary>True when a silo or gateway was lost, or none was found: the same call may succeed elsewhere.</summary>
    public static bool Is(Exception? exception) => !IsOfStore(exception) && exception switch
    {
        null => false,
        OrleansMessageRejectionException or SiloUnavailableException or ConnectionFailedException => true,
        TimeoutException or EnumerationAbortedException or ClientNotAvailableException => true,
        InconsistentStateException => true, // The grain lives elsewhere by now, or is about to read its state anew.
        OrleansException when exception.GetType() == typeof(OrleansException) => true,
        AggregateException many => many.InnerExceptions.Any(Is),
        NpgsqlException => true,
        _ => Is(exception.InnerException),
    };

    // It was reached, and says that its store is away: whoever asks again waits for nothing.
    private static bool IsOfStore(Exception? exception)
        => exception is StoreException || (exception is not null && IsOfStore(exception.InnerException));
}
