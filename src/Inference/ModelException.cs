namespace GaLNet.Inference;

/// <summary>
/// A network's file cannot be used. The message is one sentence for a person: what was found, what was expected, what
/// to do.
/// </summary>
public sealed class ModelException : Exception
{
    public ModelException()
    {
    }

    public ModelException(string message)
        : base(message)
    {
    }

    public ModelException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
