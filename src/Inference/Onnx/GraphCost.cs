using GaLNet.Inference.Onnx.Wire;
using Microsoft.ML.OnnxRuntime;

namespace GaLNet.Inference.Onnx;

/// <summary>Counts a network's arithmetic from the shapes that its graph takes for one stamp.</summary>
public static class GraphCost
{
    private static readonly string[] Counted = ["Conv", "Gemm", "MatMul"];

    /// <summary>
    /// Floating-point operations of the convolutions and matrix products for a batch of one: two (multiply, add) per
    /// weight and output. Element-wise work is not counted.
    /// </summary>
    public static double FlopPerStamp(ModelFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var model = file.Model.Clone();
        var nodes = model.Graph.Node.Where(node => Counted.Contains(node.OpType)).ToArray();
        // Sizes of the values within: the runtime tells those of outputs.
        var outputs = nodes.SelectMany(node => new[] { node.Output[0], node.Input[0] })
            .Except(file.Inputs.Select(input => input.Name)).Distinct().ToArray();
        foreach (var name in outputs.Except(file.Outputs.Select(output => output.Name)))
        {
            model.Graph.Output.Add(new ValueInfoProto
            {
                Name = name,
                Type = new TypeProto
                {
                    TensorType = new TypeProto.Types.Tensor { ElemType = (int)TensorProto.Types.DataType.Float },
                },
            });
        }
        var shapes = Shapes(file, Google.Protobuf.MessageExtensions.ToByteArray(model), outputs);
        foreach (var weights in model.Graph.Initializer)
            shapes[weights.Name] = [.. weights.Dims];
        return nodes.Sum(node => 2.0 * Count(shapes[node.Output[0]]) * TermsPerOutput(node, shapes));
    }

    private static Dictionary<string, long[]> Shapes(ModelFile file, byte[] model, string[] wanted)
    {
        var shapes = file.Inputs.ToDictionary(
            input => input.Name, input => input.Shape.Select(size => Math.Max(size, 1)).ToArray());
        using var session = new InferenceSession(model);
        using var how = new RunOptions();
        var inputs = file.Inputs.Select(input => OrtValue.CreateTensorValueFromMemory(
            Enumerable.Repeat(1f, (int)Count(shapes[input.Name])).ToArray(), shapes[input.Name])).ToArray();
        using var values = session.Run(how, [.. file.Inputs.Select(input => input.Name)], inputs, wanted);
        for (var i = 0; i < wanted.Length; i++)
            shapes[wanted[i]] = values[i].GetTensorTypeAndShape().Shape;
        Array.ForEach(inputs, input => input.Dispose());
        return shapes;
    }

    // Products that are summed into one output.
    private static long TermsPerOutput(NodeProto node, Dictionary<string, long[]> shapes) => node.OpType switch
    {
        "Conv" => Count(shapes[node.Input[1]].AsSpan(1)), // weights [out, in / group, kernel ...]
        "Gemm" => shapes[node.Input[0]][IsSet(node, "transA") ? 0 : 1],
        _ => shapes[node.Input[0]][^1],
    };

    private static bool IsSet(NodeProto node, string name)
        => node.Attribute.Any(attribute => attribute.Name == name && attribute.I != 0);

    private static long Count(ReadOnlySpan<long> shape)
    {
        var count = 1L;
        foreach (var size in shape)
            count *= size;
        return count;
    }
}
