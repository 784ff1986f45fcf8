using System.Security.Cryptography;
using GaLNet.Inference.Onnx;
using GaLNet.Inference.Tests.Support;
using Microsoft.ML.OnnxRuntime;

namespace GaLNet.Inference.Tests.Onnx;

/// <summary>What is written is what ONNX Runtime, which knows the format from elsewhere, reads.</summary>
public sealed class GraphBuilderTests
{
    [Fact]
    public void Runtime_reads_names_shapes_and_metadata()
    {
        var graph = MomentNetwork.Graph();
        graph.SetMetadata("note", "naïve σ");
        using var session = new InferenceSession(graph.ToBytes());
        session.InputMetadata.Keys.Should().Equal("stamp", "psf", "zero_point", "pixel_scale");
        session.InputMetadata["stamp"].Dimensions.Should().Equal(-1, 1, 61, 61);
        session.InputMetadata["stamp"].SymbolicDimensions[0].Should().Be("N");
        session.OutputMetadata["parameters"].Dimensions.Should().Equal(-1, 7);
        session.ModelMetadata.CustomMetadataMap["note"].Should().Be("naïve σ");
        session.ModelMetadata.ProducerName.Should().Be("GaLNet");
        session.ModelMetadata.GraphName.Should().Be("moments");
    }

    [Fact]
    public void Convolution_pool_and_dense_layer_give_what_the_formulas_say()
    {
        var graph = new GraphBuilder("tiny", "A convolution of stride 2, mean, affine map.");
        var x = graph.Input("x", "Image.", 1, 4, 4);
        var kernel = graph.Constant("kernel", [1f, 2f, 3f, 4f], 1, 1, 2, 2);
        var convolved = graph.Node("Conv", [x, kernel], NodeAttribute.Ints("strides", 2, 2),
            NodeAttribute.Ints("kernel_shape", 2, 2));
        var pooled = graph.Node("AveragePool", [convolved], NodeAttribute.Ints("kernel_shape", 2, 2));
        var flat = graph.Node("Flatten", [pooled], NodeAttribute.Int("axis", 1));
        var dense = graph.Node("Gemm", [flat, graph.Constant("w", [2f, -1f], 2, 1), graph.Constant("b", [1f, 0f])],
            NodeAttribute.Int("transB", 1), NodeAttribute.Float("alpha", 0.5f));
        graph.Output(graph.Node("LeakyRelu", [dense], NodeAttribute.Float("alpha", 0.1f)), "y", "Two numbers.", 2);
        using var session = new InferenceSession(graph.ToBytes());
        var image = Enumerable.Range(0, 16).Select(i => (float)i).ToArray();
        using var input = OrtValue.CreateTensorValueFromMemory(image, [1, 1, 4, 4]);
        using var outputs = session.Run(new RunOptions(), ["x"], [input], ["y"]);
        // Blocks (0,1,4,5), (2,3,6,7), (8,9,12,13), (10,11,14,15) · (1,2,3,4), their mean, then 0.5·(2, -1)·mean + b.
        var mean = (0 + 2 + 12 + 20 + 2 + 6 + 18 + 28 + 8 + 18 + 36 + 52 + 10 + 22 + 42 + 60) / 4.0;
        var y = outputs[0].GetTensorDataAsSpan<float>();
        y[0].Should().BeApproximately((float)(mean + 1), 1e-5f);
        y[1].Should().BeApproximately((float)(-0.1 * 0.5 * mean), 1e-5f);
    }

    [Fact]
    public void Weights_hash_is_that_of_the_bytes_in_order()
    {
        var graph = new GraphBuilder("g", "Two constants.");
        graph.Constant("a", [1f, 2f]);
        graph.Constant("b", [3L]);
        var bytes = Convert.FromHexString("0000803f" + "00000040" + "0300000000000000");
        graph.WeightsSha256.Should().Be(Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    [Fact]
    public void File_round_trips()
    {
        var file = MomentNetwork.File();
        file.Inputs.Select(input => $"{input.Name} {input.ShapeText}").Should().Equal(
            "stamp [N, 1, 61, 61]", "psf [N, 1, 25, 25]", "zero_point [N, 1]", "pixel_scale [N, 1]");
        file.Outputs.Select(output => output.Name).Should().Equal("parameters", "errors", "errors95");
        file.Metadata["galnet.engine"].Should().Be("galnet-2");
        file.Metadata["galnet.weights_sha256"].Should().Be(file.WeightsSha256);
        file.WeightCount.Should().Be(61 * 61 * 3 + 3 + 1 + 1 + 1 + 1 + 1 + 1 + 7 + 1);
        ModelInfo.Of(file).Domain.Should().Be(MomentNetwork.Domain);
        ModelInfo.Of(file).ModelId.Should().Be($"moments 1.0 {file.WeightsSha256[..8]}");
    }

    [Fact]
    public void Mistakes_of_the_builder_are_told_at_once()
    {
        var graph = new GraphBuilder("g", "Nothing.");
        graph.Input("x", "Numbers.", 2);
        FluentActions.Invoking(() => graph.Input("x", "Again.", 2)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => graph.Node("Relu", ["y"])).Should().Throw<ArgumentException>().WithMessage("*y*");
        FluentActions.Invoking(() => graph.Constant("c", [1f, 2f], 3)).Should().Throw<ArgumentException>();
    }
}
