using CsCheck;
using GaLNet.Photometry.Statistics;

namespace GaLNet.Photometry.Tests.Statistics;

public sealed class PositionAnglesTests
{
    [Theory]
    [InlineData(179, 1, -2)]
    [InlineData(1, 179, 2)]
    [InlineData(90, 0, -90)]
    [InlineData(-170, 10, 0)]
    [InlineData(400, 41, -1)]
    public void Differences_take_the_short_way_round(double pa, double from, double expected)
        => PositionAngles.Difference(pa, from).Should().BeApproximately(expected, 1e-12);

    [Fact]
    public void Any_angle_has_one_name_in_0_to_180() => Gen.Double[-1e4, 1e4].Sample(angle =>
    {
        var wrapped = PositionAngles.Wrap(angle);
        wrapped.Should().BeInRange(0, 180).And.NotBe(180);
        Math.Sin(2 * (wrapped - angle) * (Math.PI / 180)).Should().BeApproximately(0, 1e-9);
        PositionAngles.Difference(wrapped, angle).Should().BeApproximately(0, 1e-9);
    });

    [Fact]
    public void A_negative_rounding_error_does_not_become_180()
        => PositionAngles.Wrap(-1e-18).Should().BeInRange(0, 180).And.NotBe(180);

    [Fact]
    public void Double_angle_score_has_no_seam()
    {
        double[] truth = [0.5, 179.5, 90, 45, 135];
        double[] acrossTheSeam = [179.5, 0.5, 91, 44, 136];
        double[] elsewhere = [1.5, 178.5, 91, 44, 136];
        PositionAngles.DoubleAngleRSquared(acrossTheSeam, truth).Should()
            .BeApproximately(PositionAngles.DoubleAngleRSquared(elsewhere, truth), 1e-12)
            .And.BeGreaterThan(0.99);
        ErrorStatistics.RSquared(acrossTheSeam, truth).Should().BeLessThan(-1);
    }
}
