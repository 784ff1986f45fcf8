using GaLNet.Photometry.Detection;

namespace GaLNet.Photometry.Tests.Detection;

public sealed class PlaneTests
{
    [Fact]
    public void A_pixel_clipped_at_the_level_is_saturated_although_32_bits_round_the_level_down()
    {
        const double level = 4.51555997133255e-09;
        var clipped = (float)level;
        ((double)clipped).Should().BeLessThan(level, "or this test would prove nothing");
        var plane = new Plane { Width = 2, Height = 1, Pixels = [clipped, clipped * 0.999f], Saturation = level };
        plane.IsSaturated(0).Should().BeTrue();
        plane.IsSaturated(1).Should().BeFalse();
    }

    [Fact]
    public void Nothing_is_saturated_when_nobody_knows_the_level()
        => new Plane { Width = 1, Height = 1, Pixels = [1e30f] }.IsSaturated(0).Should().BeFalse();
}
