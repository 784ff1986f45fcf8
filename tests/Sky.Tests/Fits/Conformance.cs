using System.Globalization;
using GaLNet.Sky.Fits;
using GaLNet.Tests;

namespace GaLNet.Sky.Tests.Fits;

/// <summary>Other people's files, and what astropy 5.2.1 reads in them (manifest.csv).</summary>
public sealed class Conformance
{
    public static TheoryData<string> Valid =>
    [
        "m13.fits", "scale.fits", "arange.fits", "test0.fits", "checksum.fits", "history_header.fits", "tb.fits",
        "m13real.fits", "test.fits.gz", "test_rice_dither2_seed42.fits", "multiextension_ic3478rss_64x64_twice.fits",
        "test_multiextension_hdu0empty.fits", "testimage_3x3_nan.fits", "testD.fits", "testF.fits", "testUS.fits",
        "m13_rice.fits", "m13_gzip.fits", "compressed_image.fits", "comp.fits", "double_ext.fits", "m13real_rice.fits",
        "test_rice_dither2_seed42.fits.fz", "testD.fits.fz", "testF.fits.fz", "testUS.fits.fz",
    ];

    [Theory]
    [MemberData(nameof(Valid))]
    public void Valid_files_read_as_astropy_reads_them(string name) => Compare("valid/" + name);

    [Theory]
    [InlineData("suspect/blank.fits")]
    [InlineData("suspect/checksum_false.fits")]
    public void Suspect_files_are_read_too(string name) => Compare(name);

    [Theory]
    [InlineData("truncated_half.fits", "cut short")]
    [InlineData("not_fits.fits", "not a FITS file")]
    [InlineData("empty.fits", "is empty")]
    [InlineData("no_end.fits", "no END card")]
    public void Broken_files_are_refused_in_one_sentence(string name, string because)
    {
        var path = SharedData.Require("fits_conformance/broken/" + name);
        var open = () => FitsFile.Open(path);
        open.Should().Throw<FitsException>().Which.Message.Should().Contain(name).And.Contain(because)
            .And.NotContain("\n");
    }

    [Theory]
    [InlineData("m13_rice.fits", "m13.fits", 0)]
    [InlineData("m13_gzip.fits", "m13.fits", 0)]
    [InlineData("testD.fits.fz", "testD.fits", 0)]
    [InlineData("testF.fits.fz", "testF.fits", 0)]
    [InlineData("testUS.fits.fz", "testUS.fits", 0)]
    [InlineData("test_rice_dither2_seed42.fits.fz", "test_rice_dither2_seed42.fits", 1e-15)]
    [InlineData("m13real_rice.fits", "m13real.fits", 0.5)]
    public void Compressed_files_hold_the_pixels_of_the_plain_ones(string packed, string plain, double tolerance)
    {
        using var a = FitsFile.Open(SharedData.Require("fits_conformance/valid/" + packed));
        using var b = FitsFile.Open(SharedData.Require("fits_conformance/valid/" + plain));
        var (one, two) = (a.Image(), b.Image());
        (one.Width, one.Height).Should().Be((two.Width, two.Height));
        var (p, q) = (new double[one.Width * one.Height], new double[one.Width * one.Height]);
        one.ReadWindow(0, 0, one.Width, one.Height, p);
        two.ReadWindow(0, 0, one.Width, one.Height, q);
        for (var i = 0; i < p.Length; i++)
            p[i].Should().BeApproximately(q[i], tolerance);
    }

    private static void Compare(string name)
    {
        var expected = Expected(name);
        using var file = FitsFile.Open(SharedData.Require("fits_conformance/" + name));
        file.Hdus.Should().HaveCount(expected.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            var parts = expected[i].Split(':');
            if (parts.Length < 5)
                continue;
            var image = file.Image(i.ToString(CultureInfo.InvariantCulture));
            string.Join('x', image.Shape).Should().Be(parts[1]);
            image.ValueType.Should().Be(parts[2]);
            var (min, max, mean, nan) = Statistics(image);
            Near(min, parts[3], 3e-7);
            Near(max, parts[4], 3e-7);
            Near(mean, parts[5], 3e-7);
            nan.Should().Be(int.Parse(parts[6].Split('=')[1], CultureInfo.InvariantCulture));
        }
    }

    private static void Near(double value, string expected, double relative)
    {
        var truth = double.Parse(expected.Split('=')[1], CultureInfo.InvariantCulture);
        if (double.IsNaN(truth))
            value.Should().Be(double.NaN);
        else
            value.Should().BeApproximately(truth, Math.Max(Math.Abs(truth) * relative, 1e-9));
    }

    private static string[] Expected(string name)
    {
        var line = File.ReadLines(SharedData.Require("fits_conformance/manifest.csv"))
            .First(l => l.StartsWith(name + ",", StringComparison.Ordinal));
        return line[(line.IndexOf('"', StringComparison.Ordinal) + 1)..^1].Split(" | ");
    }

    private static (double Min, double Max, double Mean, int Nan) Statistics(FitsImage image)
    {
        var values = new List<double>();
        var plane = new double[image.Width * image.Height];
        for (var p = 0; p < image.Planes; p++)
        {
            image.ReadWindow(0, 0, image.Width, image.Height, plane, p);
            values.AddRange(plane);
        }
        var good = values.Where(v => !double.IsNaN(v)).ToArray();
        return good.Length == 0
            ? (double.NaN, double.NaN, double.NaN, values.Count)
            : (good.Min(), good.Max(), good.Average(), values.Count - good.Length);
    }
}
