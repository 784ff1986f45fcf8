using GaLNet.Grains.Interfaces;
using Orleans.Storage;

namespace GaLNet.Grains.State;

/// <summary>Writes a grain's state, or leaves the grain as it was.</summary>
internal static class StateWriter
{
    /// <summary>
    /// Writes the state. When that fails, a failed write may still have been made: the grain reads what really is in
    /// the store, or, when that fails too, shows what it had and leaves memory. It also leaves memory when somebody else
    /// wrote its state: while silos come and go a grain may for a moment live twice, and this is then the old one.
    /// When the store itself is away the grain shows what it had and is not made to wait once more: should the write
    /// have been made, the next one meets it and is refused.
    /// </summary>
    public static async Task Write<T>(IPersistentState<T> state, T before, IGrainBase grain)
    {
        try
        {
            await state.WriteStateAsync();
        }
        catch (Exception exception)
        {
            if (StoreFailure(exception) is { } failure)
            {
                state.State = before;
                throw new StoreException(failure.Message);
            }

            await Reread(state, before, grain);
            if (exception is InconsistentStateException)
            {
                grain.DeactivateOnIdle();
            }

            throw;
        }
    }

    private static async Task Reread<T>(IPersistentState<T> state, T before, IGrainBase grain)
    {
        try
        {
            await state.ReadStateAsync();
        }
#pragma warning disable CA1031 // The first failure is the one to report.
        catch (Exception)
#pragma warning restore CA1031
        {
            state.State = before;
            grain.DeactivateOnIdle();
        }
    }

    /// <summary>The store's own sentence inside an exception, or null.</summary>
    public static StoreException? StoreFailure(Exception? exception)
    {
        while (exception is not null and not StoreException)
        {
            exception = exception.InnerException;
        }

        return exception as StoreException;
    }
}
