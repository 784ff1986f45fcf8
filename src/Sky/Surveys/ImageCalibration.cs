using GaLNet.Sky.Fits;

namespace GaLNet.Sky.Surveys;

/// <summary>
/// What one count of an image means, each value with the keyword, option or convention it came from. Values that the
/// header does not tell and nobody gave are null, or infinite where that is the neutral value.
/// </summary>
public sealed record ImageCalibration
{
    /// <summary>Survey whose conventions were recognised, or empty.</summary>
    public required string Survey { get; init; }

    /// <summary>AB magnitude of one count of the image as it is stored, or null when unknown.</summary>
    public required Sourced<double>? ZeroPoint { get; init; }

    /// <summary>Electrons per count; +Infinity (the source's own noise neglected) when unknown.</summary>
    public required Sourced<double> Gain { get; init; }

    /// <summary>Counts at which pixels saturate; +Infinity when unknown.</summary>
    public required Sourced<double> Saturation { get; init; }

    /// <summary>Band such as <c>r</c> or <c>F814W</c>; empty when unknown.</summary>
    public required Sourced<string> Band { get; init; }

    /// <summary>Exposure time, seconds, or null. Never applied in silence: see <see cref="Notes"/>.</summary>
    public required Sourced<double>? ExposureSeconds { get; init; }

    /// <summary>Arcsec per pixel (at the centre when it comes from the WCS), or null when unknown.</summary>
    public required Sourced<double>? PixelScaleArcsec { get; init; }

    /// <summary>What a user should know: conflicts between keywords, conventions that were applied or not.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>
    /// Reads the calibration of an image; a keyword counts in the image's own header first, then in the primary one
    /// (the same header twice for primary images).
    /// </summary>
    public static ImageCalibration FromHeader(FitsHeader primary, FitsHeader image,
        CalibrationOverrides? overrides = null)
    {
        ArgumentNullException.ThrowIfNull(primary);
        ArgumentNullException.ThrowIfNull(image);
        return new CalibrationReader(primary, image, overrides ?? new CalibrationOverrides()).Read();
    }

    /// <summary>Reads the calibration of an image of an open file.</summary>
    public static ImageCalibration FromImage(FitsFile file, FitsImage image, CalibrationOverrides? overrides = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(image);
        return FromHeader(file.Hdus[0].Header, image.Header, overrides);
    }
}
