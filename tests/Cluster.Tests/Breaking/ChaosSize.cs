using System.Globalization;

namespace GaLNet.Cluster.Tests.Breaking;

/// <summary>
/// How much is broken. GALNET_CHAOS=full breaks a survey of more than 3,000 galaxies at least 20 times and holds the
/// cluster to the seconds that docs/cluster.md promises of a machine at rest; without it the tests are short, and a
/// machine that is busy with something else has three times as long.
/// </summary>
internal static class ChaosSize
{
    public static bool IsFull { get; } = Environment.GetEnvironmentVariable("GALNET_CHAOS") == "full";

    /// <summary>Side of the field, pixels.</summary>
    public static int FieldPix => IsFull ? 2500 : 900;

    /// <summary>Fits that the field must at least have.</summary>
    public static int LeastFits => IsFull ? 3000 : 300;

    /// <summary>Times that something is killed, frozen or restarted.</summary>
    public static int Disturbances => IsFull ? 22 : 5;

    /// <summary>How long something may take that takes so long on a machine at rest.</summary>
    public static TimeSpan Allowed(double seconds) => TimeSpan.FromSeconds(IsFull ? seconds : 3 * seconds);

    /// <summary>For the output: seconds to a tenth.</summary>
    public static string Text(TimeSpan time) => time.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture) + " s";
}
