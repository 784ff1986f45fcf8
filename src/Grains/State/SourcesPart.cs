namespace GaLNet.Grains.State;

/// <summary>The sources of one of a tile's images, in a state of their own: questions do without them.</summary>
[GenerateSerializer, Alias("GaLNet.SourcesPart")]
public sealed record SourcesPart
{
    /// <summary>As in <see cref="TileImage.Sources"/>; null = never written.</summary>
    [Id(0)] public SourceList? Sources { get; init; }
}
