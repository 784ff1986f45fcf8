namespace GaLNet.Inference;

/// <summary>How a network runs.</summary>
public sealed record OnnxModelOptions
{
    /// <summary>
    /// Threads within one call. One, because several batches at a time on a core each outrun one batch on several.
    /// </summary>
    public int ThreadsPerCall { get; init; } = 1;

    /// <summary>True to use a GPU where the build has the means and the machine the device.</summary>
    public bool AllowGpu { get; init; } = true;

    /// <summary>Where the runtime writes its profile (a JSON trace) when the model is closed; null for none.</summary>
    public string? ProfilePrefix { get; init; }
}
