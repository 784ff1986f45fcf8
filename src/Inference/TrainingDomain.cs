using System.Text.Json;

namespace GaLNet.Inference;

/// <summary>
/// What a network has seen in training, kept in its file under <see cref="NetworkContract.DomainKey"/> as JSON. All
/// lengths in pixels, for a network knows only pixels.
/// </summary>
public sealed record TrainingDomain
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = false,
    };

    /// <summary>Width of the PSF's image, pixels: <see cref="Photometry.Psf.StampWidth.FwhmPix"/>.</summary>
    public required ValueRange PsfFwhmPix { get; init; }

    /// <summary>S/N of the target's light within the paper's aperture of 1.5 arcsec radius.</summary>
    public required ValueRange SignalToNoise { get; init; }

    /// <summary>Largest distance of the target from the stamp's centre along x or y, pixels.</summary>
    public required double MaxOffsetPix { get; init; }

    /// <summary>
    /// Most light along a stamp's edge (<see cref="EdgeLight.Level"/>), sky sigmas per pixel: more means a galaxy that
    /// fills the stamp. Files that do not say were trained on the sample of which this is the figure.
    /// </summary>
    public double MaxEdgeLevel { get; init; } = 2.1;

    /// <summary>The same in units of the light in the centre (<see cref="EdgeLight.Share"/>).</summary>
    public double MaxEdgeShare { get; init; } = 0.13;

    /// <summary>Half-light semi-major axis, pixels.</summary>
    public required ValueRange ReffPix { get; init; }

    /// <summary>Axis ratio.</summary>
    public required ValueRange AxisRatio { get; init; }

    /// <summary>Sérsic index.</summary>
    public required ValueRange Index { get; init; }

    /// <summary>The metadata's text.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Format);

    /// <summary>Reads the metadata's text; fails with <see cref="ModelException"/>.</summary>
    /// <param name="json">The text.</param>
    /// <param name="path">The model's file, for the message.</param>
    public static TrainingDomain Parse(string json, string path)
    {
        try
        {
            return JsonSerializer.Deserialize<TrainingDomain>(json, Format)
                ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw new ModelException($"{path} describes its training ranges ({NetworkContract.DomainKey}) in a way "
                + $"that cannot be read ({e.Message.TrimEnd('.')}): export the network again.", e);
        }
    }
}
