using GaLNet.Sky.Fits;
using GaLNet.Sky.Tables;
using GaLNet.Sky.Wcs;
using GaLNet.Tests.ClientCli.Support;

namespace GaLNet.Tests.ClientCli.Commands;

public sealed class SimulateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task One_seed_gives_the_same_stamps_and_another_does_not()
    {
        foreach (var (name, seed) in new[] { ("a", "5"), ("b", "5"), ("c", "6") })
        {
            var run = await CommandRun.Of("simulate", "stamps", "--out", _folder[name], "--count", "6", "--seed",
                seed, "--crowded");
            run.ExitCode.Should().Be(0, run.Error);
        }

        foreach (var file in new[] { "stamps.fits", "psf.fits", "truth.csv", "neighbours.csv" })
        {
            var first = File.ReadAllBytes(_folder[$"a/{file}"]);
            File.ReadAllBytes(_folder[$"b/{file}"]).Should().Equal(first, file);
            File.ReadAllBytes(_folder[$"c/{file}"]).Should().NotEqual(first, file);
        }
    }

    [Fact]
    public async Task Stamps_come_with_calibration_unit_psfs_and_truth_within_the_priors()
    {
        await CommandRun.Of("simulate", "stamps", "--out", _folder.Root, "--count", "20");
        using var stamps = FitsFile.Open(_folder["stamps.fits"]);
        var header = stamps.Image().Header;
        header.Number("MAGZP").Should().Be(0);
        header.Number("GAIN").Should().Be(3e13);
        header.Number("SKYSIG").Should().BeApproximately(2.21557e-12, 1e-16);
        stamps.Image().Shape.Should().Equal(61, 61, 20);
        using var psfs = FitsFile.Open(_folder["psf.fits"]);
        psfs.Image().ReadPlane(19).Sum(value => (double)value).Should().BeApproximately(1, 1e-5);
        using var truth = Table.Open(_folder["truth.csv"]);
        truth.Doubles("mag").Should().OnlyContain(mag => mag >= 17 && mag <= 22);
        truth.Doubles("snr15").Should().OnlyContain(sn => sn >= 50);
    }

    [Fact]
    public async Task Light_of_a_field_lies_where_its_truth_says()
    {
        var run = await CommandRun.Of("simulate", "field", "--out", _folder.Root, "--size", "400",
            "--extra-galaxies", "10");
        run.ExitCode.Should().Be(0, run.Error);
        using var file = FitsFile.Open(_folder["field.fits"]);
        var image = file.Image();
        var wcs = CelestialWcs.FromHeader(image.Header);
        using var truth = Table.Open(_folder["field_truth.csv"]);
        var (x, y, mag) = (truth.Doubles("x_pix"), truth.Doubles("y_pix"), truth.Doubles("mag"));
        var (ra, dec) = (truth.Doubles("ra"), truth.Doubles("dec"));
        var sky = image.Header.Number("SKYSIG")!.Value;
        var checkedSources = 0;
        for (var i = 0; i < x.Length; i++)
        {
            wcs.TrySkyToPixel(ra[i], dec[i], out var atX, out var atY).Should().BeTrue();
            atX.Should().BeApproximately(x[i], 1e-3);
            atY.Should().BeApproximately(y[i], 1e-3);
            var (left, bottom) = ((int)Math.Round(x[i]) - 1 - 4, (int)Math.Round(y[i]) - 1 - 4);
            if (mag[i] > 21 || left < 0 || bottom < 0 || left + 9 > 400 || bottom + 9 > 400)
            {
                continue;
            }

            var box = new float[81];
            image.ReadWindow(left, bottom, 9, 9, box);
            box.Sum().Should().BeGreaterThan((float)(20 * sky), $"source {i} of magnitude {mag[i]} is there");
            checkedSources++;
        }

        checkedSources.Should().BeGreaterThan(2);
    }
}
