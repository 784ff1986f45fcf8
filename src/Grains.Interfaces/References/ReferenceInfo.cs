namespace GaLNet.Grains.Interfaces.References;

/// <summary>A catalogue of somebody else's measurements, as it was attached.</summary>
[GenerateSerializer, Immutable, Alias("GaLNet.ReferenceInfo")]
public sealed record ReferenceInfo
{
    /// <summary>The name that commands use.</summary>
    [Id(0)] public required string Name { get; init; }
    /// <summary>Hash of the catalogue's bytes, of the mapping and of what was said on the command line.</summary>
    [Id(1)] public required string ContentHash { get; init; }
    /// <summary>Name of the format (its mapping).</summary>
    [Id(2)] public required string Format { get; init; }
    /// <summary>The catalogue's file.</summary>
    [Id(3)] public required string Path { get; init; }
    /// <summary>Radius of the matching by position, arcsec; 0 = matched by galaxy id.</summary>
    [Id(4)] public required double MatchArcsec { get; init; }
    /// <summary>What was converted and how, one sentence each.</summary>
    [Id(5)] public required string[] Conventions { get; init; }
    /// <summary>Rows read.</summary>
    [Id(6)] public required int Rows { get; init; }
    /// <summary>Rows attached to a galaxy.</summary>
    [Id(7)] public required int Matched { get; init; }
    /// <summary>Attached rows with <see cref="ReferenceFlags.Ambiguous"/>.</summary>
    [Id(8)] public required int Ambiguous { get; init; }
    /// <summary>When, UTC.</summary>
    [Id(9)] public required DateTimeOffset AddedAt { get; init; }
    /// <summary>Tiles that hold measurements of it, or may after an interrupted run.</summary>
    [Id(10)] public required string[] Tiles { get; init; }
    /// <summary>False while it is being attached: the same command again completes it.</summary>
    [Id(11)] public required bool IsComplete { get; init; }
    /// <summary>Band it was measured in, or an empty string.</summary>
    [Id(12)] public string Band { get; init; } = "";
}
