namespace GaLNet.Grains;

/// <summary>The version that stamps measurements: another version makes them stale.</summary>
public static class SoftwareVersion
{
    /// <summary>E.g. <c>galnet 0.1.0</c>.</summary>
    public static string Current { get; } = "galnet " + typeof(SoftwareVersion).Assembly.GetName().Version!.ToString(3);
}
