using System.Globalization;
using System.Text.RegularExpressions;
using GaLNet.Sky.Tables;
using GaLNet.Tests.ClientCli.Support;
using SkiaSharp;

namespace GaLNet.Tests.ClientCli.Reproduce;

/// <summary>The paper's page at a small size, on a simulated field, with a training and a study of known content.</summary>
public sealed class ReproduceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Every_table_and_figure_is_there_for_every_engine()
    {
        WriteTraining();
        WriteStudy();
        var run = await Run("--training", _folder["run"], "--study", _folder["study"]);
        run.ExitCode.Should().Be(0, run.Error);
        var page = File.ReadAllText(_folder["paper/index.html"]);
        var text = Regex.Replace(page, "<[^>]+>", " ");
        var headings = string.Join('\n', Regex.Matches(page, "<h[23][^>]*>(?<title>.*?)</h[23]>")
            .Select(match => match.Groups["title"].Value));
        for (var figure = 2; figure <= 12; figure++)
        {
            Regex.IsMatch(headings, $@"Fig\. {figure}\b").Should().BeTrue($"Fig. {figure} has a place of its own");
        }

        text.Should().Contain("Table 1").And.Contain("Table 2").And.Contain("Table 3").And.Contain("chi2 as the standard");
        Regex.Matches(page, "src=\"(?<from>[^\"]{5})").Should().OnlyContain(match => match.Groups["from"].Value == "data:");
        // What is missing is said; on this machine nothing but other people's data and perhaps SExtractor is.
        Regex.Matches(page, "class=\"missing\">(?<what>[^<]*)").Select(match => match.Groups["what"].Value)
            .Should().OnlyContain(what => what.Contains("kids_profit") || what.Contains("SExtractor"));

        using var table2 = Table.Open(_folder["paper/table2.csv"]);
        table2.Strings("engine").Distinct().Should().Equal("chi2", "galnet-1", "galnet-2", "hybrid");
        // Ten galaxies of a fixed seed: magnitudes are the easy part, for every engine.
        Enumerable.Range(0, table2.RowCount).Where(row => table2.Strings("parameter")[row] == "mag")
            .Should().OnlyContain(row => table2.Doubles("r2")[row] > 0.9);
        using var field = Table.Open(_folder["paper/fig05.csv"]);
        field.Strings("engine").Distinct().Should().BeEquivalentTo(["galnet-1", "galnet-2", "hybrid"],
            "all engines measured one field one after the other, and chi2 is the standard");
        foreach (var engine in new[] { "chi2", "galnet-1", "galnet-2", "hybrid" })
        {
            Regex.IsMatch(text, $@"{engine}\s+0?\.\d+\s+CPU seconds").Should().BeTrue($"{engine} has a row in the speed table");
        }

        text.Should().Contain("published GALFIT").And.Contain("published 2DPHOT");
        foreach (var name in new[] { "fig02", "fig04", "training-loss", "training-scores", "fig12", "fig12-samples", "fig10" })
        {
            using var picture = SKBitmap.Decode(_folder[$"paper/{name}.png"]);
            picture.Pixels.Distinct().Count().Should().BeGreaterThan(10, name);
        }
    }

    [Fact]
    public async Task A_folder_without_a_training_or_a_study_is_refused_before_anything_is_measured()
    {
        (await Run("--training", _folder.Root)).ShouldRefuse("holds no loss.csv", "galnet-train");
        (await Run("--study", _folder.Root)).ShouldRefuse("holds no figures.csv");
        File.Exists(_folder["paper/table2.csv"]).Should().BeFalse();
    }

    public void Dispose() => _folder.Dispose();

    private Task<CommandRun> Run(params string[] more) => CommandRun.Of([
        "reproduce", "--out", _folder["paper"], "--mocks", "10", "--pixels", "4", "--field-size", "500",
        "--data", _folder["nothing"], .. more]);

    // A loss that falls below zero, as a likelihood does.
    private void WriteTraining()
    {
        Directory.CreateDirectory(_folder["run"]);
        File.WriteAllLines(_folder["run/loss.csv"], ["samples,seconds,rate,loss,samples_per_second",
            .. Enumerable.Range(1, 20).Select(step => string.Create(
                CultureInfo.InvariantCulture, $"{10_000 * step},{10 * step},1e-3,{1.5 - 0.2 * step},1000"))]);
        File.WriteAllLines(_folder["run/scores.csv"], ["samples,network,mocks,parameter,r2,outliers,nmad",
            .. from step in Enumerable.Range(1, 4)
               from network in new[] { "galnet-1", "galnet-2" }
               from parameter in new[] { "mag", "reff", "q", "n" }
               select string.Create(CultureInfo.InvariantCulture,
                   $"{50_000 * step},{network},crowded,{parameter},{0.8 + 0.04 * step},0.1,{0.1 / step}")]);
    }

    private void WriteStudy()
    {
        Directory.CreateDirectory(_folder["study"]);
        File.WriteAllLines(_folder["study/figures.csv"], ["set,engine,model,group,parameter,statistic,value",
            .. from training in new[] { "Table 1", "flat" }
               from parameter in new[] { "reff", "n" }
               from row in new[] { "all,{0},r2,0.9", "all,{0},outliers,0.1", "all,{0},nmad,0.03", "all,{0},bias,0.01",
                   "true 0.2 to 1,{0},mean_truth,0.6", "true 0.2 to 1,{0},mean_measured,0.65", "true 0.2 to 1,{0},e_s,0.1",
                   "true 1 to 4,{0},mean_truth,2", "true 1 to 4,{0},mean_measured,1.9", "true 1 to 4,{0},e_s,0.3" }
               select $"study,{training},1000 samples,{string.Format(CultureInfo.InvariantCulture, row, parameter)}"]);
    }
}
