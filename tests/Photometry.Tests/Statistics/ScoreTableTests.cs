using System.Diagnostics;
using System.Text.Json;
using GaLNet.Photometry.Statistics;
using GaLNet.Tests;

namespace GaLNet.Photometry.Tests.Statistics;

public sealed class ScoreTableTests
{
    private const int SampleSize = 120;
    private const double Tolerance = 1e-9;

    [Fact]
    public void Equals_the_independent_scorer_on_recorded_results()
    {
        var recorded = Path.Combine(
            SharedData.RepositoryRoot, "tests", "Photometry.Tests", "Statistics", "recorded-scores.json");
        Compare(ScoreTable.Of(ScoreSample.Make(SampleSize), ScoreTable.DefaultMagEdges), recorded);
    }

    [Fact]
    public void Equals_the_independent_scorer_run_beside_it()
    {
        var script = SharedData.Require(Path.Combine("..", "tools", "score.py"));
        const string python = "/usr/bin/python3";
        Assert.SkipUnless(File.Exists(python), "needs Python 3 with numpy at /usr/bin/python3");
        var folder = Directory.CreateTempSubdirectory("galnet-score");
        try
        {
            string In(string name) => Path.Combine(folder.FullName, name);
            var galaxies = ScoreSample.Make(311);
            ScoreSample.Write(galaxies, In("measured.csv"), In("truth.csv"), In("bound.csv"));
            using var process = Process.Start(new ProcessStartInfo(python,
                [script, In("measured.csv"), In("truth.csv"), "--crlb", In("bound.csv"), "--json", In("scores.json")])
            { RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.StandardOutput.ReadToEnd();
            var complaint = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.SkipWhen(complaint.Contains("No module named", StringComparison.Ordinal), "needs numpy");
            process.ExitCode.Should().Be(0, complaint);
            Compare(ScoreTable.Of(galaxies, ScoreTable.DefaultMagEdges), In("scores.json"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Leaves_out_what_was_not_measured_and_says_nothing_about_two_galaxies()
    {
        var galaxies = ScoreSample.Make(40)
            .Select(g => g with { Measured = g.Measured with { XArcsec = double.NaN, PaDeg = double.NaN } })
            .ToArray();
        var table = ScoreTable.Of(galaxies);
        table.Parameters.Keys.Should().BeEquivalentTo(
            [ScoredParameter.Y, ScoredParameter.Mag, ScoredParameter.Reff, ScoredParameter.AxisRatio,
                ScoredParameter.Index]);
        table.PaDoubleAngleRSquared.Should().Be(double.NaN);
        table.Failures.Should().Be(3);
        ScoreTable.Of(galaxies[..2]).Parameters.Should().BeEmpty();
        ScoreTable.Of([]).Count.Should().Be(0);
    }

    private static void Compare(ScoreTable table, string jsonPath)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(jsonPath));
        CompareTable(table, json.RootElement.GetProperty("all"));
        var bins = json.RootElement.GetProperty("bins").EnumerateObject().ToArray();
        table.Bins.Should().HaveCount(bins.Length);
        foreach (var (bin, expected) in table.Bins.Zip(bins))
        {
            expected.Name.Should().Be(FormattableString.Invariant($"{bin.FromMag}-{bin.ToMag}"));
            CompareTable(bin.Scores, expected.Value);
        }
    }

    private static void CompareTable(ScoreTable table, JsonElement expected)
    {
        table.Count.Should().Be(expected.GetProperty("n").GetInt32());
        table.Failures.Should().Be(expected.GetProperty("fail").GetInt32());
        var parameters = expected.GetProperty("par").EnumerateObject().ToArray();
        table.Parameters.Keys.Select(p => p.ShortName()).Should().BeEquivalentTo(parameters.Select(p => p.Name));
        foreach (var (parameter, score) in table.Parameters)
        {
            var ours = Figures(score).Where(f => !double.IsNaN(f.Value)).ToDictionary();
            var theirs = parameters.Single(p => p.Name == parameter.ShortName()).Value.EnumerateObject().ToArray();
            ours.Keys.Should().BeEquivalentTo(theirs.Select(f => f.Name), parameter.ShortName());
            foreach (var figure in theirs)
                ours[figure.Name].Should().BeApproximately(
                    figure.Value.GetDouble(), Tolerance, $"{figure.Name} of {parameter.ShortName()}");
        }
    }

    private static IEnumerable<KeyValuePair<string, double>> Figures(ParameterScore score) =>
    [
        new("R2", score.RSquared), new("outlier", score.OutlierFraction), new("NMAD", score.Nmad),
        new("bias", score.Bias), new("rms", score.Rms), new("pull_std", score.PullStd),
        new("pull_mad", score.PullMad), new("rms/CRLB", score.RmsOverCrlb), new("mad/CRLB", score.MadOverCrlb),
    ];
}
