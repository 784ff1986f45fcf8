namespace GaLNet.Inference.Onnx;

/// <summary>An input or output of an ONNX model, as its file declares it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsFloat">True for float32.</param>
/// <param name="Shape">Dimensions; -1 = symbolic (the batch) or not stated.</param>
public sealed record ModelValue(string Name, bool IsFloat, IReadOnlyList<long> Shape)
{
    /// <summary>The shape as people write it: <c>[N, 1, 61, 61]</c>.</summary>
    public string ShapeText => $"[{string.Join(", ", Shape.Select(size => size < 0 ? "N" : $"{size}"))}]";

    /// <summary>True for float32 of [N, <paramref name="after"/>], N free or 1.</summary>
    public bool IsBatchOf(params ReadOnlySpan<long> after)
    {
        if (!IsFloat || Shape.Count != after.Length + 1 || Shape[0] >= 0)
            return false;
        for (var i = 0; i < after.Length; i++)
        {
            if (Shape[i + 1] != after[i])
                return false;
        }
        return true;
    }
}
