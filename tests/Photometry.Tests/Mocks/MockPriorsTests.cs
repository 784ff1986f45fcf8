using GaLNet.Photometry.Mocks;
using GaLNet.Photometry.Statistics;

namespace GaLNet.Photometry.Tests.Mocks;

/// <summary>The drawn galaxies follow GaLNet I, Table 1, written here as densities from the printed table.</summary>
public sealed class MockPriorsTests
{
    private const int Count = 50_000;

    private static readonly GalaxyParameters[] Drawn = Draw();

    [Fact]
    public void Positions_are_normal_and_cut()
    {
        var cdf = KolmogorovSmirnov.Cut(x => KolmogorovSmirnov.Gaussian(x, 0, 0.15), -0.4, 0.4);
        KolmogorovSmirnov.Statistic(Drawn.Select(g => g.XArcsec), cdf).Should().BeLessThan(1.95);
        KolmogorovSmirnov.Statistic(Drawn.Select(g => g.YArcsec), cdf).Should().BeLessThan(1.95);
    }

    [Fact]
    public void Magnitudes_rise_exponentially_to_the_faint_end()
        => KolmogorovSmirnov.Statistic(
                Drawn.Select(g => g.Mag), KolmogorovSmirnov.Cut(m => Math.Exp(m - 22), 17, 22))
            .Should().BeLessThan(1.95);

    [Fact]
    public void Sizes_are_normal_in_the_logarithm()
        => KolmogorovSmirnov.Statistic(
                Drawn.Select(g => Math.Log10(g.ReffArcsec)),
                KolmogorovSmirnov.Cut(
                    x => KolmogorovSmirnov.Gaussian(x, -0.1, 0.4), Math.Log10(0.2), Math.Log10(4)))
            .Should().BeLessThan(1.95);

    [Fact]
    public void Axis_ratios_and_angles_are_uniform()
    {
        KolmogorovSmirnov.Statistic(Drawn.Select(g => g.AxisRatio), q => (q - 0.2) / 0.8).Should().BeLessThan(1.95);
        KolmogorovSmirnov.Statistic(Drawn.Select(g => g.PaDeg), pa => pa / 180).Should().BeLessThan(1.95);
    }

    [Fact]
    public void Indices_follow_fishers_f_with_30_and_5_degrees()
        => KolmogorovSmirnov.Statistic(
                Drawn.Select(g => g.Index),
                // F density without its constant: x^(d1/2 - 1) (1 + d1 x/d2)^(-(d1 + d2)/2).
                KolmogorovSmirnov.Cut(x => Math.Pow(x, 14) * Math.Pow(1 + 6 * x, -17.5), 0.1, 8))
            .Should().BeLessThan(1.95);

    [Fact]
    public void Parameters_do_not_know_of_each_other()
    {
        Func<GalaxyParameters, double>[] values =
        [
            g => g.XArcsec, g => g.YArcsec, g => g.Mag, g => Math.Log(g.ReffArcsec), g => g.AxisRatio, g => g.PaDeg,
            g => Math.Log(g.Index),
        ];
        for (var i = 0; i < values.Length; i++)
            for (var j = 0; j < i; j++)
                Correlation(values[i], values[j]).Should().BeApproximately(0, 4.5 / Math.Sqrt(Count));
    }

    [Fact]
    public void Wide_priors_contain_the_papers_range_of_shapes()
    {
        var (wide, paper) = (MockPriors.Wide, MockPriors.Paper);
        foreach (var (outer, inner) in new[]
                 {
                     (wide.Mag, paper.Mag), (wide.ReffArcsec, paper.ReffArcsec), (wide.AxisRatio, paper.AxisRatio),
                     (wide.Index, paper.Index), (wide.XArcsec, paper.XArcsec),
                 })
        {
            outer.Min.Should().BeLessThanOrEqualTo(inner.Min);
            outer.Max.Should().BeGreaterThanOrEqualTo(inner.Max);
        }

        var random = new RandomStream(8, 0);
        var sizes = Enumerable.Range(0, 20_000).Select(_ => Math.Log(wide.Draw(random).ReffArcsec));
        KolmogorovSmirnov.Statistic(sizes, x => (x - Math.Log(0.1)) / Math.Log(80)).Should().BeLessThan(1.95);
    }

    [Fact]
    public void An_impossible_cut_is_refused()
    {
        var backwards = () => Prior.Uniform(2, 1);
        backwards.Should().Throw<ArgumentException>().WithMessage("Found a range from 2 to 1*");
        var empty = () => Prior.Normal(0, 0.01, 5, 6).Draw(new RandomStream(1, 1));
        empty.Should().Throw<InvalidOperationException>().WithMessage("*widen the cut*");
    }

    private static GalaxyParameters[] Draw()
    {
        var random = new RandomStream(7, 0);
        return [.. Enumerable.Range(0, Count).Select(_ => MockPriors.Paper.Draw(random))];
    }

    private static double Correlation(Func<GalaxyParameters, double> a, Func<GalaxyParameters, double> b)
    {
        double meanA = Drawn.Average(a), meanB = Drawn.Average(b);
        var covariance = Drawn.Average(g => (a(g) - meanA) * (b(g) - meanB));
        return covariance / Math.Sqrt(
            Drawn.Average(g => Math.Pow(a(g) - meanA, 2)) * Drawn.Average(g => Math.Pow(b(g) - meanB, 2)));
    }
}
