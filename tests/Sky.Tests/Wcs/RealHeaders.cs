using System.Globalization;
using GaLNet.Sky.Fits;
using GaLNet.Sky.Tests.Oracles;
using GaLNet.Sky.Wcs;
using GaLNet.Tests;

namespace GaLNet.Sky.Tests.Wcs;

/// <summary>Headers that other projects keep because programs stumble over them.</summary>
public sealed class RealHeaders
{
    [Theory]
    [InlineData("irac_sip.hdr")]
    [InlineData("tpvonly.hdr")]
    [InlineData("scamp.head")]
    [InlineData("outside_sky.hdr")]
    [InlineData("sip.fits")]
    public void Agree_with_astropy_to_a_milliarcsecond(string name)
    {
        var path = SharedData.Require("wcs_conformance/headers/" + name);
        var wcs = CelestialWcs.FromHeader(Read(path));
        var lines = Oracle.Require("real_wcs.py", path).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Should().HaveCount(12);
        foreach (var line in lines)
        {
            var p = line.Split(' ').Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray();
            var sky = wcs.PixelToSky(p[0], p[1]);
            double.IsNaN(sky.RaDeg).Should().Be(double.IsNaN(p[2]));
            if (double.IsNaN(p[2]))
                continue;
            WcsReference.Separation(sky, (p[2], p[3])).Should().BeLessThan(0.001);
            wcs.TrySkyToPixel(sky.RaDeg, sky.DecDeg, out var x, out var y).Should().BeTrue();
            x.Should().BeApproximately(p[0], 1e-6);
            y.Should().BeApproximately(p[1], 1e-6);
        }
    }

    [Theory]
    [InlineData("nonstandard_units.hdr", "*CUNIT2 is 'M/S'*")]
    [InlineData("unit.hdr", "*GLON-CAR*ICRS*")]
    public void Are_refused_with_a_reason(string name, string message)
    {
        var read = () => CelestialWcs.FromHeader(Read(SharedData.Require("wcs_conformance/headers/" + name)));
        read.Should().Throw<WcsException>().WithMessage(message);
    }

    [Theory]
    [InlineData("cdtest1.fits")]
    [InlineData("cdtest2.fits")]
    public void Linear_axes_are_no_sky(string name)
        => CelestialWcs.TryFromHeader(Read(SharedData.Require("wcs_conformance/headers/" + name))).Should().BeNull();

    /// <summary>A field across RA = 0 (razero.fits): right ascension wraps, pixels do not.</summary>
    [Fact]
    public void Right_ascension_wraps_at_zero()
    {
        var header = WcsGeometry.Header("TAN", 0.001, 5, 20, 0.2 / 3600, flip: false);
        var wcs = CelestialWcs.FromHeader(header);
        var (left, right) = (wcs.PixelToSky(-2000, 100).RaDeg, wcs.PixelToSky(2000, 100).RaDeg);
        Math.Min(left, right).Should().BeLessThan(1);
        Math.Max(left, right).Should().BeGreaterThan(359);
        wcs.TrySkyToPixel(-0.05, 5, out var x1, out var y1).Should().BeTrue();
        wcs.TrySkyToPixel(359.95, 5, out var x2, out var y2).Should().BeTrue();
        x1.Should().BeApproximately(x2, 1e-7);
        y1.Should().BeApproximately(y2, 1e-7);
    }

    private static FitsHeader Read(string path)
    {
        if (!path.EndsWith(".fits", StringComparison.Ordinal))
            return FitsHeader.FromText(File.ReadAllText(path, System.Text.Encoding.Latin1));
        using var file = FitsFile.Open(path);
        return file.Hdus[0].Header;
    }
}
