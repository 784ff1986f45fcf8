using GaLNet.Grains.Interfaces.References;

namespace GaLNet.Grains.State;

/// <summary>What is kept of one reference in one tile.</summary>
[GenerateSerializer, Alias("GaLNet.ReferenceState")]
public sealed class ReferenceState
{
    /// <summary>The page; null = none.</summary>
    [Id(0)] public ReferencePage? Page { get; set; }
}
