using CsCheck;
using GaLNet.Sky.Fits;
using GaLNet.Sky.Wcs;

namespace GaLNet.Sky.Tests.Wcs;

public sealed class WcsGeometry
{
    [Theory]
    [InlineData("TAN")]
    [InlineData("SIN")]
    [InlineData("ARC")]
    [InlineData("STG")]
    [InlineData("ZEA")]
    public void Pixel_to_sky_and_back_is_the_same_pixel(string code)
        => Gen.Select(Gen.Double[0, 360], Gen.Double[-90, 90], Gen.Double[0, 360], Gen.Double[-1e4, 1e4],
            Gen.Double[-1e4, 1e4]).Sample((ra, dec, angle, x, y) =>
            {
                var wcs = CelestialWcs.FromHeader(Header(code, ra, dec, angle, 0.2 / 3600, flip: x > 0));
                var sky = wcs.PixelToSky(x, y);
                wcs.TrySkyToPixel(sky.RaDeg, sky.DecDeg, out var px, out var py).Should().BeTrue();
                px.Should().BeApproximately(x, 1e-8);
                py.Should().BeApproximately(y, 1e-8);
            }, iter: 2000);

    [Fact]
    public void North_up_east_left_is_the_usual_sky()
    {
        var frame = CelestialWcs.FromHeader(Header("TAN", 150, 2.2, 0, 0.2 / 3600, flip: false)).FrameAt(100, 100);
        frame.PixelScaleArcsec.Should().BeApproximately(0.2, 1e-9);
        frame.NorthAngleDeg.Should().BeApproximately(90, 1e-6);
        frame.Parity.Should().Be(1);
        Modulo(frame.SkyPaDeg(90)).Should().BeLessThan(1e-6);
        frame.SkyPaDeg(120).Should().BeApproximately(30, 1e-6);
        frame.ThetaDeg(30).Should().BeApproximately(120, 1e-6);
    }

    [Fact]
    public void A_position_angle_follows_the_sky_through_rotation_and_mirror()
        => Gen.Select(Gen.Double[-80, 80], Gen.Double[0, 360], Gen.Double[0, 179], Gen.Bool).Sample(
            (dec, angle, pa, flip) =>
            {
                // A source stretched along pa: walk 20 arcsec that way on the sky and look where it goes on the pixels.
                var wcs = CelestialWcs.FromHeader(Header("TAN", 359.99, dec, angle, 0.3 / 3600, flip));
                var (ra0, dec0) = wcs.PixelToSky(500, 400);
                const double degree = Math.PI / 180;
                var dec1 = dec0 + 20 / 3600.0 * Math.Cos(pa * degree);
                var ra1 = ra0 + 20 / 3600.0 * Math.Sin(pa * degree) / Math.Cos((dec0 + dec1) / 2 * degree);
                wcs.TrySkyToPixel(ra1, dec1, out var x, out var y).Should().BeTrue();
                var theta = Math.Atan2(y - 400, x - 500) / degree;
                var frame = wcs.FrameAt(500, 400);
                Modulo(frame.SkyPaDeg(theta) - pa).Should().BeLessThan(0.05);
                Modulo(frame.ThetaDeg(pa) - theta).Should().BeLessThan(0.05);
                frame.Parity.Should().Be(flip ? -1 : 1);
            }, iter: 300);

    [Fact]
    public void Swapped_axes_are_the_same_sky()
    {
        var plain = Header("TAN", 10, 20, 0, 0.2 / 3600, flip: false);
        var swapped = Header("TAN", 10, 20, 0, 0.2 / 3600, flip: false);
        swapped.Set("CTYPE1", "DEC--TAN");
        swapped.Set("CTYPE2", "RA---TAN");
        swapped.Set("CRVAL1", 20.0);
        swapped.Set("CRVAL2", 10.0);
        foreach (var (a, b) in new[] { ("1_1", "2_1"), ("1_2", "2_2") })
        {
            swapped.Set("CD" + a, plain.Number("CD" + b)!.Value);
            swapped.Set("CD" + b, plain.Number("CD" + a)!.Value);
        }
        var here = CelestialWcs.FromHeader(plain).PixelToSky(123, 456);
        CelestialWcs.FromHeader(swapped).PixelToSky(123, 456).Should().Be(here);
    }

    [Fact]
    public void Matrix_forms_agree()
    {
        var cd = Header("TAN", 10, 20, 30, 0.2 / 3600, flip: false);
        var pc = Header("TAN", 10, 20, 30, 0.2 / 3600, flip: false);
        var rota = Header("TAN", 10, 20, 30, 0.2 / 3600, flip: false);
        double sx = -0.2 / 3600, sy = 0.2 / 3600;
        foreach (var element in new[] { "1_1", "1_2", "2_1", "2_2" })
        {
            pc.Set("PC" + element, cd.Number("CD" + element)!.Value / (element[0] == '1' ? sx : sy));
            pc.Remove("CD" + element);
            rota.Remove("CD" + element);
        }
        foreach (var header in new[] { pc, rota })
        {
            header.Set("CDELT1", sx);
            header.Set("CDELT2", sy);
        }
        rota.Set("CROTA2", 30.0);
        var here = CelestialWcs.FromHeader(cd).PixelToSky(1234, -567);
        foreach (var header in new[] { pc, rota })
            WcsReference.Separation(CelestialWcs.FromHeader(header).PixelToSky(1234, -567), here).Should().BeLessThan(
                1e-9);
    }

    [Theory]
    [InlineData("GLON-TAN", "GLAT-TAN", "ICRS", "*ICRS*")]
    [InlineData("RA---TAN", "DEC--TAN", "FK4", "*FK4*")]
    [InlineData("RA---HPX", "DEC--HPX", "ICRS", "*HPX*")]
    [InlineData("RA---TAN", "DEC--SIN", "ICRS", "*different projections*")]
    public void What_is_not_supported_is_refused_by_name(string first, string second, string frame, string message)
    {
        var header = Header("TAN", 10, 20, 0, 1e-4, flip: false);
        header.Set("CTYPE1", first);
        header.Set("CTYPE2", second);
        header.Set("RADESYS", frame);
        var read = () => CelestialWcs.FromHeader(header);
        read.Should().Throw<WcsException>().WithMessage(message);
    }

    [Fact]
    public void A_header_without_sky_says_what_to_do()
    {
        CelestialWcs.TryFromHeader(new FitsHeader()).Should().BeNull();
        var read = () => CelestialWcs.FromHeader(new FitsHeader());
        read.Should().Throw<WcsException>().WithMessage("*solve the astrometry*");
    }

    /// <summary>Distance of an angle from a multiple of 180 degrees.</summary>
    private static double Modulo(double angle) => Math.Abs(Math.IEEERemainder(angle, 180));

    internal static FitsHeader Header(string code, double ra, double dec, double angleDeg, double scaleDeg, bool flip)
    {
        var (sin, cos) = Math.SinCos(angleDeg * Math.PI / 180);
        var mirror = flip ? -1 : 1;
        var header = new FitsHeader();
        header.Set("CTYPE1", "RA---" + code);
        header.Set("CTYPE2", "DEC--" + code);
        header.Set("CRVAL1", ra);
        header.Set("CRVAL2", dec);
        header.Set("CRPIX1", 100.0);
        header.Set("CRPIX2", 100.0);
        header.Set("CD1_1", -scaleDeg * cos * mirror);
        header.Set("CD1_2", -scaleDeg * sin);
        header.Set("CD2_1", -scaleDeg * sin * mirror);
        header.Set("CD2_2", scaleDeg * cos);
        return header;
    }
}
