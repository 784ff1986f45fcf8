using GaLNet.Photometry.Detection;

namespace GaLNet.Photometry.Tests.Detection;

public sealed class BlockNoiseTests
{
    private const int Side = 96;

    [Theory]
    [InlineData(1.0)]
    [InlineData(2.2e-12)]
    public void White_noise_is_measured_at_any_scale_of_counts(double sigma)
        => BlockNoise.Estimate(Noise(sigma, 1), Side, Side).Should().BeApproximately(sigma, 0.03 * sigma);

    [Fact]
    public void Smooth_light_over_the_whole_stamp_is_no_noise()
    {
        // A galaxy that fills the stamp: its scatter about the mean is eight times the noise.
        var pixels = Noise(1, 2);
        for (var i = 0; i < pixels.Length; i++)
        {
            var r = Math.Sqrt(Math.Pow(i % Side - 48, 2) + Math.Pow(i / Side - 48, 2));
            pixels[i] += (float)(60 * Math.Exp(-r / 20));
        }

        BlockNoise.Estimate(pixels, Side, Side).Should().BeApproximately(1, 0.06);
    }

    [Fact]
    public void Stars_masked_pixels_and_missing_pixels_do_not_count()
    {
        var pixels = Noise(1, 3);
        var mask = new byte[pixels.Length];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (x, y) = (i % Side, i / Side);
            pixels[i] += (float)(5000 * Math.Exp(-(Math.Pow(x - 20, 2) + Math.Pow(y - 70, 2)) / 8.0));
            if (x > 80)
                pixels[i] = float.NaN;
            if (y < 20)
                (pixels[i], mask[i]) = (1e6f * (i % 7), 1);
        }

        BlockNoise.Estimate(pixels, Side, Side, mask).Should().BeApproximately(1, 0.05);
    }

    [Fact]
    public void Nothing_to_measure_is_nan()
    {
        BlockNoise.Estimate(new float[Side * Side], Side, Side).Should().Be(double.NaN);
        BlockNoise.Estimate([1, 2, 3, 4], 2, 2).Should().Be(double.NaN);
    }

    private static float[] Noise(double sigma, int seed)
    {
        var random = new Random(seed);
        var pixels = new float[Side * Side];
        for (var i = 0; i < pixels.Length; i++)
        {
            var radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            pixels[i] = (float)(sigma * radius * Math.Cos(2 * Math.PI * random.NextDouble()));
        }

        return pixels;
    }
}
