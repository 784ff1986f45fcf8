using System.Text.Json.Nodes;
using GaLNet.Inference;
using GaLNet.Inference.Tests.Support;
using GaLNet.Tests.ClientCli.Support;

namespace GaLNet.Tests.ClientCli.Commands;

/// <summary>Networks in a catalogue, from the command line, with real ONNX files.</summary>
public sealed class ModelsTests(PipelineFixture pipeline) : IClassFixture<PipelineFixture>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_network_is_published_activated_used_and_replaced()
    {
        var store = _folder["s.db"];
        File.Copy(pipeline.Store, store);
        var first = Write("first.onnx", "1.0", reffPix: 5);
        var published = await CommandRun.Of("models", "publish", first, "--store", store);
        published.ExitCode.Should().Be(0, published.Error);
        published.Out.Should().Contain("published").And.Contain("not active");
        (await List(store)).Should().Contain("moments 1.0 False");
        (await Json("status", "--stale", "--json", "--store", store)).AsArray().Should().BeEmpty();

        var activated = await CommandRun.Of("models", "activate", "moments", "1.0", "--store", store);
        activated.ExitCode.Should().Be(0, activated.Error);
        activated.Out.Should().Contain("no fit is stale", "none was made by a network");
        var processed = await CommandRun.Of("process", "--engine", "galnet-2", "--store", store);
        processed.ExitCode.Should().Be(0, processed.Error);
        processed.Out.Should().Contain("network moments 1.0");
        var rows = await Rows(store);
        rows.Should().NotBeEmpty().And.OnlyContain(row => (string)row["model"]! == ModelId(first));
        // 5 pixels of 0.2 arcsec, as this network always says.
        rows.Where(row => row["reff"] is not null).Select(row => (double)row["reff"]!).Should().NotBeEmpty()
            .And.OnlyContain(reff => Math.Abs(reff - 1) < 1e-3);

        var second = Write("second.onnx", "2.0", reffPix: 6);
        published = await CommandRun.Of("models", "publish", second, "--activate", "--store", store);
        published.Out.Should().Contain($"{rows.Length} fits are stale");
        var stale = (await Json("status", "--stale", "--json", "--store", store)).AsArray().Single()!;
        ((int)stale["count"]!, (string)stale["differs"]!, (string)stale["made_by"]!, (string)stale["now"]!)
            .Should().Be((rows.Length, "model", ModelId(first), ModelId(second)));
        processed = await CommandRun.Of("process", "--stale", "--store", store);
        processed.ExitCode.Should().Be(0, processed.Error);
        processed.Out.Should().Contain($"{rows.Length} measurements");
        (await CommandRun.Of("process", "--stale", "--store", store)).Out.Should().Contain("no fit is stale");

        var galaxy = rows[0]["galaxy_id"]!.ToString();
        var shown = await CommandRun.Of("galaxy", galaxy, "--store", store);
        shown.Out.Should().Contain($"galnet-2 ({ModelId(second)})");
        var refit = await CommandRun.Of("refit", galaxy, "--engine", "hybrid", "--store", store);
        refit.ExitCode.Should().Be(0, refit.Error);
        shown = await CommandRun.Of("galaxy", galaxy, "--store", store);
        shown.Out.Should().Contain("hybrid (chi2").And.Contain(ModelId(second));
        var details = await Json("models", "show", "moments", "--json", "--store", store);
        details.AsArray().Select(one => (string)one!["version"]!).Should().Equal("1.0", "2.0");
        ((double)details[1]!["domain"]!["maxOffsetPix"]!).Should().Be(MomentNetwork.Domain.MaxOffsetPix);
    }

    [Fact]
    public async Task A_bad_file_is_one_sentence_and_the_current_network_stays()
    {
        var store = _folder["s.db"];
        File.Copy(pipeline.Store, store);
        var good = Write("good.onnx", "1.0", reffPix: 5);
        (await CommandRun.Of("models", "publish", good, "--activate", "--store", store)).ExitCode.Should().Be(0);
        var before = await List(store);
        var bytes = File.ReadAllBytes(good);
        File.WriteAllBytes(_folder["cut.onnx"], bytes[..(bytes.Length / 2)]);
        File.WriteAllText(_folder["text.onnx"], "not a network");
        File.WriteAllBytes(_folder["empty.onnx"], []);
        File.WriteAllBytes(_folder["big.onnx"], new byte[9 << 20]);
        File.WriteAllBytes(_folder["side.onnx"], MomentNetwork.Graph(side: 41).ToBytes());
        File.WriteAllBytes(_folder["word.onnx"], MomentNetwork.Graph(engine: "galnet-7").ToBytes());
        foreach (var name in new[] { "cut", "text", "empty", "big", "side", "word", "none" })
        {
            var run = await CommandRun.Of("models", "publish", _folder[$"{name}.onnx"], "--activate", "--store", store);
            run.ShouldRefuse($"{name}.onnx");
        }

        (await CommandRun.Of("models", "publish", _folder.Root, "--store", store)).ShouldRefuse("folder");
        (await CommandRun.Of("models", "activate", "moments", "9", "--store", store)).ShouldRefuse("moments 1.0");
        (await CommandRun.Of("models", "show", "nobody", "--store", store)).ShouldRefuse("nobody");
        (await List(store)).Should().Equal(before).And.Contain("moments 1.0 True");
        (await CommandRun.Of("process", "--stale", "--engine", "chi2", "--store", store)).ExitCode.Should().Be(2);
    }

    private string Write(string name, string version, double reffPix)
    {
        var graph = MomentNetwork.Graph(reffPix: reffPix);
        graph.SetMetadata(NetworkContract.VersionKey, version);
        File.WriteAllBytes(_folder[name], graph.ToBytes());
        return _folder[name];
    }

    private static string ModelId(string path) => ModelInfo.Read(path).ModelId;

    private static async Task<JsonNode> Json(params string[] arguments)
    {
        var run = await CommandRun.Of(arguments);
        run.ExitCode.Should().Be(0, run.Error);
        return JsonNode.Parse(run.Out)!;
    }

    private static async Task<string[]> List(string store)
        => [.. (await Json("models", "list", "--json", "--store", store)).AsArray()
            .Select(one => $"{one!["name"]} {one["version"]} {(bool)one["active"]!}")];

    private static async Task<JsonNode[]> Rows(string store)
    {
        var rows = new List<JsonNode>();
        foreach (var tile in (await Json("status", "--json", "--store", store))["tiles"]!.AsArray())
        {
            rows.AddRange((await Json("tile", (string)tile!["tile"]!, "--json", "--store", store))["rows"]!.AsArray()
                .Where(row => row!["engine"] is { } engine && (string)engine! == "galnet-2").Select(row => row!));
        }

        return [.. rows];
    }
}
