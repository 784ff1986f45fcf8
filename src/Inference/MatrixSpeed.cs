using GaLNet.Inference.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace GaLNet.Inference;

/// <summary>
/// The machine's own limit for networks: a product of large float32 matrices in the same runtime, on the caller's
/// thread. Not thread-safe; one per thread.
/// </summary>
public sealed class MatrixSpeed : IDisposable
{
    private const int Side = 768;

    private readonly InferenceSession _session;
    private readonly RunOptions _how = new();
    private readonly OrtValue _input;

    /// <summary>Makes the matrices.</summary>
    public MatrixSpeed()
    {
        var numbers = new float[Side * Side];
        var random = new Random(1);
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = random.NextSingle() - 0.5f;
        var graph = new GraphBuilder("product", "A product of two matrices.");
        var left = graph.Input("left", "Matrix.", Side);
        graph.Output(graph.Node("MatMul", [left, graph.Constant("right", numbers, Side, Side)]), "product", "Product.",
            Side);
        using var settings = OnnxModel.Settings(new OnnxModelOptions());
        _session = new InferenceSession(graph.ToBytes(), settings);
        _input = OrtValue.CreateTensorValueFromMemory((float[])numbers.Clone(), [Side, Side]);
    }

    /// <summary>Floating-point operations of one product.</summary>
    public static double Flop => 2.0 * Side * Side * Side;

    /// <summary>Multiplies once.</summary>
    public void Run()
    {
        using var product = _session.Run(_how, ["left"], [_input], ["product"]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _input.Dispose();
        _how.Dispose();
        _session.Dispose();
    }
}
