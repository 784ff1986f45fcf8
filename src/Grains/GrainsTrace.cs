using System.Diagnostics;

namespace GaLNet.Grains;

/// <summary>
/// The spans of a galaxy's way: tile work, its group, the fit or the network that answers, the record. Costs nothing
/// while nobody listens to <see cref="SourceName"/>.
/// </summary>
public static class GrainsTrace
{
    /// <summary>Name of the activity source.</summary>
    public const string SourceName = GrainsMeter.MeterName;

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Begins a span inside the one that is going on; dispose it. Null when nobody listens.</summary>
    internal static Activity? Start(string name) => Source.StartActivity(name);

    /// <summary>Begins a span inside another one, which may be over or have been on another thread.</summary>
    internal static Activity? Start(string name, ActivityContext parent)
        => Source.StartActivity(name, ActivityKind.Internal, parent);

    /// <summary>Where the caller is; default = nowhere.</summary>
    internal static ActivityContext Here => Activity.Current?.Context ?? default;
}
