using GaLNet.ClientCli.Output;
using GaLNet.ClientCli.Session;
using GaLNet.ClientCli.Shell;
using GaLNet.ClientCli.Stamps;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Psf;
using GaLNet.Photometry.Statistics;
using GaLNet.Sky.Fits;
using GaLNet.Sky.Tables;

namespace GaLNet.ClientCli.Bench;

/// <summary>Real KiDS galaxies with published single-Sérsic fits (SIGMA/GALFIT, Lange et al. 2015).</summary>
internal static class PublishedFitsBench
{
    private const double PixelScaleArcsec = 0.2;
    private const double GainPerMaggy = 3.04e13;

    /// <summary>Prints ours minus published, galaxy by galaxy.</summary>
    public static void Run(BenchData data, string engine, Terminal terminal)
    {
        terminal.Out.WriteLine("== kids_profit: real KiDS galaxies, ours against the published fits");
        using var reference = Table.Open(data.File("kids_profit/reference.csv"));
        var ids = reference.Strings("id");
        double[] mag = reference.Doubles("mag_r"), reff = reference.Doubles("re_pix"), q = reference.Doubles("q"),
            pa = reference.Doubles("pa_deg"), n = reference.Doubles("n");
        var table = new TextTable("galaxy", "mag", "d mag", "rEff/published", "d q", "d PA", "n/published", "chi2", "flags");
        var maker = Engines.Make(engine);
        for (var row = 0; row < ids.Length; row++)
        {
            var (stamp, psf) = Read(data, ids[row]);
            var fit = maker.Measure(stamp, psf);
            var p = fit.Profile;
            // Published angles are counter-clockwise from +y.
            table.Add(
                ids[row], Numbers.Fixed(-2.5 * Math.Log10(p.Flux), 3),
                Numbers.Fixed(-2.5 * Math.Log10(p.Flux) - mag[row], 3), Numbers.Fixed(p.ReffPix / reff[row], 3),
                Numbers.Fixed(p.AxisRatio - q[row], 3),
                Numbers.Fixed(PositionAngles.Difference(p.PaDeg - 90, pa[row]), 2), Numbers.Fixed(p.Index / n[row], 3),
                Numbers.Fixed(fit.Chi2, 2), string.Join(' ', FitFlagNames.Decode(fit.Flags)));
        }

        table.Write(terminal.Out);
        terminal.Out.WriteLine();
    }

    /// <summary>The galaxy with its sigma map, and a mask of the other galaxies' segments.</summary>
    private static (Stamp Stamp, PsfStamp Psf) Read(BenchData data, string id)
    {
        var (pixels, width, height) = Plane(data, $"kids_profit/kids/{id}_fitim.fits");
        var sigma = Plane(data, $"kids_profit/kids/{id}_sigma.fits").Pixels;
        var segments = Plane(data, $"kids_profit/kids/{id}_segim.fits").Pixels;
        var bad = Plane(data, $"kids_profit/kids/{id}_mskim.fits").Pixels;
        var (psf, psfWidth, psfHeight) = Plane(data, $"kids_profit/kids/{id}_psfim.fits");
        var target = segments[height / 2 * width + width / 2];
        var mask = new byte[pixels.Length];
        for (var i = 0; i < mask.Length; i++)
        {
            mask[i] = (byte)(bad[i] != 0 || (segments[i] != 0 && segments[i] != target) ? 1 : 0);
        }

        var sum = psf.Sum();
        var stamp = new Stamp
        {
            Width = width,
            Height = height,
            Pixels = pixels,
            Sigma = sigma,
            Mask = mask,
            Gain = GainPerMaggy,
            SkyIsFixed = true,
            Search = NeighbourSearch.Nowhere,
            SignalRadiusPix = ApertureSignal.PaperRadiusArcsec / PixelScaleArcsec,
        };
        return (stamp, new PsfStamp(psfWidth, psfHeight, Array.ConvertAll(psf, value => value / sum)));
    }

    private static (float[] Pixels, int Width, int Height) Plane(BenchData data, string name)
    {
        using var file = FitsFile.Open(data.File(name));
        var image = file.Image();
        return (image.ReadPlane(0), image.Width, image.Height);
    }
}
