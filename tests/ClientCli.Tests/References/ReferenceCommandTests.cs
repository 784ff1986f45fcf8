using System.Text.Json.Nodes;
using GaLNet.Sky.Tables;
using GaLNet.Tests.ClientCli.Support;

namespace GaLNet.Tests.ClientCli.References;

/// <summary>The truth of a simulated field as a reference, through the command line.</summary>
public sealed class ReferenceCommandTests(PipelineFixture pipeline) : IClassFixture<PipelineFixture>
{
    [Fact]
    public async Task A_catalogue_is_attached_once_listed_and_removed()
    {
        var first = await Add("truth");
        first.ExitCode.Should().Be(0, first.Error);
        first.Out.Should().Contain("truth: ").And.Contain("rows attached").And.Contain("semi-major");
        first.Error.Should().Contain("errors are not known", "a truth has none");
        using (var left = Table.Open(pipeline["unmatched.csv"]))
        {
            left.RowCount.Should().BePositive();
            left.Strings("why").Should().Contain("a_star");
        }

        var second = await Add("truth");
        second.Error.Should().Contain("attached already; nothing was loaded");
        (await Add("twin")).ShouldFail(1, "attached already, as truth");
        var listed = JsonNode.Parse((await Run("reference", "list", "--json")).Out)!.AsArray();
        listed.Should().ContainSingle();
        listed[0]!["matched"]!.GetValue<int>().Should().BeGreaterThan(8);
        listed[0]!["rows"]!.GetValue<int>().Should().BeGreaterThan(listed[0]!["matched"]!.GetValue<int>());
        (await Run("reference", "remove", "truth")).Out.Should().Contain($"{listed[0]!["matched"]} measurements removed");
        (await Run("reference", "list")).Out.Should().Contain("no references");
        (await Run("reference", "remove", "truth")).ShouldRefuse("there is no reference truth");
    }

    [Fact]
    public async Task Matching_by_id_needs_no_position()
    {
        var export = await Run("export", "--out", pipeline["own.csv"]);
        export.ExitCode.Should().Be(0, export.Error);
        var run = await Run("reference", "add", pipeline["own.csv"], "--format", "galnet", "--name", "own",
            "--match", "id", "--unmatched", pipeline["own-left.csv"]);
        run.ExitCode.Should().Be(0, run.Error);
        using var table = Table.Open(pipeline["own.csv"]);
        var measured = table.Doubles("n").Count(double.IsFinite);
        run.Out.Should().Contain($"own: {measured} of {table.RowCount} rows attached");
        (await Run("reference", "remove", "own")).ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task Bad_input_is_one_sentence()
    {
        (await Run("reference", "add", pipeline["field_truth.csv"])).ShouldRefuse("--format NAME", "tractor");
        (await Run("reference", "add", pipeline["field_truth.csv"], "--format", "hubble")).ShouldRefuse(
            "no format 'hubble'", "--map");
        (await Run("reference", "add", "nowhere.fits", "--format", "2dphot")).ShouldRefuse("does not exist");
        (await Run("reference", "add", pipeline["field_truth.csv"], "--format", "tractor")).ShouldRefuse(
            "no column for flux", "flux_r", "snr15");
        (await Run("reference", "add", pipeline["field_truth.csv"], "--format", "2dphot", "--set", "radius"))
            .ShouldRefuse("SECTION.KEY=VALUE");
    }

    [Fact]
    public async Task Formats_teach_themselves()
    {
        var list = await CommandRun.Of("reference", "formats");
        list.Out.Should().Contain("2dphot").And.Contain("Tractor");
        (await CommandRun.Of("reference", "formats", "tractor")).Out.Should().Contain("shape_e1")
            .And.Contain("flux_zero_point = 22.5");
    }

    private Task<CommandRun> Add(string name) => Run(
        "reference", "add", pipeline["field_truth.csv"], "--format", "galnet", "--name", name, "--unmatched",
        pipeline["unmatched.csv"]);

    private Task<CommandRun> Run(params string[] arguments)
        => CommandRun.Of([.. arguments, .. arguments is ["reference", "formats", ..] ? (string[])[] :
            ["--store", pipeline.Store]]);
}
