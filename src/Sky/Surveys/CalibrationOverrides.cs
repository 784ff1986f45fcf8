namespace GaLNet.Sky.Surveys;

/// <summary>What the user says about an image; it wins over every keyword.</summary>
public sealed record CalibrationOverrides
{
    /// <summary>AB magnitude of one count (<c>--zero-point</c>).</summary>
    public double? ZeroPoint { get; init; }

    /// <summary>Electrons per count (<c>--gain</c>).</summary>
    public double? Gain { get; init; }

    /// <summary>Counts at which pixels saturate (<c>--saturation</c>).</summary>
    public double? Saturation { get; init; }

    /// <summary>Arcsec per pixel (<c>--pixel-scale</c>).</summary>
    public double? PixelScaleArcsec { get; init; }

    /// <summary>Band (<c>--band</c>).</summary>
    public string? Band { get; init; }
}
