using System.Net;
using System.Net.Sockets;

namespace GaLNet.Cluster.Tests.Support;

/// <summary>
/// Ports that processes started later can listen on. They lie below those that Linux gives to outgoing connections
/// (from 32768): one of these, taken for a moment by any client, would keep a silo from starting.
/// </summary>
internal static class FreePorts
{
    private const int First = 12_000;
    private const int End = 32_000;
    private static readonly Lock Gate = new();
    private static readonly Random Random = new();
    private static readonly HashSet<int> Given = [];

    /// <summary>The first of this many ports in a row that are free and were not given before.</summary>
    public static int InARow(int count)
    {
        lock (Gate)
        {
            while (true)
            {
                var row = Enumerable.Range(Random.Next(First, End - count), count).ToArray();
                if (!row.Any(Given.Contains) && row.All(IsFree))
                {
                    Given.UnionWith(row);
                    return row[0];
                }
            }
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
