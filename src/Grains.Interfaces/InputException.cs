namespace GaLNet.Grains.Interfaces;

/// <summary>
/// Bad input: one sentence that says what was found, what was expected and what to do. Crosses the wire as it is.
/// </summary>
[GenerateSerializer, Alias("GaLNet.InputException")]
public sealed class InputException : Exception
{
    public InputException()
    {
    }

    public InputException(string message)
        : base(message)
    {
    }

    public InputException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
