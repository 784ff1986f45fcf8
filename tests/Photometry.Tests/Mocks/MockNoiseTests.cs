using GaLNet.Photometry.Mocks;

namespace GaLNet.Photometry.Tests.Mocks;

public sealed class MockNoiseTests
{
    [Fact]
    public void Kids_sky_noise_is_that_of_its_depth()
        => MockNoise.KidsR.SkySigma.Should().BeApproximately(2.21557e-12, 1e-17);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Variance_is_sky_plus_light_over_gain_and_the_mean_is_the_light(bool skyIsPoisson)
    {
        var noise = MockNoise.KidsR with { SkyIsPoisson = skyIsPoisson };
        const int count = 200_000;
        foreach (var light in new[] { 0f, 1e-13f, 4e-12f, 3e-9f })
        {
            var pixels = new float[count];
            Array.Fill(pixels, light);
            noise.AddTo(pixels, new RandomStream(21, skyIsPoisson ? 1u : 0u));
            var variance = noise.SkySigma * noise.SkySigma + light / noise.Gain;
            var mean = pixels.Average(p => (double)p);
            mean.Should().BeApproximately(light, 4 * Math.Sqrt(variance / count));
            var measured = pixels.Average(p => (p - mean) * (p - mean));
            (measured / variance).Should().BeApproximately(1, 4.5 * Math.Sqrt(2.0 / count));
        }
    }

    [Fact]
    public void An_infinite_gain_leaves_the_sky_alone()
    {
        var pixels = new float[50_000];
        Array.Fill(pixels, 1000f);
        new MockNoise(1, double.PositiveInfinity).AddTo(pixels, new RandomStream(22, 0));
        pixels.Average(p => (p - 1000.0) * (p - 1000.0)).Should().BeApproximately(1, 0.03);
    }
}
