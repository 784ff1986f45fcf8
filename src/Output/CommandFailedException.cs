namespace GaLNet.Output;

/// <summary>
/// The command cannot do what was asked; the message is the one sentence for the person who typed it.
/// </summary>
internal sealed class CommandFailedException : Exception
{
    public CommandFailedException()
    {
    }

    public CommandFailedException(string message)
        : base(message)
    {
    }

    public CommandFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
