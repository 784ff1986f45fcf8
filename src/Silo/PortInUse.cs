using System.Net.Sockets;

namespace GaLNet.Silo;

/// <summary>Recognises that a port was taken.</summary>
internal static class PortInUse
{
    /// <summary>True when that is what an exception is about.</summary>
    public static bool In(Exception? exception) => exception switch
    {
        null => false,
        SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } => true,
        AggregateException many => many.InnerExceptions.Any(In),
        _ => In(exception.InnerException),
    };
}
