using GaLNet.Photometry.Psf;
using GaLNet.Sky.Fits;
using GaLNet.Sky.Tables;
using GaLNet.Tests.ClientCli.Support;

namespace GaLNet.Tests.ClientCli.Commands;

/// <summary>Mock galaxies on a real KiDS field, whose sources SExtractor lists.</summary>
public sealed class RealSkyTests : IDisposable
{
    private const int Side = 61;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Stamps_are_cut_from_the_users_image_where_sextractor_lists_nothing_bright()
    {
        var image = SharedData.Require("kids_wide_r/kids_r_bottom.fits.gz");
        var run = await CommandRun.Of("simulate", "stamps", "--out", _folder.Root, "--count", "80", "--background",
            image, "--gain", "3e13", "--zero-point", "0", "--psf-of-place");
        run.ExitCode.Should().Be(0, run.Error);
        using var stamps = FitsFile.Open(_folder["stamps.fits"]);
        using var field = FitsFile.Open(image);
        using var truth = Table.Open(_folder["truth.csv"]);
        using var places = Table.Open(_folder["backgrounds.csv"]);
        double[] x = places.Doubles("x_fits"), y = places.Doubles("y_fits"), sigma = places.Doubles("sky_sigma"),
            reff = truth.Doubles("reff"), n = truth.Doubles("n"), mag = truth.Doubles("mag");
        var compared = 0;
        for (var i = 0; i < x.Length; i++)
        {
            // A small steep galaxy has no light at the stamp's edge: there it is the image less a smooth sky.
            if (reff[i] > 0.8 || n[i] > 2 || mag[i] < 19) continue;
            compared++;
            var sky = new float[Side * Side];
            field.Image().ReadWindow((int)x[i] - 1 - Side / 2, (int)y[i] - 1 - Side / 2, Side, Side, sky.AsSpan());
            var stamp = stamps.Image().ReadPlane(i);
            double[] edge = [.. Enumerable.Range(0, Side * Side)
                .Where(p => Math.Min(p % Side, Side - 1 - p % Side) < 3 || p < 3 * Side || p >= (Side - 3) * Side)
                .Select(p => ((double)sky[p] - stamp[p]) / sigma[i])];
            var level = edge.Average();
            edge.Should().OnlyContain(value => Math.Abs(value - level) < 0.25);
            Math.Abs(level).Should().BeLessThan(1);
        }

        compared.Should().BeGreaterThan(10);

        using var sources = Table.Open(SharedData.Require("kids_wide_r/sextractor_bottom.csv"));
        double[] xs = sources.Doubles("x_image"), ys = sources.Doubles("y_image"), mags = sources.Doubles("mag_auto");
        for (var i = 0; i < x.Length; i++)
        {
            // Half a magnitude for what differs between an aperture and a total magnitude.
            Enumerable.Range(0, xs.Length).Should().NotContain(s => mags[s] < 21.5
                && Math.Pow(xs[s] - x[i], 2) + Math.Pow(ys[s] - y[i], 2) < 4);
        }
    }

    [Fact]
    public async Task The_psf_of_the_place_is_as_wide_as_psfex_says()
    {
        var image = SharedData.Require("kids_wide_r/kids_r_bottom.fits.gz");
        await CommandRun.Of("simulate", "stamps", "--out", _folder.Root, "--count", "20", "--background",
            image, "--gain", "3e13", "--zero-point", "0", "--psf-of-place");
        using var psfs = FitsFile.Open(_folder["psf.fits"]);
        double[] widths = [.. Enumerable.Range(0, 20)
            .Select(i => StampWidth.FwhmPix(new PsfStamp(25, 25, psfs.Image().ReadPlane(i))))];
        widths.Average().Should().BeApproximately(2.45, 0.3);
        widths.Max().Should().BeGreaterThan(widths.Min(), "the PSF changes over the field");
    }

    [Fact]
    public async Task Psfs_of_a_folder_are_drawn_at_random()
    {
        Directory.CreateDirectory(_folder["stars"]);
        foreach (var (name, peak) in new[] { ("a.fits", 1f), ("b.fits", 3f) })
        {
            var pixels = new float[31 * 31];
            for (var p = 0; p < pixels.Length; p++)
                pixels[p] = (float)Math.Exp(-0.5 * (Math.Pow(p % 31 - 15, 2) + Math.Pow(p / 31 - 15, 2)) / (peak + 1));
            FitsImageWriter.Write(_folder[$"stars/{name}"], pixels, 31, 31);
        }

        var run = await CommandRun.Of("simulate", "stamps", "--out", _folder["out"], "--count", "24", "--psfs",
            _folder["stars"]);
        run.ExitCode.Should().Be(0, run.Error);
        using var psfs = FitsFile.Open(_folder["out/psf.fits"]);
        var peaks = Enumerable.Range(0, 24).Select(i => psfs.Image().ReadPlane(i).Max()).Distinct().ToArray();
        peaks.Should().HaveCount(2);
        // The peak of a Gaussian of unit sum is 1/(2 pi sigma²), sigma² = 2 and 4.
        peaks.Max().Should().BeApproximately((float)(1 / (4 * Math.PI)), 1e-3f);
        peaks.Min().Should().BeApproximately((float)(1 / (8 * Math.PI)), 1e-3f);
    }

    [Theory]
    [InlineData("tells no pixel scale", "--zero-point", "0")]
    [InlineData("tells no zero point", "--pixel-scale", "0.2")]
    [InlineData("tells no gain", "--pixel-scale", "0.2", "--zero-point", "0")]
    public async Task What_the_image_does_not_tell_is_asked_for(string words, params string[] options)
    {
        FitsImageWriter.Write(_folder["sky.fits"], new float[100 * 100], 100, 100);
        var run = await CommandRun.Of(
            ["simulate", "stamps", "--out", _folder["out"], "--background", _folder["sky.fits"], .. options]);
        run.ShouldRefuse("sky.fits", words);
    }

    [Fact]
    public async Task Options_of_real_sky_need_one()
    {
        var run = await CommandRun.Of("simulate", "stamps", "--out", _folder["out"], "--psf-of-place");
        run.ShouldRefuse("--psf-of-place", "--background");
    }
}
