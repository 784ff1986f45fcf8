using GaLNet.Grains.Interfaces.Images;
using GaLNet.Grains.Interfaces.Tiles;

namespace GaLNet.Grains.State;

/// <summary>What a tile knows of one of its images.</summary>
[GenerateSerializer, Immutable, Alias("GaLNet.TileImage")]
public sealed record TileImage
{
    /// <summary>The image.</summary>
    [Id(0)] public required ImageInfo Info { get; init; }

    /// <summary>Sources that the user gave, inside the tile; null = detect them.</summary>
    [Id(1)] public InputSource[]? Given { get; init; }

    /// <summary>
    /// Sources in and around the tile; null = not determined yet, or in a state of their own that was not read.
    /// </summary>
    [Id(2)] public SourceList? Sources { get; init; }

    /// <summary>What <see cref="Sources"/> were made from; another key makes them anew.</summary>
    [Id(3)] public string SourcesKey { get; init; } = "";

    /// <summary>PSF models, newest first; empty = not determined yet.</summary>
    [Id(4)] public PsfInfo[] Psfs { get; init; } = [];

    /// <summary>What the newest PSF model was made from; another key makes a new version.</summary>
    [Id(5)] public string PsfKey { get; init; } = "";

    /// <summary>Where the image's content was replaced; null = never.</summary>
    [Id(6)] public ImageChanges? Changes { get; init; }

    /// <summary>Revision of the image that <see cref="Sources"/> were found in.</summary>
    [Id(7)] public int SourcesRevision { get; init; }

    /// <summary>
    /// First column, first row, width and height of the part of the image that <see cref="Sources"/> depend on; empty =
    /// all of it.
    /// </summary>
    [Id(8)] public int[] Region { get; init; } = [];

    /// <summary>The PSF that the user gave for this tile, for people; empty = none.</summary>
    [Id(9)] public string GivenPsf { get; init; } = "";

    /// <summary>Number of the state that holds <see cref="Sources"/>; 0 = this one does.</summary>
    [Id(10)] public int SourcesPart { get; init; }

    /// <summary>True when sources were determined, whether they were read or not.</summary>
    public bool HasSources => Sources is not null || SourcesPart > 0;

    /// <summary>The last revision that changed anything that the sources depend on; 0 = none did.</summary>
    public int LatestChange => Changes is null ? 0
        : Region is [var x, var y, var width, var height] ? Changes.Latest(x, y, width, height)
        : Info.Revision;

    /// <summary>
    /// True when the stamp of a source has pixels that changed after a revision of the image. Stamps are cut around the
    /// pixel next to the source.
    /// </summary>
    public bool IsTouched(int source, int stampSize, int since) => Changes is not null && Changes.Touches(
        (int)Math.Round(Sources!.XPix[source]) - stampSize / 2, (int)Math.Round(Sources.YPix[source]) - stampSize / 2,
        stampSize, stampSize, since);

    /// <summary>The PSF model in force, or null.</summary>
    public PsfInfo? Psf => Psfs.Length > 0 ? Psfs[0] : null;
}
