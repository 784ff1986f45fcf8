using System.Globalization;
using GaLNet.Photometry.Detection;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Profiles;
using GaLNet.Photometry.Psf;
using GaLNet.Photometry.Statistics;
using GaLNet.Sky.Fits;
using GaLNet.Sky.Tables;

namespace GaLNet.ClientCli.Bench;

/// <summary>
/// Reads the sets of real galaxies. Their position angles count from +y, their positions from 1, but for those of
/// hsc_pysersic, which count as ours.
/// </summary>
internal sealed class PublishedGalaxies(BenchData data)
{
    /// <summary>KiDS r, single-Sérsic fits with SIGMA/GALFIT (Lange et al. 2015); sky subtracted.</summary>
    public IEnumerable<PublishedGalaxy> Kids()
    {
        using var table = Table.Open(data.File("kids_profit/reference.csv"));
        var ids = table.Strings("id");
        double[] x = table.Doubles("x_fits"), y = table.Doubles("y_fits"), mag = table.Doubles("mag_r"),
            reff = table.Doubles("re_pix"), q = table.Doubles("q"), pa = table.Doubles("pa_deg"),
            n = table.Doubles("n");
        for (var row = 0; row < ids.Length; row++)
        {
            var (stem, bad) = ($"kids_profit/kids/{ids[row]}", Pixels($"kids_profit/kids/{ids[row]}_mskim.fits"));
            var stamp = Stamp(
                $"{stem}_fitim.fits", $"{stem}_sigma.fits", 0.2, fixedSky: true,
                OtherSegments($"{stem}_segim.fits", bad));
            yield return new PublishedGalaxy(
                ids[row], stamp, Psf($"{stem}_psfim.fits"), 0,
                new SersicProfile(
                    x[row] - 1, y[row] - 1, Math.Pow(10, -0.4 * mag[row]), reff[row], q[row], pa[row] + 90, n[row]),
                PublishedTolerance.Kids);
        }
    }

    /// <summary>HST/ACS, GALFIT's own example with GALFIT's result; sky free in both.</summary>
    public IEnumerable<PublishedGalaxy> Galfit()
    {
        // GALFIT takes this gain where the header has none, and divides counts by the exposure time.
        const double gain = 7, exposureSeconds = 1040;
        using var table = Table.Open(data.File("galfit_example/reference.csv"));
        double Value(string name) => table.Doubles(name)[0];
        var zeroPoint = Value("zeropoint") + 2.5 * Math.Log10(exposureSeconds);
        var pixels = Image("galfit_example/gal.fits");
        yield return new PublishedGalaxy(
            "gal",
            new Stamp
            {
                Width = pixels.Width,
                Height = pixels.Height,
                Pixels = pixels.Values,
                SkySigma = BlockNoise.Estimate(pixels.Values, pixels.Width, pixels.Height),
                Gain = gain,
                SignalRadiusPix = ApertureSignal.PaperRadiusArcsec / Value("pixscale"),
            },
            Psf("galfit_example/psf.fits"), zeroPoint,
            new SersicProfile(
                Value("x_fits") - 1, Value("y_fits") - 1, Math.Pow(10, 0.4 * (zeroPoint - Value("mag"))),
                Value("re_pix"), Value("q"), Value("pa_deg") + 90, Value("n")),
            PublishedTolerance.Galfit);
    }

    /// <summary>
    /// Hyper Suprime-Cam, pysersic's documented fit without sky (gal2), and gal1 that has none. pysersic averages the
    /// profile over pixels and folds it with the PSF, which holds the pixel already: gal2 is fitted that way, too.
    /// </summary>
    public IEnumerable<PublishedGalaxy> Hsc()
    {
        using var table = Table.Open(data.File("hsc_pysersic/reference.csv"));
        double Value(string name) => table.Doubles(name)[0];
        foreach (var (id, pixelTwice) in ((string, bool)[])[("gal1", false), ("gal2", false), ("gal2", true)])
        {
            var stem = $"hsc_pysersic/{id}";
            yield return new PublishedGalaxy(
                pixelTwice ? $"{id}, pixel counted twice" : id,
                Stamp($"{stem}_im.fits", $"{stem}_sig.fits", 0.168, fixedSky: true, Mask(Pixels($"{stem}_mask.fits"))),
                Psf($"{stem}_psf.fits") with { IncludesPixel = !pixelTwice }, 0,
                id != "gal2" ? null : new SersicProfile(
                    Value("x0"), Value("y0"), Value("flux"), Value("re_pix"), Value("q"), Value("theta_deg"),
                    Value("n")),
                PublishedTolerance.Hsc);
        }
    }

    /// <summary>SDSS r, a dwarf that fills its frame, imfit's regression result; no PSF and no sky in both.</summary>
    public IEnumerable<PublishedGalaxy> Imfit()
    {
        using var table = Table.Open(data.File("imfit_sdss/reference.csv"));
        double Value(string name) => table.Doubles(name)[0];
        // The index is a word where it was held fixed, in the second row.
        var n = double.Parse(table.Strings("n")[0], CultureInfo.InvariantCulture);
        var (q, reff) = (1 - Value("ell"), Value("r_e_pix"));
        yield return new PublishedGalaxy(
            "ic3478rss_64x64",
            Stamp(
                "imfit_sdss/ic3478rss_64x64.fits", "imfit_sdss/ic3478rss_64x64_sigma.fits", 0.396, fixedSky: true, null),
            new PsfStamp(1, 1, [1], IncludesPixel: false), 0,
            new SersicProfile(
                Value("x_fits") - 1, Value("y_fits") - 1, Sersic.TotalFlux(Value("I_e"), reff, q, n), reff, q,
                Value("pa_deg") + 90, n),
            PublishedTolerance.Imfit);
    }

    /// <summary>
    /// SDSS, GALMoSS's tutorial; no published fits. One fills its frame, which then tells nothing of the sky; the frames
    /// are sky-subtracted, so that one is shown with the sky at zero too.
    /// </summary>
    public IEnumerable<PublishedGalaxy> Galmoss()
    {
        const double nanomaggyZeroPoint = 22.5;
        foreach (var (id, skyIsZero) in ((string, bool)[])
            [("J092800.99+014011.9", false), ("J092800.99+014011.9", true), ("J162123.19+322056.4", false)])
        {
            var stem = $"galmoss_sdss/{id}";
            yield return new PublishedGalaxy(
                skyIsZero ? $"{id}, sky zero" : id,
                Stamp($"{stem}_image.fits", $"{stem}_sigma.fits", 0.396, skyIsZero,
                    OtherSegments($"{stem}_mask.fits", null)),
                Psf($"{stem}_psf.fits"), nanomaggyZeroPoint, null);
        }
    }

    private Stamp Stamp(string image, string sigma, double pixelScaleArcsec, bool fixedSky, byte[]? mask)
    {
        var (values, width, height) = Image(image);
        return new Stamp
        {
            Width = width,
            Height = height,
            Pixels = values,
            Sigma = Pixels(sigma),
            Mask = mask,
            SkyIsFixed = fixedSky,
            // The masks tell of all other sources, as in the fits that these are compared with.
            Search = NeighbourSearch.Nowhere,
            SignalRadiusPix = ApertureSignal.PaperRadiusArcsec / pixelScaleArcsec,
        };
    }

    /// <summary>Masks other sources than that at the centre, and bad pixels.</summary>
    private byte[] OtherSegments(string name, float[]? bad)
    {
        var (segments, width, height) = Image(name);
        var target = segments[height / 2 * width + width / 2];
        var mask = new byte[segments.Length];
        for (var i = 0; i < mask.Length; i++)
        {
            mask[i] = (byte)((bad is not null && bad[i] != 0) || (segments[i] != 0 && segments[i] != target) ? 1 : 0);
        }

        return mask;
    }

    private static byte[] Mask(float[] pixels) => Array.ConvertAll(pixels, value => (byte)(value != 0 ? 1 : 0));

    private PsfStamp Psf(string name)
    {
        var (values, width, height) = Image(name);
        var sum = values.Sum();
        return new PsfStamp(width, height, Array.ConvertAll(values, value => value / sum));
    }

    private float[] Pixels(string name) => Image(name).Values;

    private (float[] Values, int Width, int Height) Image(string name)
    {
        using var file = FitsFile.Open(data.File(name));
        var image = file.Image();
        return (image.ReadPlane(0), image.Width, image.Height);
    }
}
