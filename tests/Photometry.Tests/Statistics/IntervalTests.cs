using GaLNet.Photometry.Mocks;
using GaLNet.Photometry.Statistics;

namespace GaLNet.Photometry.Tests.Statistics;

public sealed class IntervalTests
{
    private const int Count = 20_000;

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.5)]
    [InlineData(2.0)]
    public void Gaussian_errors_cover_what_the_error_function_says(double stretch)
    {
        // Errors quoted as `stretch` sigma cover erf(stretch/sqrt 2) and erf(1.96 stretch/sqrt 2).
        var coverage = IntervalCoverage.Of(Galaxies(0.3, stretch * 0.3), ScoredParameter.Index);
        coverage.Count.Should().Be(Count);
        double p68 = Gaussian(stretch), p95 = Gaussian(1.959963984540 * stretch);
        coverage.Within68.Should().BeApproximately(p68, 4 * coverage.StandardError(p68));
        coverage.Within95.Should().BeApproximately(p95, 4 * coverage.StandardError(p95));
    }

    [Fact]
    public void Intervals_of_their_own_count_instead_of_196_sigma()
    {
        var galaxies = Galaxies(0.3, 0.3).Select(g => g with
        {
            Errors95 = g.Errors!.Value with { Index = 0.3 },
        }).ToArray();
        var coverage = IntervalCoverage.Of(galaxies, ScoredParameter.Index);
        coverage.Within95.Should().Be(coverage.Within68);
        IntervalCoverage.Of(galaxies, ScoredParameter.Mag).Count.Should().Be(0, "its errors are 0");
    }

    [Fact]
    public void Position_angles_are_compared_round_the_seam()
    {
        var galaxy = new ScoredGalaxy(
            new GalaxyParameters(0, 0, 20, 1, 0.5, 179, 2), new GalaxyParameters(0, 0, 20, 1, 0.5, 2, 2),
            new GalaxyParameters(1, 1, 1, 1, 1, 3.5, 1));
        galaxy.Difference(ScoredParameter.Pa).Should().BeApproximately(3, 1e-12);
        IntervalCoverage.Of([galaxy], ScoredParameter.Pa).Within68.Should().Be(1);
        BinnedError.Of([galaxy, galaxy], ScoredParameter.Pa, 1)[0].StatisticalError
            .Should().BeApproximately(Math.Sqrt(18), 1e-12);
    }

    [Fact]
    public void Bins_hold_equally_many_galaxies_and_their_own_errors()
    {
        // Errors proportional to the truth: Δe is the same in every bin, and e_s follows Eq. 10.
        var random = new RandomStream(5, 0);
        var galaxies = Enumerable.Range(0, 5000).Select(i =>
        {
            var truth = new GalaxyParameters(0, 0, 20, 0.5 + 3.0 * i / 5000, 0.5, 90, 2);
            return new ScoredGalaxy(
                truth, truth with { ReffArcsec = truth.ReffArcsec * (1 + 0.1 * random.NextNormal()) });
        }).Append(new ScoredGalaxy(
            new GalaxyParameters(0, 0, 20, 1, 0.5, 90, 2), new GalaxyParameters(0, 0, 20, double.NaN, 0.5, 90, 2)))
            .ToArray();
        var bins = BinnedError.Of(galaxies, ScoredParameter.Reff);
        bins.Should().HaveCount(5).And.OnlyContain(bin => bin.Count == 1000);
        bins.Should().OnlyContain(bin => Math.Abs(bin.Relative - 0.1) < 0.012);
        bins.Zip(bins.Skip(1)).Should().OnlyContain(pair => pair.First.ToTruth < pair.Second.FromTruth);
        var first = galaxies[..1000];
        bins[0].StatisticalError.Should().BeApproximately(ErrorStatistics.StatisticalError(
            [.. first.Select(g => g.Measured.ReffArcsec)], [.. first.Select(g => g.Truth.ReffArcsec)]), 1e-12);
    }

    [Fact]
    public void Stamp_units_go_to_the_sky_and_back()
    {
        var units = new StampUnits(61, 61, 0.262, 22.5);
        var galaxy = new GalaxyParameters(0.131, -0.262, 20, 1.31, 0.6, 75, 2.5);
        var profile = units.ToProfile(galaxy);
        profile.XPix.Should().BeApproximately(30.5, 1e-12);
        profile.YPix.Should().BeApproximately(29, 1e-12);
        profile.Flux.Should().BeApproximately(10, 1e-9);
        profile.ReffPix.Should().BeApproximately(5, 1e-12);
        var back = units.Values(profile);
        back.Mag.Should().BeApproximately(20, 1e-12);
        back.XArcsec.Should().BeApproximately(0.131, 1e-12);
        // One per cent of flux is 0.010857 mag.
        units.Errors(profile with { Flux = 0.1 }, 10).Mag.Should().BeApproximately(0.010857, 1e-6);
    }

    private static ScoredGalaxy[] Galaxies(double sigma, double quoted)
    {
        var random = new RandomStream(3, 1);
        return [.. Enumerable.Range(0, Count).Select(_ =>
        {
            var truth = new GalaxyParameters(0, 0, 20, 1, 0.5, 90, 2);
            return new ScoredGalaxy(
                truth, truth with { Index = 2 + sigma * random.NextNormal() },
                new GalaxyParameters(0, 0, 0, 0, 0, 0, quoted));
        })];
    }

    // 2/sqrt(pi) times the integral of exp(-t²), by Simpson's rule: no library needed.
    private static double Gaussian(double sigmas)
    {
        const int steps = 2000;
        var (limit, sum) = (sigmas / Math.Sqrt(2), 0.0);
        for (var i = 0; i <= steps; i++)
        {
            var t = limit * i / steps;
            sum += Math.Exp(-t * t) * (i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2);
        }

        return 2 / Math.Sqrt(Math.PI) * sum * limit / steps / 3;
    }
}
