using System.Runtime.InteropServices;
using System.Security.Cryptography;
using GaLNet.Inference.Onnx.Wire;

namespace GaLNet.Inference.Onnx;

/// <summary>
/// Tells weights apart: SHA-256 over the little-endian bytes of the graph's initializers, in file order. Names,
/// metadata and nodes do not count.
/// </summary>
internal static class WeightsHash
{
    /// <summary>Lower-case hexadecimal.</summary>
    public static string Of(GraphProto graph)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var tensor in graph.Initializer)
        {
            // Other writers may use the typed lists in place of raw bytes.
            hash.AppendData(tensor.RawData.Span);
            hash.AppendData(MemoryMarshal.AsBytes<float>(tensor.FloatData.ToArray()));
            hash.AppendData(MemoryMarshal.AsBytes<long>(tensor.Int64Data.ToArray()));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
