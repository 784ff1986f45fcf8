namespace GaLNet.Sky.Fits;

/// <summary>A FITS file that is broken, cut short, or of a kind that is not read here.</summary>
public sealed class FitsException : SkyException
{
    /// <summary>Makes an exception without a message.</summary>
    public FitsException()
    {
    }

    /// <summary>Makes an exception with its sentence.</summary>
    public FitsException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with its sentence and what lies beneath it.</summary>
    public FitsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
