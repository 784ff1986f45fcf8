using System.Text.Json;
using GaLNet.Photometry.Mocks;
using GaLNet.Training.Loop;
using GaLNet.Training.Studies;

namespace GaLNet.Training.Tests.Evaluation;

public sealed class StudyTests
{
    [Theory]
    [InlineData(PriorShift.Peak30, 1.3)]
    [InlineData(PriorShift.Peak50, 1.5)]
    public void Peaks_are_moved_by_what_the_appendix_says(PriorShift shift, double factor)
    {
        // Medians move with the peaks, a little less because the upper cuts stay where they are.
        var (paper, moved) = (Draw(PriorShift.Paper), Draw(shift));
        (moved.Reff / paper.Reff).Should().BeInRange(1 + 0.7 * (factor - 1), 1 + 1.05 * (factor - 1));
        (moved.Index / paper.Index).Should().BeInRange(1 + 0.7 * (factor - 1), 1 + 1.05 * (factor - 1));
    }

    [Fact]
    public void Flat_is_flat()
    {
        var (reff, index) = Draw(PriorShift.Flat);
        reff.Should().BeApproximately(2.1, 0.06);
        index.Should().BeApproximately(4.05, 0.12);
    }

    [Fact]
    public void The_papers_sample_is_table_1_to_the_last_bit()
    {
        var (ours, paper) = (new RandomStream(3, 3), new RandomStream(3, 3));
        for (var i = 0; i < 100; i++)
            StudyPriors.Of(PriorShift.Paper).Draw(ours).Should().Be(MockPriors.Paper.Draw(paper));
    }

    [Fact]
    public void Larger_stamps_know_more_of_large_galaxies_and_nothing_more_of_small_ones()
    {
        var report = StampSizeStudy.Run(120, 1, (_, _) => { }, TestContext.Current.CancellationToken);
        double Bound(int side, string group, string parameter) => report.Figures.Single(f => f.Set == $"mock-{side}"
            && f.Engine == "bound" && f.Group == group && f.Parameter == parameter).Value;
        (Bound(151, "rEff < 0.5\"", "n") / Bound(61, "rEff < 0.5\"", "n")).Should().BeInRange(0.9, 1.0 + 1e-9);
        (Bound(151, "all", "mag") / Bound(61, "all", "mag")).Should().BeLessThan(0.97);
    }

    [Fact]
    public void Every_ablation_is_another_training_or_another_way_to_score_one()
    {
        var rows = StudyPlans.Ablations(1000, 1);
        rows.Select(row => row.Name).Should().OnlyHaveUniqueItems();
        rows.Select(row => row with { Name = "" }).Select(
            row => (JsonSerializer.Serialize(row.Plan), row.Head, row.Averaged)).Should().OnlyHaveUniqueItems();
        rows.Should().OnlyContain(row => Presets.NetworkOf(row.Plan).Plan.MegaFlop > 0);
    }

    [Fact]
    public void A_kept_study_goes_on_where_it_was_stopped_and_repeats_nothing()
    {
        var folder = Directory.CreateTempSubdirectory("galnet-study").FullName;
        try
        {
            var smoke = Presets.Get("smoke", 5);
            var plan = smoke with
            {
                Samples = 6 * 32, BatchSize = 16, Widths = [8, 8, 8, 8],
                Feed = smoke.Feed with { FirstPool = 64, PoolSize = 128 },
            };
            using var stop = new CancellationTokenSource();
            var stopping = () => new StudyTrainings(folder).Train(
                plan, share => { if (share >= 0.5) stop.Cancel(); }, stop.Token);
            stopping.Should().Throw<OperationCanceledException>();

            var resumed = new StudyTrainings(folder).Train(plan, _ => { }, TestContext.Current.CancellationToken);
            var again = new StudyTrainings(folder).Train(
                plan, _ => Assert.Fail("It was trained anew."), TestContext.Current.CancellationToken);
            var whole = new StudyTrainings(null).Train(plan, _ => { }, TestContext.Current.CancellationToken);

            resumed.Weights.Should().Equal(whole.Weights);
            again.Weights.Should().Equal(whole.Weights);
            Directory.GetFiles(folder).Should().ContainSingle();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Median of 20,000 galaxies.
    private static (double Reff, double Index) Draw(PriorShift shift)
    {
        var random = new RandomStream(11, 0);
        var galaxies = Enumerable.Range(0, 20_000).Select(_ => StudyPriors.Of(shift).Draw(random)).ToArray();
        return (Photometry.Statistics.ErrorStatistics.Median([.. galaxies.Select(g => g.ReffArcsec)]),
            Photometry.Statistics.ErrorStatistics.Median([.. galaxies.Select(g => g.Index)]));
    }
}
