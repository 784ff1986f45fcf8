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

    /// <summary>Sources in and around the tile; null = not determined yet.</summary>
    [Id(2)] public SourceList? Sources { get; init; }

    /// <summary>What <see cref="Sources"/> were made from; another key makes them anew.</summary>
    [Id(3)] public string SourcesKey { get; init; } = "";

    /// <summary>PSF models, newest first; empty = not determined yet.</summary>
    [Id(4)] public PsfInfo[] Psfs { get; init; } = [];

    /// <summary>What the newest PSF model was made from; another key makes a new version.</summary>
    [Id(5)] public string PsfKey { get; init; } = "";

    /// <summary>The PSF model in force, or null.</summary>
    public PsfInfo? Psf => Psfs.Length > 0 ? Psfs[0] : null;
}
