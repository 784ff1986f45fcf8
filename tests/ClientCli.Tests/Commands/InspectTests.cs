using System.Text.Json;
using GaLNet.Sky.Fits;
using GaLNet.Tests.ClientCli.Support;

namespace GaLNet.Tests.ClientCli.Commands;

public sealed class InspectTests : IDisposable
{
    private const double CentreRa = 10;
    private const double CentreDec = -30;
    private const double DegreesPerPixel = 0.0001;
    private const double Radian = Math.PI / 180;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Statistics_are_those_of_the_pixels_and_nan_are_counted_apart()
    {
        FitsImageWriter.Write(_folder["a.fits"], [1f, 2f, float.NaN, -4f, 5f, 8f], 3, 2);
        var json = await Json(_folder["a.fits"], "--stats");
        var hdu = json.GetProperty("hdus")[0];
        hdu.GetProperty("index").GetInt32().Should().Be(0);
        hdu.GetProperty("kind").GetString().Should().Be("image");
        hdu.GetProperty("shape").EnumerateArray().Select(n => n.GetInt32()).Should().Equal(3, 2);
        hdu.GetProperty("type").GetString().Should().Be("float32");
        hdu.GetProperty("min").GetDouble().Should().Be(-4);
        hdu.GetProperty("max").GetDouble().Should().Be(8);
        hdu.GetProperty("mean").GetDouble().Should().Be(2.4);
        hdu.GetProperty("nan").GetInt64().Should().Be(1);
        json.GetProperty("zero_point").ValueKind.Should().Be(JsonValueKind.Null);
        json.GetProperty("gain").ValueKind.Should().Be(JsonValueKind.Null);
        json.GetProperty("missing").EnumerateArray().Select(text => text.GetString())
            .Should().Contain(text => text!.Contains("--zero-point", StringComparison.Ordinal));
    }

    [Theory] // Minimum, maximum and mean in double precision: astropy and numpy.
    [InlineData("kids_wide_r/kids_r_bottom.fits.gz", 0, 2600, 1300,
        -2.8830982046201825e-09, 6.015659437252907e-08, 5.766240202217499e-12)]
    [InlineData("sdss_frame_photoobj/frame-r-001000-1-0100.fits.bz2", 0, 100, 100,
        -0.1162109375, 6.75, 0.04914873218536377)]
    [InlineData("fits_conformance/valid/testF.fits.fz", 1, 7, 5, 11, 75, 43)]
    [InlineData("fits_conformance/valid/multiextension_ic3478rss_64x64_twice.fits", 1, 64, 64,
        19.719970703125, 1865.719970703125, 178.731201171875)]
    public async Task Packed_and_many_extension_files_give_astropy_s_numbers(
        string file, int index, int width, int height, double min, double max, double mean)
    {
        var hdu = (await Json(SharedData.Require(file), "--stats")).GetProperty("hdus")[index];
        hdu.GetProperty("shape").EnumerateArray().Select(n => n.GetInt32()).Should().Equal(width, height);
        hdu.GetProperty("min").GetDouble().Should().Be(min);
        hdu.GetProperty("max").GetDouble().Should().Be(max);
        hdu.GetProperty("mean").GetDouble().Should().BeApproximately(mean, 1e-12 * Math.Abs(mean));
        hdu.GetProperty("nan").GetInt64().Should().Be(0);
    }

    [Fact]
    public async Task A_distorted_projection_gives_astropy_s_position()
    {
        var json = await Json(
            SharedData.Require("decam_legacypipe/c4d_170916_045042_ooi_r_ls9.N15.fits"), "--pix", "10.5,20");
        Pair(json, "sky").First.Should().BeApproximately(346.68170268408784, 1e-10);
        Pair(json, "sky").Second.Should().BeApproximately(12.793952318281795, 1e-10);
        json.GetProperty("zero_point").GetDouble().Should().Be(30.12);
    }

    [Fact]
    public async Task Without_stats_no_statistics_are_claimed()
    {
        FitsImageWriter.Write(_folder["a.fits"], [1f, 2f], 2, 1);
        (await Json(_folder["a.fits"])).GetProperty("hdus")[0].TryGetProperty("min", out _).Should().BeFalse();
    }

    [Theory]
    [InlineData("20,340", 0, 300)]
    [InlineData("-480,40", -500, 0)]
    [InlineData("20,40", 0, 0)]
    public async Task Pixels_and_sky_are_those_of_the_gnomonic_projection_in_closed_form(
        string pixel, double dxPix, double dyPix)
    {
        // Along one axis only; Calabretta & Greisen (2002), section 5.1.3.
        var (xi, eta) = (-dxPix * DegreesPerPixel * Radian, dyPix * DegreesPerPixel * Radian);
        var cosDec = Math.Cos(CentreDec * Radian);
        var ra = CentreRa + Math.Atan(xi / cosDec) / Radian;
        var dec = eta == 0
            ? Math.Asin(Math.Sin(CentreDec * Radian) / Math.Sqrt(1 + xi * xi)) / Radian
            : CentreDec + Math.Atan(eta) / Radian;

        var sky = Pair(await Json(Field(), "--pix", pixel), "sky");
        sky.First.Should().BeApproximately(ra, 1e-10);
        sky.Second.Should().BeApproximately(dec, 1e-10);
        var pix = Pair(await Json(Field(), "--sky", FormattableString.Invariant($"{ra:R},{dec:R}")), "pix");
        pix.First.Should().BeApproximately(20 + dxPix, 1e-6);
        pix.Second.Should().BeApproximately(40 + dyPix, 1e-6);
    }

    [Fact]
    public async Task The_table_names_the_keyword_that_each_value_came_from()
    {
        var run = await CommandRun.Of("inspect", Field());
        run.ExitCode.Should().Be(0, run.Error);
        run.Out.Should().MatchRegex(@"(?m)^zero point +30\.5 AB mag of one count \(MAGZP keyword\)")
            .And.MatchRegex(@"(?m)^pixel scale +0\.36 arcsec \(WCS\)");
    }

    [Theory]
    [InlineData("--pix", "1,1")]
    [InlineData("--sky", "10,-20")]
    public async Task Positions_of_an_image_without_coordinates_are_refused(string option, string value)
    {
        FitsImageWriter.Write(_folder["a.fits"], [1f, 2f], 2, 1);
        (await CommandRun.Of("inspect", _folder["a.fits"], option, value)).ShouldRefuse("a.fits", "world coordinates");
    }

    [Fact]
    public async Task The_far_side_of_the_sky_is_refused()
        => (await CommandRun.Of("inspect", Field(), "--sky", "190,30")).ShouldRefuse("projection");

    [Theory]
    [InlineData("--pix", "12")]
    [InlineData("--pix", "a,b")]
    [InlineData("--pix", "1,nan")]
    [InlineData("--sky", "10,95")]
    public async Task A_position_that_is_none_is_a_usage_error(string option, string value)
        => (await CommandRun.Of("inspect", "a.fits", option, value)).ShouldFail(2, option, value, "--help");

    [Fact]
    public async Task A_file_that_is_no_fits_file_is_refused()
    {
        File.WriteAllText(_folder["in.fits"], "these are not the pixels you are looking for");
        (await CommandRun.Of("inspect", _folder["in.fits"], "--stats")).ShouldRefuse("in.fits", "not a FITS file");
        (await CommandRun.Of("inspect", _folder["none.fits"])).ShouldRefuse("none.fits", "does not exist");
    }

    private static (double First, double Second) Pair(JsonElement json, string name)
        => (json.GetProperty(name)[0].GetDouble(), json.GetProperty(name)[1].GetDouble());

    private static async Task<JsonElement> Json(params string[] arguments)
    {
        var run = await CommandRun.Of(["inspect", .. arguments, "--json"]);
        run.ExitCode.Should().Be(0, run.Error);
        return JsonDocument.Parse(run.Out).RootElement;
    }

    private string Field()
    {
        var header = FitsHeader.FromText($"""
            MAGZP   = 30.5
            CTYPE1  = 'RA---TAN'
            CTYPE2  = 'DEC--TAN'
            CRPIX1  = 20
            CRPIX2  = 40
            CRVAL1  = {CentreRa}
            CRVAL2  = {CentreDec}
            CD1_1   = -{DegreesPerPixel}
            CD1_2   = 0
            CD2_1   = 0
            CD2_2   = {DegreesPerPixel}
            RADESYS = 'ICRS'
            """);
        FitsImageWriter.Write(_folder["field.fits"], new float[64 * 64], 64, 64, header: header);
        return _folder["field.fits"];
    }
}
