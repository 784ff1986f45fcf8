namespace GaLNet.Sky;

/// <summary>
/// A file, header or table that cannot be used. The message is one sentence for the person who named the file: what
/// was found, what was expected, what to do.
/// </summary>
public abstract class SkyException : Exception
{
    /// <summary>Makes an exception without a message.</summary>
    protected SkyException()
    {
    }

    /// <summary>Makes an exception with its sentence.</summary>
    protected SkyException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with its sentence and what lies beneath it.</summary>
    protected SkyException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
