using GaLNet.Photometry.Mocks;
using GaLNet.Training.Evaluation;
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

    // Median of 20,000 galaxies.
    private static (double Reff, double Index) Draw(PriorShift shift)
    {
        var random = new RandomStream(11, 0);
        var galaxies = Enumerable.Range(0, 20_000).Select(_ => StudyPriors.Of(shift).Draw(random)).ToArray();
        return (Photometry.Statistics.ErrorStatistics.Median([.. galaxies.Select(g => g.ReffArcsec)]),
            Photometry.Statistics.ErrorStatistics.Median([.. galaxies.Select(g => g.Index)]));
    }
}
