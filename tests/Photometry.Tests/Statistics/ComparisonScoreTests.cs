using System.Text.Json;
using GaLNet.Photometry.Statistics;
using GaLNet.Tests;

namespace GaLNet.Photometry.Tests.Statistics;

public sealed class ComparisonScoreTests
{
    private static readonly (ComparisonFigure Figure, string Name)[] Scorers =
    [
        (ComparisonFigure.RSquared, "R2"), (ComparisonFigure.OutlierFraction, "outlier"),
        (ComparisonFigure.Nmad, "NMAD"), (ComparisonFigure.Bias, "bias"), (ComparisonFigure.Rms, "rms"),
        (ComparisonFigure.PullStd, "pull_std"), (ComparisonFigure.PullScatter, "pull_mad"),
    ];

    [Fact]
    public void Equals_the_independent_scorer_on_recorded_results()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(
            SharedData.RepositoryRoot, "tests", "Photometry.Tests", "Statistics", "recorded-scores.json")));
        var expected = json.RootElement.GetProperty("all").GetProperty("par");
        // As the scorer does: galaxies with any value missing are failures.
        var galaxies = ScoreSample.Make(120).Where(g => double.IsFinite(g.Measured.Index)).ToArray();
        foreach (var parameter in ScoredParameterNames.All)
        {
            var isWrapped = parameter == ScoredParameter.Pa;
            var score = ComparisonScore.Of(
                Array.ConvertAll(galaxies, g => isWrapped
                    ? PositionAngles.Near(g.Measured.PaDeg, g.Truth.PaDeg)
                    : parameter == ScoredParameter.PaRaw ? PositionAngles.Wrap(g.Measured.PaDeg) : g.Measured[parameter]),
                Array.ConvertAll(galaxies, g => g.Truth[parameter]),
                Array.ConvertAll(galaxies, g => g.Errors!.Value[parameter]), replicates: 0);
            foreach (var (figure, name) in Scorers)
            {
                if (expected.GetProperty(parameter.ShortName()).TryGetProperty(name, out var value))
                    score[figure].Should().BeApproximately(value.GetDouble(), 1e-9, $"{name} of {parameter}");
            }
        }
    }

    [Theory]
    [InlineData(400)]
    [InlineData(40_000)]
    public void Bootstrap_intervals_have_the_width_that_theory_gives(int count)
    {
        var random = new Random(5);
        var truth = new double[count];
        var measured = new double[count];
        var errors = new double[count];
        const double sigma = 0.3;
        for (var i = 0; i < count; i++)
        {
            truth[i] = 10 * random.NextDouble();
            measured[i] = truth[i] + sigma * Gauss(random);
            errors[i] = sigma;
        }

        var score = ComparisonScore.Of(measured, truth, errors, 400);
        double Half(ComparisonFigure figure) => (score.High[(int)figure] - score.Low[(int)figure]) / 2;
        // Standard errors: of the median sqrt(pi/2) sigma/sqrt(N), of an rms sigma/sqrt(2N). The bootstrap's own error
        // falls as N^(-1/4) for a median (Hall & Martin 1988): a quarter of it at 400 galaxies.
        Half(ComparisonFigure.Bias).Should().BeApproximately(
            Math.Sqrt(Math.PI / 2) * sigma / Math.Sqrt(count), 0.45 * sigma / Math.Sqrt(count));
        Half(ComparisonFigure.Rms).Should().BeApproximately(
            sigma / Math.Sqrt(2 * count), 0.15 * sigma / Math.Sqrt(2 * count));
        score[ComparisonFigure.PullScatter].Should().BeApproximately(1, 5 / Math.Sqrt(count));
        score.Low[(int)ComparisonFigure.Rms].Should().BeLessThan(score[ComparisonFigure.Rms]);
        ComparisonScore.Of(measured, truth, errors, 400).Low.Should().Equal(score.Low, "a seed is a seed");
    }

    [Fact]
    public void Too_few_galaxies_have_no_figures()
    {
        ComparisonScore.Of([1, 2], [1, 2], [1, 1]).Values.Should().OnlyContain(value => double.IsNaN(value));
        var unequal = () => ComparisonScore.Of([1, 2], [1], [1, 1]);
        unequal.Should().Throw<ArgumentException>();
        var equal = ComparisonScore.Of([1, 2, 3, 4], [2, 2, 2, 2], [double.NaN, 0, -1, double.PositiveInfinity]);
        equal[ComparisonFigure.RSquared].Should().Be(double.NaN, "equal references have no spread");
        equal[ComparisonFigure.PullStd].Should().Be(double.NaN, "there are no errors");
    }

    [Fact]
    public void A_budget_tells_stated_errors_from_what_is_left()
    {
        var random = new Random(9);
        const int count = 20_000;
        var (differences, ours, theirs) = (new double[count], new double[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            ours[i] = 0.1 + 0.4 * random.NextDouble();
            theirs[i] = i % 2 == 0 ? double.NaN : 0.2;
            var joint = Math.Sqrt(ours[i] * ours[i] + (i % 2 == 0 ? 0 : 0.04));
            differences[i] = joint * Gauss(random);
        }

        var honest = ErrorBudget.Of(differences, ours, theirs);
        honest.Explained.Should().BeApproximately(honest.Scatter, 0.03 * honest.Scatter);
        honest.Theirs.Should().BeApproximately(0.2, 1e-5);
        for (var i = 0; i < count; i++) differences[i] += Math.Sqrt(3) * honest.Scatter * Gauss(random);
        var unexplained = ErrorBudget.Of(differences, ours, theirs);
        unexplained.Left.Should().BeApproximately(Math.Sqrt(3) * honest.Scatter, 0.1 * honest.Scatter);
        ErrorBudget.Of([1, 2], [double.NaN, 0], [double.NaN, double.NaN]).Count.Should().Be(0);
    }

    [Fact]
    public void Selection_finds_what_sorting_finds()
    {
        var random = new Random(2);
        foreach (var count in new[] { 1, 2, 15, 16, 17, 40, 1000, 1001 })
        {
            foreach (var kinds in new[] { 1, 3, 1_000_000 })
            {
                var values = Enumerable.Range(0, count).Select(_ => (double)random.Next(kinds)).ToArray();
                var sorted = values.Order().ToArray();
                ErrorStatistics.Median(values).Should().Be((sorted[(count - 1) / 2] + sorted[count / 2]) / 2);
            }
        }
    }

    [Fact]
    public void Bins_hold_mean_deviation_and_error_of_the_mean()
    {
        var bins = BinnedDifference.Of(
            [0, 0.5, 1, 1.5, 1.9, 2, double.NaN], [1, 3, 2, 4, 6, 9, 1], [0, 1, 2]);
        bins.Select(bin => (bin.Count, bin.Mean)).Should().Equal((2, 2.0), (3, 4.0));
        bins[0].Deviation.Should().BeApproximately(Math.Sqrt(2), 1e-12);
        bins[0].ErrorOfMean.Should().BeApproximately(1, 1e-12);
        bins[1].RootMeanSquare.Should().BeApproximately(Math.Sqrt(56.0 / 2), 1e-12);
    }

    private static double Gauss(Random random)
        => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
