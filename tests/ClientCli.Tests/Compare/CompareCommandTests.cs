using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GaLNet.Sky.Tables;
using GaLNet.Tests.ClientCli.Support;
using SkiaSharp;

namespace GaLNet.Tests.ClientCli.Compare;

/// <summary>A measured field against its truth, which is attached as a reference.</summary>
public sealed class CompareCommandTests(PipelineFixture pipeline) : IClassFixture<PipelineFixture>, IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        var run = await Run("reference", "add", pipeline["field_truth.csv"], "--format", "galnet", "--name", "truth",
            "--set", "conventions.angle=image_x",
            "--unmatched", pipeline["unmatched.csv"]);
        run.ExitCode.Should().Be(0, run.Error);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_report_stands_alone_with_every_number_and_picture()
    {
        var run = await Run("compare", "truth", "--out", pipeline["report"], "--pixels", "6", "--bins", "mag=16,20,24");
        run.ExitCode.Should().Be(0, run.Error);
        run.Out.Should().Contain("galaxies in common with truth").And.Contain("published NMAD");
        var page = File.ReadAllText(pipeline["report/index.html"]);
        page.Should().Contain("Table 3").And.Contain("Error budget").And.Contain("Fig. 10").And.Contain("Fig. 11");
        Regex.Matches(page, "src=\"(?<from>[^\"]{5})").Should().OnlyContain(match => match.Groups["from"].Value == "data:");
        page.Should().NotContain("<script").And.NotContain("<link").And.NotContain("@import");
        foreach (var name in new[] { "fig05-chi2", "fig06-chi2", "fig07-typical", "fig10" })
        {
            using var picture = SKBitmap.Decode(pipeline[$"report/{name}.png"]);
            picture.Width.Should().BeGreaterThan(500);
            picture.Pixels.Distinct().Count().Should().BeGreaterThan(10);
            File.ReadAllText(pipeline[$"report/{name}.svg"]).Should().Contain("<svg").And.Contain("</svg>");
        }

        using var scores = Table.Open(pipeline["report/scores.csv"]);
        var (bin, parameter, figure) = (scores.Strings("bin"), scores.Strings("parameter"), scores.Strings("figure"));
        var (value, low, high) = (scores.Doubles("value"), scores.Doubles("low"), scores.Doubles("high"));
        var nmad = Enumerable.Range(0, scores.RowCount).Single(row
            => bin[row] == "" && parameter[row] == "mag" && figure[row] == "nmad");
        value[nmad].Should().BeInRange(1e-5, 0.01);
        low[nmad].Should().BeLessThan(high[nmad]);
        var json = JsonNode.Parse(File.ReadAllText(pipeline["report/comparison.json"]))!;
        json["engines"]![0]!["scores"]!.AsArray().Single(one => one!["bin"] is null
            && one["parameter"]!.GetValue<string>() == "mag")!["nmad"]!["value"]!.GetValue<double>()
            .Should().BeApproximately(value[nmad], 1e-9);
        json["engines"]![0]!["scores"]!.AsArray().Select(one => one!["bin"]?.GetValue<string>()).Distinct()
            .Should().BeEquivalentTo([null, "mag", "reff", "reff/fwhm", "sn", "n"]);
    }

    [Fact]
    public async Task Objects_are_listed_by_difference_and_by_condition()
    {
        var worst = JsonNode.Parse((await Run("compare", "truth", "--worst", "3", "--json")).Out)!.AsArray();
        worst.Count.Should().Be(3);
        worst.Select(one => one!["distance"]!.GetValue<double>()).Should().BeInDescendingOrder();
        var bright = JsonNode.Parse((await Run("compare", "truth", "--where", "ref_mag < 20", "--json")).Out)!.AsArray();
        bright.Should().OnlyContain(one => one!["ref_mag"]!.GetValue<double>() < 20);
        bright.Count.Should().BePositive();
        (await Run("compare", "truth", "--where", "dMug > 1")).ShouldRefuse("dMug", "dMag");
        (await Run("compare", "nobody")).ShouldRefuse("no reference nobody", "truth", "chi2");
        (await Run("compare", "truth", "--engine", "galnet-9")).ShouldRefuse("no galaxy here was fitted by galnet-9");
        (await Run("compare", "truth", "--region", "here")).ShouldRefuse("RA,DEC,RADIUS");
        (await Run("compare", "truth", "--bins", "mag=3,2")).ShouldRefuse("ascending");
        (await Run("compare", "truth", "--region", "0,0,5")).ShouldRefuse("touches no tile");
    }

    [Fact]
    public async Task A_galaxy_stands_beside_its_references()
    {
        var list = JsonNode.Parse((await Run("compare", "truth", "--where", "sn > 0", "--json")).Out)!.AsArray();
        var id = list[^1]!["galaxy_id"]!.GetValue<long>().ToString(System.Globalization.CultureInfo.InvariantCulture);
        var text = await Run("galaxy", id);
        text.Out.Should().Contain("truth (reference)").And.Contain("chi2 in one rEff").And.Contain("Eq. 11");
        var json = JsonNode.Parse((await Run("galaxy", id, "--json", "--plot", pipeline["row.png"])).Out)!;
        var both = json["side_by_side"]!.AsArray();
        both.Select(one => one!["by"]!.GetValue<string>()).Should().Equal("chi2", "truth");
        both[1]!["mag_diff"]!.GetValue<double>().Should().BeApproximately(
            both[1]!["mag"]!.GetValue<double>() - both[0]!["mag"]!.GetValue<double>(), 1e-12);
        both[1]!["mag_sigmas"]!.GetValue<double>().Should().BeApproximately(
            both[1]!["mag_diff"]!.GetValue<double>() / both[0]!["mag_err"]!.GetValue<double>(), 1e-9,
            "the truth has no error");
        // The true model leaves no more than noise: source shot noise adds to 1 inside rEff.
        both[1]!["chi2_common_reff"]!.GetValue<double>().Should().BeInRange(0.3, 6);
        using var picture = SKBitmap.Decode(pipeline["row.png"]);
        picture.Width.Should().BeGreaterThan(600);
    }

    private Task<CommandRun> Run(params string[] arguments)
        => CommandRun.Of([.. arguments, "--store", pipeline.Store]);
}
