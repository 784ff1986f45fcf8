using GaLNet.Sky;

namespace GaLNet.Stamps;

/// <summary>
/// Files of stamps or PSFs that do not belong together or cannot be used; the message is one sentence for the person
/// who named them.
/// </summary>
public sealed class StampException : SkyException
{
    /// <summary>Makes an exception without a message.</summary>
    public StampException()
    {
    }

    /// <summary>Makes an exception with its sentence.</summary>
    public StampException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with its sentence and what lies beneath it.</summary>
    public StampException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
