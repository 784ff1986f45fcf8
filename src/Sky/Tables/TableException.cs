namespace GaLNet.Sky.Tables;

/// <summary>A catalogue that cannot be read or written as asked.</summary>
public sealed class TableException : SkyException
{
    /// <summary>Makes an exception without a message.</summary>
    public TableException()
    {
    }

    /// <summary>Makes an exception with its sentence.</summary>
    public TableException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with its sentence and what lies beneath it.</summary>
    public TableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
