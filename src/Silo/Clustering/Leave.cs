using Orleans.Configuration;

namespace GaLNet.Silo.Clustering;

/// <summary>
/// How a silo that is told to stop takes its leave: first its clients learn that it is a gateway no more, while it
/// still serves; then it hands over its grains; and before it turns its back it waits for those who have not heard of
/// it yet, and passes on what they send. Without the two pauses a request that is under way then is refused.
/// </summary>
internal static class Leave
{
    /// <summary>A call may be passed on that often: while several silos come and go the next one may leave, too.</summary>
    private const int MostForwards = 6;

    private static readonly TimeSpan ClientsHear = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan SilosHear = TimeSpan.FromSeconds(1);

    /// <summary>Sets the options of a silo.</summary>
    public static void Set(SiloMessagingOptions messaging)
    {
        messaging.ClientGatewayShutdownNotificationTimeout = ClientsHear;
        messaging.WaitForMessageToBeQueuedForOutboundTime = SilosHear;
        messaging.MaxForwardCount = MostForwards;
    }
}
