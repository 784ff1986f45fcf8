using GaLNet.Inference.Onnx;
using GaLNet.Inference.Tests.Support;

namespace GaLNet.Inference.Tests.Onnx;

public sealed class GraphCostTests
{
    [Fact]
    public void Two_operations_per_weight_and_output()
    {
        var graph = new GraphBuilder("counted", "A strided convolution in two groups, a product, a dense layer.");
        var x = graph.Input("x", "Image of two channels.", 2, 9, 9);
        // 6 channels of 4 x 4 pixels out of groups of 1 channel and 3 x 3 pixels.
        var convolved = graph.Node("Conv", [x, graph.Constant("k", new float[6 * 9], 6, 1, 3, 3)],
            NodeAttribute.Ints("strides", 2, 2), NodeAttribute.Int("group", 2));
        var flat = graph.Node("Flatten", [graph.Node("Relu", [convolved])], NodeAttribute.Int("axis", 1));
        var product = graph.Node("MatMul", [flat, graph.Constant("m", new float[96 * 5], 96, 5)]);
        var dense = graph.Node("Gemm", [product, graph.Constant("w", new float[5 * 3], 3, 5)],
            NodeAttribute.Int("transB", 1));
        graph.Output(dense, "y", "Three numbers.", 3);
        GraphCost.FlopPerStamp(ModelFile.Parse(graph.ToBytes(), "counted.onnx"))
            .Should().Be(2 * (6 * 16 * 9 + 96 * 5 + 5 * 3));
    }

    [Fact]
    public void A_whole_network_is_counted()
        => GraphCost.FlopPerStamp(MomentNetwork.File()).Should().Be(2 * 61 * 61 * 3);
}
