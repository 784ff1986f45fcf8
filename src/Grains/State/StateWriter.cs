using GaLNet.Grains.Interfaces;
using Orleans.Storage;

namespace GaLNet.Grains.State;

/// <summary>Writes a grain's state, or leaves the grain as it was.</summary>
internal static class StateWriter
{
    /// <summary>
    /// Writes the state. When that fails, memory shows <paramref name="before"/> again and the grain leaves memory, so
    /// that its next activation reads what really is in the store: a failed write may have been made.
    /// </summary>
    public static async Task Write<T>(IPersistentState<T> state, T before, IGrainBase grain)
    {
        try
        {
            await state.WriteStateAsync();
        }
        catch (Exception exception)
        {
            state.State = before;
            grain.DeactivateOnIdle();
            if (StoreFailure(exception) is { } failure)
            {
                throw new StoreException(failure.Message);
            }

            throw;
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
