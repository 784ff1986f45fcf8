using System.Globalization;
using GaLNet.Sky.Fits;
using GaLNet.Sky.Wcs;
using GaLNet.Tests;

namespace GaLNet.Sky.Tests.Wcs;

/// <summary>Positions on which ds9, wcstools and AST agree (wcs_conformance/reference.csv).</summary>
public sealed class WcsReference
{
    [Theory]
    [InlineData("1904-66_TAN.fits", 2)]
    [InlineData("1904-66_STG.fits", 2)]
    [InlineData("region.fits", 2)]
    [InlineData("sipsample.fits", 2)]
    [InlineData("tpv.fits.gz", 2)]
    public void Pixels_fall_where_others_put_them(string name, int rows)
    {
        using var file = FitsFile.Open(SharedData.Require("wcs_conformance/" + name));
        var image = file.Image();
        var wcs = CelestialWcs.FromHeader(image.Header);
        var lines = File.ReadLines(SharedData.Require("wcs_conformance/reference.csv"))
            .Where(l => l.StartsWith(name + ",", StringComparison.Ordinal)).ToArray();
        lines.Should().HaveCount(rows);
        foreach (var line in lines)
        {
            var f = line.Split(',');
            double x = Parse(f[2]), y = Parse(f[3]), ra = Parse(f[4]), dec = Parse(f[5]);
            var sky = wcs.PixelToSky(x, y);
            Separation(sky, (ra, dec)).Should().BeLessThan(0.001, "the references agree within 1 mas");
            wcs.TrySkyToPixel(ra, dec, out var px, out var py).Should().BeTrue();
            // The references are rounded to 1e-9 degrees.
            px.Should().BeApproximately(x, 1e-4);
            py.Should().BeApproximately(y, 1e-4);
            var pixel = new float[1];
            image.ReadWindow((int)x - 1, (int)y - 1, 1, 1, pixel);
            pixel[0].Should().BeApproximately((float)Parse(f[6]), Math.Abs((float)Parse(f[6])) * 1e-5f);
        }
    }

    /// <summary>Arcseconds between two positions.</summary>
    internal static double Separation((double RaDeg, double DecDeg) a, (double RaDeg, double DecDeg) b)
    {
        const double degree = Math.PI / 180;
        var sinDec = Math.Sin((a.DecDeg - b.DecDeg) * degree / 2);
        var sinRa = Math.Sin((a.RaDeg - b.RaDeg) * degree / 2);
        var h = sinDec * sinDec + Math.Cos(a.DecDeg * degree) * Math.Cos(b.DecDeg * degree) * sinRa * sinRa;
        return 2 * Math.Asin(Math.Sqrt(h)) / degree * 3600;
    }

    private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
