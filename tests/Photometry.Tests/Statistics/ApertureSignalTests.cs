using GaLNet.Photometry.Statistics;

namespace GaLNet.Photometry.Tests.Statistics;

public sealed class ApertureSignalTests
{
    [Fact]
    public void Equals_the_sum_done_by_hand()
    {
        // 177 pixel centres lie within 7.5 pixels of a pixel centre.
        var flat = new float[61 * 61];
        Array.Fill(flat, 3e-12f);
        const double sigma = 2e-12, gain = 1e13;
        var expected = 177 * 3e-12 / Math.Sqrt(177 * 3e-12 / gain + 177 * sigma * sigma);
        ApertureSignal.ToNoise(flat, 61, 30, 30, 7.5, sigma, gain).Should().BeApproximately(expected, 1e-5 * expected);
        ApertureSignal.ToNoise(flat, 61, 30, 30, 7.5, sigma, double.PositiveInfinity)
            .Should().BeApproximately(1.5 * Math.Sqrt(177), 1e-5);
    }

    [Fact]
    public void Is_zero_without_light()
    {
        ApertureSignal.ToNoise(new float[100], 10, 5, 5, 3, 1, 1).Should().Be(0);
        ApertureSignal.ToNoise(new float[100], 10, 50, 50, 3, 1, 1).Should().Be(0);
    }
}
