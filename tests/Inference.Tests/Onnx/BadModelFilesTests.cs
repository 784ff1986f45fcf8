using System.Text;
using GaLNet.Inference.Onnx;
using GaLNet.Inference.Tests.Support;

namespace GaLNet.Inference.Tests.Onnx;

/// <summary>A file that cannot be used is answered with one sentence that names it.</summary>
public sealed class BadModelFilesTests
{
    [Fact]
    public void Wherever_a_file_is_cut_it_is_refused()
    {
        var whole = MomentNetwork.Graph().ToBytes();
        ModelInfo.Of(ModelFile.Parse(whole, "whole.onnx")).Name.Should().Be("moments");
        var cuts = Enumerable.Range(0, 200).Select(i => i * (whole.Length - 1) / 200)
            .Concat(Enumerable.Range(whole.Length - 600, 600));
        foreach (var length in cuts)
            SentenceOf(whole[..length]).Should().Contain("net.onnx");
    }

    [Theory]
    [InlineData("hello, world")]
    [InlineData("PK\u0003\u0004 a zip file")]
    [InlineData("SIMPLE  =                    T")]
    public void What_is_no_onnx_is_called_so(string text)
        => SentenceOf(Encoding.UTF8.GetBytes(text)).Should().Contain("no ONNX file");

    [Fact]
    public void A_missing_file_is_named()
        => FluentActions.Invoking(() => ModelFile.Read("/nowhere/net.onnx"))
            .Should().Throw<ModelException>().WithMessage("There is no model file /nowhere/net.onnx*");

    [Fact]
    public void Other_stamp_sizes_are_told()
        => SentenceOf(MomentNetwork.Graph(side: 51)).Should()
            .Contain("stamp of shape [N, 1, 51, 51]").And.Contain("[N, 1, 61, 61]");

    [Theory]
    [InlineData(NetworkContract.ContractKey)]
    [InlineData(NetworkContract.EngineKey)]
    [InlineData(NetworkContract.NameKey)]
    [InlineData(NetworkContract.VersionKey)]
    [InlineData(NetworkContract.DomainKey)]
    public void Missing_metadata_is_named(string key)
    {
        var graph = MomentNetwork.Graph();
        graph.SetMetadata(key, "");
        SentenceOf(graph).Should().Contain(key);
    }

    [Theory]
    [InlineData(NetworkContract.ContractKey, "7", "version 7")]
    [InlineData(NetworkContract.EngineKey, "galnet-3", "\"galnet-3\"")]
    [InlineData(NetworkContract.DomainKey, "{}", "training ranges")]
    [InlineData(NetworkContract.DomainKey, "null", "training ranges")]
    [InlineData(NetworkContract.DomainKey, "not json", "training ranges")]
    public void Metadata_that_makes_no_sense_is_told(string key, string value, string expected)
    {
        var graph = MomentNetwork.Graph();
        graph.SetMetadata(key, value);
        SentenceOf(graph).Should().Contain(expected);
    }

    [Fact]
    public void A_network_without_a_psf_is_no_galnet_2()
    {
        var graph = MomentNetwork.Graph("galnet-1");
        graph.SetMetadata(NetworkContract.EngineKey, "galnet-2");
        SentenceOf(graph).Should().Contain("no input \"psf\"");
    }

    [Fact]
    public void Someone_elses_network_is_no_galaxy_network()
    {
        var graph = new GraphBuilder("resnet", "Something else.");
        graph.Output(graph.Node("Relu", [graph.Input("data", "Pictures.", 3, 224, 224)]), "y", "Classes.", 1000);
        SentenceOf(graph).Should().Contain(NetworkContract.ContractKey);
    }

    [Fact]
    public void Changed_weights_are_noticed()
    {
        var bytes = MomentNetwork.Graph().ToBytes();
        var at = bytes.AsSpan().IndexOf(BitConverter.GetBytes(-30f)); // a moment about the centre
        bytes[at] ^= 1;
        SentenceOf(bytes).Should().Contain("damaged or changed");
    }

    private static string SentenceOf(GraphBuilder graph) => SentenceOf(graph.ToBytes());

    private static string SentenceOf(byte[] bytes)
    {
        var sentence = FluentActions.Invoking(() => ModelInfo.Of(ModelFile.Parse(bytes, "net.onnx")))
            .Should().Throw<ModelException>().Which.Message;
        sentence.Should().EndWith(".").And.NotContain("\n");
        return sentence;
    }
}
