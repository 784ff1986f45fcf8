using GaLNet.ClientCli.Stamps;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Profiles;

namespace GaLNet.Tests.ClientCli.Stamps;

public sealed class StampRowTests
{
    private static readonly StampOptions Options = new()
    {
        Images = "",
        Psfs = "",
        ZeroPoint = 25,
        PixelScaleArcsec = 0.2,
        Gain = 1,
    };

    [Theory]
    [InlineData(61, 30)]
    [InlineData(128, 64)]
    public void Offsets_are_from_the_centre_of_the_central_pixel(int size, int centralPixel)
    {
        var row = StampRow.Of(0, Fit(centralPixel + 1, centralPixel - 2, 10), size, size, Options);
        row.Values.XArcsec.Should().BeApproximately(0.2, 1e-12);
        row.Values.YArcsec.Should().BeApproximately(-0.4, 1e-12);
    }

    [Fact]
    public void Magnitudes_and_their_errors_follow_pogson()
    {
        var row = StampRow.Of(0, Fit(30, 30, 10), 61, 61, Options);
        row.Values.Mag.Should().BeApproximately(25 - 2.5 * Math.Log10(1000), 1e-12);
        var brighter = -2.5 * Math.Log10(1010.0 / 1000);
        row.Errors.Mag.Should().BeApproximately(-brighter, 1e-4);
        row.Values.ReffArcsec.Should().BeApproximately(0.8, 1e-12);
    }

    [Theory]
    [InlineData(10, false, 10)]
    [InlineData(10, true, 100)]
    [InlineData(95, true, 5)]
    public void Angles_are_counted_from_the_axis_that_was_asked_for(double fitted, bool fromY, double expected)
        => StampRow.Of(0, Fit(30, 30, fitted), 61, 61, Options with { PaFromY = fromY }).Values.PaDeg
            .Should().BeApproximately(expected, 1e-12);

    [Fact]
    public void What_could_not_be_measured_reads_nan()
    {
        var row = StampRow.Of(7, SersicFit.NotMeasured(FitFlags.MaskedPixels), 61, 61, Options);
        row.ToCsv().Should().Be("7" + string.Concat(Enumerable.Repeat(",nan", 15)) + ",16385");
    }

    private static SersicFit Fit(double x, double y, double paDeg) => new()
    {
        Profile = new SersicProfile(x, y, 1000, 4, 0.5, paDeg, 2),
        Errors = new SersicProfile(0.1, 0.1, 10, 0.2, 0.02, 3, 0.1),
    };
}
