namespace GaLNet.Grains.Interfaces.Images;

/// <summary>One calibrated survey image in one band, as registered.</summary>
[GenerateSerializer, Immutable, Alias("GaLNet.ImageInfo")]
public sealed record ImageInfo
{
    /// <summary>
    /// Identity by content: a hash of the pixels' file, the planes and the calibration in force, as they were when the
    /// image was registered first. An image that is replaced keeps it.
    /// </summary>
    [Id(0)] public required string ImageId { get; init; }

    /// <summary>What was registered (paths made absolute).</summary>
    [Id(1)] public required ImageSource Source { get; init; }

    /// <summary>Pixels along a row.</summary>
    [Id(2)] public required int Width { get; init; }

    /// <summary>Rows.</summary>
    [Id(3)] public required int Height { get; init; }

    /// <summary>Band, or an empty string when nobody says.</summary>
    [Id(4)] public required string Band { get; init; }

    /// <summary>AB magnitude of one count.</summary>
    [Id(5)] public required CalibrationValue ZeroPoint { get; init; }

    /// <summary>Electrons per count; +Infinity when unknown (source noise is then neglected).</summary>
    [Id(6)] public required CalibrationValue Gain { get; init; }

    /// <summary>Counts at which pixels saturate; +Infinity when unknown.</summary>
    [Id(7)] public required CalibrationValue Saturation { get; init; }

    /// <summary>Arcsec per pixel at the image's centre.</summary>
    [Id(8)] public required CalibrationValue PixelScaleArcsec { get; init; }

    /// <summary>Right ascension of the four corners, degrees, counter-clockwise from the first pixel.</summary>
    [Id(9)] public required double[] CornerRaDeg { get; init; }

    /// <summary>Declination of the four corners, degrees.</summary>
    [Id(10)] public required double[] CornerDecDeg { get; init; }

    /// <summary>Tiles the footprint touches, e.g. <c>8/432101</c>, sorted.</summary>
    [Id(11)] public required string[] Tiles { get; init; }

    /// <summary>
    /// Length and time of change of the files as they were registered; empty = unknown. No part of the identity: it
    /// only tells that a file was replaced behind the catalogue's back.
    /// </summary>
    [Id(12)] public string FileStamp { get; init; } = "";

    /// <summary>What a user should know of the calibration: conflicts of keywords, conventions applied.</summary>
    [Id(13)] public string[] Notes { get; init; } = [];

    /// <summary>How often its content was replaced; 0 = it is as it was registered first.</summary>
    [Id(14)] public int Revision { get; init; }

    /// <summary>Hash of the content that replaced the first; empty = there was none.</summary>
    [Id(15)] public string Replacement { get; init; } = "";

    /// <summary>Hash of the content it has now.</summary>
    public string Content => Replacement.Length > 0 ? Replacement : ImageId;
}
