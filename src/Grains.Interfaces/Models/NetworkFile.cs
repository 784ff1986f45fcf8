namespace GaLNet.Grains.Interfaces.Models;

/// <summary>A network's file (ONNX).</summary>
/// <param name="Name">What to call it in messages: its path, say.</param>
/// <param name="Bytes">The file as it is, at most <see cref="MaxBytes"/>.</param>
[GenerateSerializer, Immutable, Alias("GaLNet.NetworkFile")]
public sealed record NetworkFile([property: Id(0)] string Name, [property: Id(1)] byte[] Bytes)
{
    /// <summary>Largest file that a catalogue takes.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;
}
