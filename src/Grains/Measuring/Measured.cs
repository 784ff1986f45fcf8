using System.Diagnostics;
using GaLNet.Grains.Interfaces.Galaxies;
using GaLNet.Grains.State;

namespace GaLNet.Grains.Measuring;

/// <summary>What became of a pending measurement.</summary>
internal sealed record Measured
{
    /// <summary>The pending measurement.</summary>
    public required PendingMeasurement Asked { get; init; }

    /// <summary>The fit; null when it was not made.</summary>
    public GalaxyFit? Fit { get; init; }

    /// <summary>Time on a compute thread to cut the stamp and make its PSF.</summary>
    public double CutSeconds { get; init; }

    /// <summary>Its share of the time that its group waited for the network.</summary>
    public double InferSeconds { get; init; }

    /// <summary>Time of the fit on a compute thread.</summary>
    public double FitSeconds { get; init; }

    /// <summary>The span in which the fit was made; its record belongs into it.</summary>
    public ActivityContext Trace { get; init; }

    /// <summary>Why the whole image cannot be measured, or null.</summary>
    public string? Failure { get; init; }

    /// <summary>Not measured yet, for no fault of its own.</summary>
    public static Measured Nothing(PendingMeasurement asked) => new() { Asked = asked };
}
