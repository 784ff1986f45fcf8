using GaLNet.Photometry.Mocks;

namespace GaLNet.Photometry.Tests.Mocks;

public sealed class NumberCountsTests
{
    [Fact]
    public void Densities_are_the_integral_of_the_counts()
    {
        static double GalaxyDensity(double m) => m < 22
            ? Math.Pow(10, 4 + 0.36 * (m - 22))
            : Math.Pow(10, 4 + 0.32 * (m - 22));
        NumberCounts.Galaxies.PerSquareDegree.Should()
            .BeApproximately(Integral(GalaxyDensity, 16.5, 25.5), 1e-3 * NumberCounts.Galaxies.PerSquareDegree);
        NumberCounts.Stars.PerSquareDegree.Should().BeApproximately(
            Integral(m => Math.Pow(10, 2.75 + 0.13 * (m - 18)), 16.5, 24.5), 1);
        // 562 galaxies to r = 24.45 were drawn on the simulated survey's 300 arcsec field; 3 sigma of Poisson.
        var inField = (NumberCounts.Galaxies with { FaintLimit = 24.45 }).PerSquareDegree * Math.Pow(300 / 3600.0, 2);
        inField.Should().BeApproximately(562, 3 * Math.Sqrt(562));
    }

    [Theory]
    [InlineData(16.5, 25.5)]
    [InlineData(16.5, 21)]
    [InlineData(22.5, 25)]
    public void Magnitudes_follow_the_counts(double bright, double faint)
    {
        var counts = NumberCounts.Galaxies with { BrightLimit = bright, FaintLimit = faint };
        var random = new RandomStream(11, 0);
        var mags = Enumerable.Range(0, 50_000).Select(_ => counts.DrawMag(random)).ToArray();
        var cdf = KolmogorovSmirnov.Cut(
            m => Math.Pow(10, (m < 22 ? 0.36 : 0.32) * (m - 22)), bright, faint);
        KolmogorovSmirnov.Statistic(mags, cdf).Should().BeLessThan(1.95);
    }

    private static double Integral(Func<double, double> f, double from, double to)
    {
        const int steps = 100_000;
        var step = (to - from) / steps;
        return Enumerable.Range(0, steps).Sum(i => f(from + (i + 0.5) * step)) * step;
    }
}
