using System.Diagnostics.Metrics;
using GaLNet.Silo.Monitoring;

namespace GaLNet.Silo.Storage;

/// <summary>What storage tells about itself.</summary>
internal static class StorageMeter
{
    private static readonly Meter Meter = new(MonitoredHost.Source);

    /// <summary>Rows read and written.</summary>
    public static readonly Counter<long> Rows = Meter.CreateCounter<long>(
        "galnet.storage.rows", "{row}", "Rows read and written.");

    /// <summary>Rows that share a statement.</summary>
    public static readonly Histogram<int> Group = Meter.CreateHistogram<int>(
        "galnet.storage.group", "{row}", "Rows that share a statement.");

    /// <summary>Writes that met somebody else's.</summary>
    public static readonly Counter<long> Conflicts = Meter.CreateCounter<long>(
        "galnet.storage.conflicts", "{row}", "Writes that met somebody else's.");

    /// <summary>Groups that had to be asked again or failed, by reason.</summary>
    public static readonly Counter<long> Failures = Meter.CreateCounter<long>(
        "galnet.storage.failures", "{group}", "Groups that had to be asked again, by reason.");

    /// <summary>Counts a group that was answered.</summary>
    public static void Count(string what, int rows)
    {
        Rows.Add(rows, new KeyValuePair<string, object?>("operation", what));
        Group.Record(rows, new KeyValuePair<string, object?>("operation", what));
    }
}
