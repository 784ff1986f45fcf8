using GaLNet.Inference.Tests.Support;
using GaLNet.Photometry.Fitting;

namespace GaLNet.Inference.Tests;

public sealed class EngineShelfTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("galnet-models").FullName;

    private ModelShelf Shelf => new(_folder);

    [Fact]
    public void Chi2_needs_no_network()
        => EngineShelf.Make("chi2", shelf: Shelf).Should().BeOfType<Chi2Engine>();

    [Fact]
    public void Newest_network_of_the_words_own_name_is_taken()
    {
        Put("galnet-2", "old", "1.2");
        Put("galnet-2", "new", "1.10");
        Put("galnet-2-paper", "paper", "3.0");
        Shelf.Find("galnet-2").Version.Should().Be("1.10");
        using var engine = (NetworkEngine)EngineShelf.Make("galnet-2", shelf: Shelf);
        engine.ModelId.Should().StartWith("galnet-2 1.10 ");
        Shelf.List().Select(info => info.Name).Should().Equal("galnet-2", "galnet-2", "galnet-2-paper");
    }

    [Fact]
    public void A_named_file_goes_before_the_shelf()
    {
        var path = Put("anything", "file", "0.1");
        using var engine = (NetworkEngine)EngineShelf.Make("galnet-2", path, Shelf);
        engine.ModelId.Should().StartWith("anything 0.1 ");
        engine.Info.Path.Should().Be(path);
    }

    [Fact]
    public void What_cannot_be_had_is_one_sentence()
    {
        string Sentence(string word, string? file = null)
            => FluentActions.Invoking(() => EngineShelf.Make(word, file, Shelf))
                .Should().Throw<ModelException>().Which.Message;
        Sentence("galnet-3").Should().Contain("chi2, galnet-1, galnet-2, hybrid");
        Sentence("galnet-2").Should().Contain(_folder).And.Contain(ModelShelf.FolderVariable);
        Sentence("hybrid").Should().Contain("no network galnet-2");
        Sentence("galnet-1", Put("galnet-2", "two", "1")).Should().Contain("holds a galnet-2 network");
        Sentence("chi2", "some.onnx").Should().Contain("uses no network");
    }

    [Fact]
    public void A_broken_file_hides_no_other()
    {
        Put("galnet-2", "good", "1.0");
        File.WriteAllText(Path.Combine(_folder, "bad.onnx"), "not a network");
        var problems = new List<string>();
        Shelf.List(problems.Add).Should().ContainSingle().Which.Name.Should().Be("galnet-2");
        problems.Should().ContainSingle().Which.Should().Contain("bad.onnx is no ONNX file");
    }

    public void Dispose() => Directory.Delete(_folder, true);

    private string Put(string name, string file, string version)
    {
        var graph = MomentNetwork.Graph(name: name);
        graph.SetMetadata(NetworkContract.VersionKey, version);
        var path = Path.Combine(_folder, $"{file}.onnx");
        graph.Write(path);
        return path;
    }
}
