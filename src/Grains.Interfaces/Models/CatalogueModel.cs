namespace GaLNet.Grains.Interfaces.Models;

/// <summary>A network that a catalogue can measure with, as its file describes itself.</summary>
[GenerateSerializer, Immutable, Alias("GaLNet.CatalogueModel")]
public sealed record CatalogueModel
{
    /// <summary>Engine's word it serves: galnet-1 or galnet-2.</summary>
    [Id(0)] public required string Engine { get; init; }

    /// <summary>Name, for example <c>galnet-2-paper</c>.</summary>
    [Id(1)] public required string Name { get; init; }

    /// <summary>Version of the weights, for example <c>1.0</c>.</summary>
    [Id(2)] public required string Version { get; init; }

    /// <summary>SHA-256 of the weights, lower-case hexadecimal: the identity of the model.</summary>
    [Id(3)] public required string WeightsHash { get; init; }

    /// <summary>What fits made by it carry as <see cref="Galaxies.Provenance.Model"/>.</summary>
    [Id(4)] public required string ModelId { get; init; }

    /// <summary>Bytes of the file.</summary>
    [Id(5)] public required int SizeBytes { get; init; }

    /// <summary>When it was published into this catalogue, UTC; null = it came with the software.</summary>
    [Id(6)] public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>Training configuration, JSON; empty = the file does not say.</summary>
    [Id(7)] public string Training { get; init; } = "";

    /// <summary>Ranges it was trained on, JSON; empty = the file does not say.</summary>
    [Id(8)] public string Domain { get; init; } = "";

    /// <summary>Measured figures, JSON; empty = the file does not say.</summary>
    [Id(9)] public string Metrics { get; init; } = "";
}
