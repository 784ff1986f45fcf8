using GaLNet.Photometry.Profiles;
using GaLNet.Photometry.Statistics;

namespace GaLNet.Photometry.Tests.Statistics;

public sealed class ReducedChi2Tests
{
    private const int Width = 11;

    [Fact]
    public void Counts_the_pixels_inside_the_effective_ellipse_only()
    {
        // Every pixel is off by 2 sigma inside a 5-pixel circle (81 pixels) and wildly off outside it.
        var ellipse = new SersicProfile(5, 5, 1, 5, 1, 0, 1);
        var pixels = new float[Width * Width];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = Math.Pow(i % Width - 5, 2) + Math.Pow(i / Width - 5, 2) <= 25 ? 2e-12f : 1f;
        ReducedChi2.InsideReff(pixels, new float[pixels.Length], Width, 1e-12, ellipse)
            .Should().BeApproximately(4.0 * 81 / (81 - 7), 1e-5);
    }

    [Fact]
    public void Turns_with_the_position_angle_and_skips_missing_pixels()
    {
        var pixels = new float[Width * Width];
        pixels[5 * Width + 9] = 10; // on the x axis, 4 pixels from the centre
        var flat = new SersicProfile(5, 5, 1, 4.5, 0.5, 0, 1);
        var model = new float[pixels.Length];
        ReducedChi2.InsideReff(pixels, model, Width, 1, flat).Should().BeGreaterThan(1);
        ReducedChi2.InsideReff(pixels, model, Width, 1, flat with { PaDeg = 90 }).Should().Be(0);
        pixels[5 * Width + 9] = float.NaN;
        ReducedChi2.InsideReff(pixels, model, Width, 1, flat).Should().Be(0);
    }

    [Fact]
    public void Too_few_pixels_give_no_number()
        => ReducedChi2.InsideReff(new float[9], new float[9], 3, 1, new SersicProfile(1, 1, 1, 1, 1, 0, 1))
            .Should().Be(double.NaN);
}
