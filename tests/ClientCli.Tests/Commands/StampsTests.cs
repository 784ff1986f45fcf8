using GaLNet.Sky.Fits;
using GaLNet.Sky.Tables;
using GaLNet.Tests.ClientCli.Support;
using static GaLNet.Tests.ClientCli.Support.StampFixtures;

namespace GaLNet.Tests.ClientCli.Commands;

public sealed class StampsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_table_has_the_columns_of_the_simulation_and_one_row_per_plane_in_order()
    {
        using var table = await Measure(WriteStamps(_folder["in.fits"], 61, 61, 5),
            WritePsf(_folder["psf.fits"], 25, 25));
        table.Columns.Select(column => column.Name).Should().Equal(
            "id", "x", "y", "mag", "reff", "q", "pa", "n", "x_err", "y_err", "mag_err", "reff_err", "q_err", "pa_err",
            "n_err", "chi2", "flags");
        table.Longs("id").Should().Equal(0, 1, 2, 3, 4);
    }

    [Theory]
    [InlineData(93, 93)]
    [InlineData(128, 128)]
    [InlineData(71, 101)]
    [InlineData(301, 45)]
    public async Task Any_shape_of_stamp_is_measured_from_its_central_pixel(int width, int height)
    {
        // A Gaussian seen through a Gaussian is a Gaussian: n = 0.5, sigma² = 9 - 2.25, half-light at 1.1774 sigma.
        using var table = await Measure(WriteStamps(_folder["in.fits"], width, height, 1),
            WritePsf(_folder["psf.fits"], 25, 25));
        table.Doubles("x")[0].Should().BeApproximately(0, 0.01);
        table.Doubles("y")[0].Should().BeApproximately(0, 0.01);
        table.Doubles("mag")[0].Should().BeApproximately(25 - 2.5 * Math.Log10(5000), 0.03);
        table.Doubles("reff")[0].Should().BeApproximately(1.1774 * Math.Sqrt(9 - 2.25) * PixelScale, 0.01);
        table.Doubles("n")[0].Should().BeApproximately(0.5, 0.05);
    }

    [Fact]
    public async Task A_psf_that_does_not_sum_to_one_is_scaled_and_said()
    {
        var images = WriteStamps(_folder["in.fits"], 61, 61, 1);
        using var unit = await Measure(images, WritePsf(_folder["psf.fits"], 25, 25));
        var run = await CommandRun.Of(Arguments(images, WritePsf(_folder["psf7.fits"], 25, 25, factor: 7),
            _folder["seven.csv"]));
        run.Error.Should().Contain("psf7.fits").And.Contain("sum to 1");
        using var seven = Table.Open(_folder["seven.csv"]);
        seven.Doubles("mag")[0].Should().BeApproximately(unit.Doubles("mag")[0], 1e-4);
    }

    [Fact]
    public async Task A_known_sky_is_not_fitted()
    {
        // Half a count of sky that is not there takes light from the wings: total flux must fall, and q must not.
        var images = WriteStamps(_folder["in.fits"], 61, 61, 1);
        using var right = await Measure(images, WritePsf(_folder["psf.fits"], 25, 25), "--sky", "0");
        var mag = right.Doubles("mag")[0];
        using var wrong = await Measure(images, _folder["psf.fits"], "--sky", "0.5");
        mag.Should().BeApproximately(25 - 2.5 * Math.Log10(5000), 0.02);
        wrong.Doubles("mag")[0].Should().BeGreaterThan(mag + 0.02);
    }

    [Fact]
    public async Task No_psf_at_all_is_a_single_pixel()
    {
        FitsImageWriter.Write(_folder["psf.fits"], (float[])[1], 1, 1);
        using var table = await Measure(WriteStamps(_folder["in.fits"], 61, 61, 1), _folder["psf.fits"]);
        table.Doubles("reff")[0].Should().BeApproximately(1.1774 * 3 * PixelScale, 0.02);
    }

    [Fact]
    public async Task Masked_pixels_of_any_value_do_not_matter()
    {
        var images = WriteStamps(_folder["in.fits"], 61, 61, 1);
        using var clean = await Measure(images, WritePsf(_folder["psf.fits"], 25, 25));
        float[] pixels;
        using (var file = FitsFile.Open(images))
        {
            pixels = file.Image().ReadPlane();
        }

        var mask = new int[pixels.Length];
        for (var i = 0; i < 200; i++)
        {
            pixels[i] = i % 3 == 0 ? float.NaN : 1e6f;
            mask[i] = 4;
        }

        FitsImageWriter.Write(_folder["dirty.fits"], pixels, 61, 61);
        FitsImageWriter.Write(_folder["mask.fits"], mask, 61, 61);
        using var masked = await Measure(_folder["dirty.fits"], _folder["psf.fits"], "--mask", _folder["mask.fits"]);
        masked.Doubles("mag")[0].Should().BeApproximately(clean.Doubles("mag")[0], 0.01);
        masked.Doubles("n")[0].Should().BeApproximately(clean.Doubles("n")[0], 0.02);
        (masked.Longs("flags")[0] & 1).Should().Be(1, "pixels were left out, and that is said");
    }

    [Fact]
    public async Task A_stamp_without_data_is_a_flagged_row_of_nan()
    {
        var pixels = new float[61 * 61 * 2];
        Gaussian(61, 61, 5000, 3).CopyTo(pixels, 0);
        Array.Fill(pixels, float.NaN, 61 * 61, 61 * 61);
        FitsImageWriter.Write(_folder["in.fits"], pixels, 61, 61, 2);
        using var table = await Measure(_folder["in.fits"], WritePsf(_folder["psf.fits"], 25, 25), "--sky-sigma",
            "0.4");
        table.Doubles("mag")[0].Should().BeApproximately(25 - 2.5 * Math.Log10(5000), 0.01);
        table.Doubles("mag")[1].Should().Be(double.NaN);
        (table.Longs("flags")[1] & (1 << 14)).Should().NotBe(0);
    }

    [Fact]
    public async Task Position_angles_can_be_counted_from_y()
    {
        var images = SharedData.Require("sim/stamps_clean.fits.gz");
        var psf = SharedData.Require("sim/psf.fits.gz");
        string[] sim = ["stamps", images, "--psf", psf, "--zero-point", "0", "--pixel-scale", "0.2", "--gain", "3e13"];
        (await CommandRun.Of([.. sim, "--out", _folder["x.csv"]])).ExitCode.Should().Be(0);
        (await CommandRun.Of([.. sim, "--out", _folder["y.csv"], "--pa-frame", "y"])).ExitCode.Should().Be(0);
        using var fromX = Table.Open(_folder["x.csv"]);
        using var fromY = Table.Open(_folder["y.csv"]);
        using var truth = Table.Open(SharedData.Require("sim/stamps_truth.csv"));
        var (x, y, q) = (fromX.Doubles("pa"), fromY.Doubles("pa"), truth.Doubles("q"));
        for (var i = 0; i < x.Length; i++)
        {
            ((x[i] - 90 + 180) % 180).Should().BeApproximately(y[i], 1e-6);
        }

        var far = Enumerable.Range(0, x.Length).Where(i => q[i] < 0.6)
            .Count(i => Math.Abs(Math.IEEERemainder(x[i] - truth.Doubles("pa")[i], 180)) > 10);
        far.Should().BeLessThan(5, "flattened galaxies have well measured position angles");
    }

    [Theory]
    [InlineData("_crlb", "--sky", "0")]
    [InlineData("_crlb_sky")]
    public async Task Bounds_at_the_true_galaxies_equal_the_independently_computed_ones(
        string suffix, params string[] sky)
    {
        var run = await CommandRun.Of([
            "stamps", SharedData.Require("sim/stamps_clean.fits.gz"), "--psf", SharedData.Require("sim/psf.fits.gz"),
            "--zero-point", "0", "--pixel-scale", "0.2", "--gain", "3e13", "--sky-sigma", "2.21557e-12",
            "--crlb-at", SharedData.Require("sim/stamps_truth.csv"), "--out", _folder["fits.csv"], .. sky,
        ]);
        run.ExitCode.Should().Be(0, run.Error);
        using var ours = Table.Open(_folder["fits.csv"]);
        using var theirs = Table.Open(SharedData.Require("sim/stamps_crlb.csv"));
        foreach (var name in (string[])["x", "y", "mag", "reff", "q", "pa", "n"])
        {
            var (a, b) = (ours.Doubles(name + "_crlb"), theirs.Doubles(name + suffix));
            a.Length.Should().Be(b.Length);
            a.Zip(b, (x, y) => Math.Abs(x / y - 1)).Max().Should().BeLessThan(0.01, name);
        }
    }

    [Fact]
    public async Task Bounds_at_the_measured_galaxies_are_about_the_errors_of_the_fit()
    {
        using var table = await Measure(WriteStamps(_folder["in.fits"], 61, 61, 2),
            WritePsf(_folder["psf.fits"], 25, 25), "--crlb");
        foreach (var name in (string[])["x", "y", "mag", "reff", "n"])
        {
            (table.Doubles(name + "_crlb")[1] / table.Doubles(name + "_err")[1]).Should().BeInRange(0.8, 1.25, name);
        }
    }

    [Fact]
    public async Task A_network_gives_the_same_bytes_again()
    {
        var (images, psf) = (WriteStamps(_folder["in.fits"], 61, 61, 150), WritePsf(_folder["psf.fits"], 25, 25));
        foreach (var name in (string[])["one.csv", "two.csv"])
        {
            var run = await CommandRun.Of(Arguments(images, psf, _folder[name], "--engine", "galnet-2"));
            run.ExitCode.Should().Be(0, run.Error);
        }

        Text("two.csv").Should().Be(Text("one.csv"));

        string Text(string name) => File.ReadAllText(_folder[name]);
    }

    private async Task<Table> Measure(string images, string psf, params string[] more)
    {
        var run = await CommandRun.Of(Arguments(images, psf, _folder["fits.csv"], more));
        run.ExitCode.Should().Be(0, run.Error);
        return Table.Open(_folder["fits.csv"]);
    }
}
