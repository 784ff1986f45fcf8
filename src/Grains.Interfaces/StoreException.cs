namespace GaLNet.Grains.Interfaces;

/// <summary>
/// The store cannot be opened, read or written: one sentence that says what was found and what to do. What was
/// recorded before it is intact.
/// </summary>
[GenerateSerializer, Alias("GaLNet.StoreException")]
public sealed class StoreException : Exception
{
    public StoreException()
    {
    }

    public StoreException(string message)
        : base(message)
    {
    }

    public StoreException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
