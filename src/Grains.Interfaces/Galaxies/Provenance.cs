namespace GaLNet.Grains.Interfaces.Galaxies;

/// <summary>What made a measurement. Two fits with equal <see cref="Key"/> are the same fit.</summary>
[GenerateSerializer, Immutable, Alias("GaLNet.Provenance")]
public sealed record Provenance
{
    /// <summary>Engine's word: chi2, galnet-1, galnet-2, hybrid.</summary>
    [Id(0)] public required string Engine { get; init; }

    /// <summary>Model name and weights hash, or algorithm version.</summary>
    [Id(1)] public required string Model { get; init; }

    /// <summary>Image that was measured.</summary>
    [Id(2)] public required string ImageId { get; init; }

    /// <summary>Version of the tile's PSF model, 1 and up; counts per tile and image.</summary>
    [Id(3)] public required int PsfVersion { get; init; }

    /// <summary>Version of this software that made the measurement.</summary>
    [Id(4)] public required string Software { get; init; }

    /// <summary>Side of the stamp, pixels.</summary>
    [Id(5)] public required int StampSize { get; init; }

    /// <summary>Counts up when the same galaxy is deliberately measured again with nothing else changed.</summary>
    [Id(6)] public int Epoch { get; init; }

    /// <summary>Revision of the image that was measured; see <see cref="Images.ImageInfo.Revision"/>.</summary>
    [Id(7)] public int ImageRevision { get; init; }

    /// <summary>
    /// True when this was asked for before <paramref name="other"/>, of the same image: what only counts up (PSF
    /// version, image revision, epoch) is nowhere higher and somewhere lower.
    /// </summary>
    public bool IsOlderThan(Provenance other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return ImageId == other.ImageId && PsfVersion <= other.PsfVersion && ImageRevision <= other.ImageRevision
            && Epoch <= other.Epoch
            && (PsfVersion < other.PsfVersion || ImageRevision < other.ImageRevision || Epoch < other.Epoch);
    }

    /// <summary>
    /// The same, with the texts of <paramref name="other"/> where they say the same: they are then stored once for both.
    /// </summary>
    public Provenance WithTextsOf(Provenance other)
    {
        ArgumentNullException.ThrowIfNull(other);
        static string One(string mine, string theirs) => mine == theirs ? theirs : mine;
        return this with
        {
            Engine = One(Engine, other.Engine),
            Model = One(Model, other.Model),
            ImageId = One(ImageId, other.ImageId),
            Software = One(Software, other.Software),
        };
    }

    /// <summary>The identity of a measurement as one string; the time it was made is no part of it.</summary>
    public string Key => string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"{Engine}|{Model}|{ImageId}|psf{PsfVersion}|{Software}|{StampSize}|{Epoch}")
        + (ImageRevision > 0
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"|revision{ImageRevision}")
            : "");
}
