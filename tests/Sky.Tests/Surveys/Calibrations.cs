using GaLNet.Sky.Fits;
using GaLNet.Sky.Surveys;
using GaLNet.Tests;

namespace GaLNet.Sky.Tests.Surveys;

public sealed class Calibrations
{
    [Fact]
    public void The_simulated_survey_is_understood()
    {
        var calibration = Read("sim/survey.fits.gz");
        calibration.ZeroPoint.Should().Be(new Sourced<double>(0, "MAGZP keyword"));
        calibration.Gain.Should().Be(new Sourced<double>(3e13, "GAIN keyword"));
        calibration.PixelScaleArcsec!.Value.Value.Should().BeApproximately(0.2, 1e-6);
        calibration.PixelScaleArcsec!.Value.Source.Should().Be("WCS");
        double.IsPositiveInfinity(calibration.Saturation.Value).Should().BeTrue();
        calibration.Saturation.Source.Should().Be("assumed");
    }

    [Fact]
    public void The_kids_field_is_understood()
    {
        var calibration = Read("kids_wide_r/kids_r_bottom.fits.gz");
        calibration.Survey.Should().Be("KiDS");
        calibration.ZeroPoint.Should().Be(new Sourced<double>(0, "MAGZERO keyword"));
        calibration.Band.Should().Be(new Sourced<string>("r", "FILTER keyword"));
        calibration.PixelScaleArcsec!.Value.Value.Should().BeApproximately(0.339, 1e-4);
        calibration.Gain.Source.Should().Be("assumed");
        calibration.Notes.Should().BeEmpty();
    }

    [Fact]
    public void An_sdss_frame_is_in_nanomaggies()
    {
        var calibration = Read("sdss_frame_photoobj/frame-r-001000-1-0100.fits.bz2");
        calibration.Survey.Should().Be("SDSS");
        calibration.ZeroPoint!.Value.Value.Should().Be(22.5);
        calibration.Gain.Value.Should().BeApproximately(4.71 / 0.00478322, 1e-6);
        calibration.Band.Value.Should().Be("r");
        calibration.ExposureSeconds!.Value.Value.Should().BeApproximately(53.907456, 1e-9);
        calibration.PixelScaleArcsec!.Value.Value.Should().BeApproximately(0.396, 1e-3);
    }

    /// <summary>A CCD of the Legacy Surveys: MAGZERO is per count, MAGZPT per count per second; they agree.</summary>
    [Fact]
    public void A_decam_exposure_is_understood()
    {
        var calibration = Read("decam_legacypipe/c4d_170916_045042_ooi_r_ls9.N15.fits");
        calibration.ZeroPoint.Should().Be(new Sourced<double>(30.12, "MAGZERO keyword"));
        calibration.Gain.Value.Should().Be(4.47);
        calibration.Saturation.Value.Should().BeApproximately(41108.06, 0.01);
        calibration.Band.Value.Should().Be("r");
        calibration.PixelScaleArcsec!.Value.Value.Should().BeApproximately(0.262, 0.002);
        calibration.Notes.Should().NotContain(n => n.Contains("MAGZPT"));
    }

    [Theory]
    [InlineData("FLUXMAG0", 63095734448.0194, 27.0, "FLUXMAG0 keyword")]
    [InlineData("MAGZPT", 30.0, 30.0, "MAGZPT keyword")]
    [InlineData("PHOTZP", 0.0, 0.0, "PHOTZP keyword")]
    public void Zero_point_keywords_of_surveys(string key, double value, double zeroPoint, string source)
    {
        var header = new FitsHeader();
        header.Set(key, value);
        var calibration = ImageCalibration.FromHeader(new FitsHeader(), header);
        calibration.ZeroPoint!.Value.Value.Should().BeApproximately(zeroPoint, 1e-9);
        calibration.ZeroPoint!.Value.Source.Should().Be(source);
    }

    [Theory]
    [InlineData("nJy", 31.4)]
    [InlineData("nanomaggy", 22.5)]
    [InlineData("maggy", 0)]
    [InlineData("uJy", 23.9)]
    public void Zero_points_of_units(string unit, double zeroPoint)
    {
        var header = new FitsHeader();
        header.Set("BUNIT", unit);
        ImageCalibration.FromHeader(header, new FitsHeader()).ZeroPoint!.Value.Value.Should().BeApproximately(
            zeroPoint, 1e-9);
    }

    /// <summary>ACS/WFC F814W on 2006-07-04: AB zero point 25.943 (STScI's table) for electrons per second.</summary>
    [Fact]
    public void Hubble_zero_points_follow_from_sensitivity_and_pivot()
    {
        var header = new FitsHeader();
        header.Set("PHOTFLAM", 7.0332E-20);
        header.Set("PHOTPLAM", 8045.0);
        header.Set("BUNIT", "ELECTRONS/S");
        header.Set("EXPTIME", 2028.0);
        var rate = ImageCalibration.FromHeader(header, header);
        rate.ZeroPoint!.Value.Value.Should().BeApproximately(25.943, 0.01);
        rate.Gain.Value.Should().Be(2028);
        header.Set("BUNIT", "ELECTRONS");
        ImageCalibration.FromHeader(header, header).ZeroPoint!.Value.Value
            .Should().BeApproximately(rate.ZeroPoint!.Value.Value + 2.5 * Math.Log10(2028), 1e-9);
    }

    [Fact]
    public void Options_win_and_conflicts_are_told()
    {
        var header = new FitsHeader();
        header.Set("MAGZP", 30.0);
        header.Set("BUNIT", "nJy");
        header.Set("EXPTIME", 100.0);
        header.Set("GAIN", 0.0);
        var plain = ImageCalibration.FromHeader(header, header);
        plain.ZeroPoint!.Value.Value.Should().Be(30);
        plain.Notes.Should().Contain(n => n.Contains("31.4")).And.Contain(n => n.Contains("GALFIT would add 5.000"));
        plain.Gain.Source.Should().Be("assumed", "a gain of 0 is a placeholder");
        var given = ImageCalibration.FromHeader(header, header, new CalibrationOverrides { ZeroPoint = 27, Gain = 2 });
        given.ZeroPoint.Should().Be(new Sourced<double>(27, "--zero-point option"));
        given.Gain.Should().Be(new Sourced<double>(2, "--gain option"));
        ImageCalibration.FromHeader(new FitsHeader(), new FitsHeader()).ZeroPoint.Should().BeNull();
    }

    [Theory]
    [InlineData("r DECam SDSS c0002 6415.0 1480.0", "r")]
    [InlineData("HSC-R", "r")]
    [InlineData("OCAM_r_SDSS", "r")]
    [InlineData("F814W", "F814W")]
    [InlineData("HSC-I2", "i2")]
    [InlineData("Y", "Y")]
    public void Filters_have_short_names(string filter, string band)
    {
        var header = new FitsHeader();
        header.Set("FILTER", filter);
        ImageCalibration.FromHeader(header, header).Band.Value.Should().Be(band);
    }

    private static ImageCalibration Read(string path)
    {
        using var file = FitsFile.Open(SharedData.Require(path));
        return ImageCalibration.FromImage(file, file.Image());
    }
}
