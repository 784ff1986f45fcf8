using System.Runtime.Intrinsics;
using GaLNet.Photometry.Mocks;

namespace GaLNet.Photometry.Tests.Mocks;

public sealed class StampNoiseMakerTests
{
    // Sky noise in electrons: the least for which one deviate serves, and KiDS r.
    [Theory]
    [InlineData(StampNoiseMaker.LeastSkyElectrons)]
    [InlineData(66.5)]
    public void One_deviate_has_the_distribution_of_gaussian_sky_plus_poisson_photons(double skyElectrons)
    {
        var worst = 0.0;
        foreach (var photons in new[] { 0, 0.3, 4, 60, 900, 1.4e4, 2e5 })
        {
            for (var z = -5.0; z <= 5; z += 0.25)
            {
                var noise = StampNoiseMaker.Noise(
                    Vector512.Create((float)(photons / skyElectrons)), Vector512.Create((float)z),
                    (float)(1 / skyElectrons))[0];
                worst = Math.Max(worst, Math.Abs(
                    Exactly(photons + noise * skyElectrons, photons, skyElectrons) - Normal((float)z)));
            }
        }

        // A sample of 1e11 pixels would be needed to see it (Kolmogorov-Smirnov).
        worst.Should().BeLessThan(4e-6);
    }

    [Fact]
    public void Noise_that_one_deviate_cannot_give_is_drawn_as_ever()
    {
        foreach (var noise in new[]
        {
            MockNoise.KidsR with { SkyIsPoisson = true },
            MockNoise.KidsR with { Gain = 19 / MockNoise.KidsR.SkySigma },
        })
        {
            var exact = Enumerable.Range(0, 1000).Select(i => (float)(0.01 * i * noise.SkySigma)).ToArray();
            var made = exact.ToArray();
            noise.AddTo(exact, new RandomStream(3, 1));
            new StampNoiseMaker().AddTo(noise, made, new RandomStream(3, 1));
            made.Should().Equal(exact);
        }
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.5e-11)]
    public void Whole_stamps_have_the_right_mean_and_variance(double light)
    {
        const int count = 61 * 61 * 60;
        var noise = MockNoise.KidsR;
        var maker = new StampNoiseMaker();
        var pixels = new float[count];
        Array.Fill(pixels, (float)light);
        for (var stamp = 0; stamp < 60; stamp++)
            maker.AddTo(noise, pixels.AsSpan(stamp * 61 * 61, 61 * 61), new RandomStream(5, (ulong)stamp));
        var variance = noise.SkySigma * noise.SkySigma + light / noise.Gain;
        var mean = pixels.Average(p => (double)p);
        mean.Should().BeApproximately(light, 4 * Math.Sqrt(variance / count));
        (pixels.Average(p => (p - mean) * (p - mean)) / variance).Should().BeApproximately(1, 4 * Math.Sqrt(2.0 / count));
    }

    // P(Poisson + Gaussian <= value): summed over the photons.
    private static double Exactly(double value, double photons, double skyElectrons)
    {
        var reach = 12 * Math.Sqrt(photons) + 30;
        double sum = 0, total = 0;
        for (var k = Math.Max(0, Math.Floor(photons - reach)); k <= photons + reach; k++)
        {
            var weight = photons > 0 ? Math.Exp(k * Math.Log(photons) - photons - LogFactorial(k)) : k == 0 ? 1 : 0;
            total += weight;
            sum += weight * Normal((value - k) / skyElectrons);
        }

        return sum / total;
    }

    private static double LogFactorial(double k)
    {
        double shift = 0;
        for (; k < 20; k++) shift += Math.Log(k + 1);
        return (k + 0.5) * Math.Log(k) - k + 0.5 * Math.Log(2 * Math.PI) + 1 / (12 * k) - 1 / (360 * k * k * k) - shift;
    }

    // Φ, to 1e-15: by the series of its integral, or by the continued fraction of its tail.
    private static double Normal(double x)
    {
        var density = Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);
        if (Math.Abs(x) > 4)
        {
            var fraction = 0.0;
            for (var k = 60; k > 0; k--) fraction = k / (Math.Abs(x) + fraction);
            var tail = density / (Math.Abs(x) + fraction);
            return x > 0 ? 1 - tail : tail;
        }

        double sum = x, term = x;
        for (var k = 3; k < 140; k += 2) sum += term *= x * x / k;
        return 0.5 + density * sum;
    }
}
