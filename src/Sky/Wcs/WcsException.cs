namespace GaLNet.Sky.Wcs;

/// <summary>A header whose world coordinates are missing, contradictory or of a kind that is not supported.</summary>
public sealed class WcsException : SkyException
{
    /// <summary>Makes an exception without a message.</summary>
    public WcsException()
    {
    }

    /// <summary>Makes an exception with its sentence.</summary>
    public WcsException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with its sentence and what lies beneath it.</summary>
    public WcsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
