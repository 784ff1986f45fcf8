namespace GaLNet.Grains.State;

/// <summary>One network's file.</summary>
[GenerateSerializer, Alias("GaLNet.ModelFileState")]
public sealed class ModelFileState
{
    /// <summary>The file; null = never stored.</summary>
    [Id(0)] public byte[]? Bytes { get; set; }
}
