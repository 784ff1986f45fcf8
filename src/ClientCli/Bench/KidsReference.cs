using GaLNet.Photometry.Statistics;
using GaLNet.Sky.Tables;

namespace GaLNet.ClientCli.Bench;

/// <summary>What SExtractor + PSFEx say about a source of kids_wide_r.</summary>
/// <param name="XFits">Column, FITS pixels.</param>
/// <param name="YFits">Row, FITS pixels.</param>
/// <param name="SignalToNoise">SNR_WIN.</param>
/// <param name="IsCleanGalaxy">SNR_WIN &gt; 30, SPREAD_MODEL &gt; 0.005, FLAGS &lt; 4, 0.6 &lt; n &lt; 8.</param>
/// <param name="Values">Its Sérsic fit; position angle counter-clockwise from +x.</param>
internal sealed record KidsReference(
    double XFits, double YFits, double SignalToNoise, bool IsCleanGalaxy, GalaxyParameters Values)
{
    /// <summary>The field, below the folder of the reference data.</summary>
    public const string Image = "kids_wide_r/kids_r_bottom.fits.gz";

    /// <summary>Gain that the reference run used: 30 electrons per 1e-12 maggies.</summary>
    public const double Gain = 3.0e13;

    /// <summary>Brighter than this, two good fits agree; fainter, SExtractor's small galaxies stick at high n.</summary>
    public const double BrightMag = 20;

    /// <summary>All its sources.</summary>
    /// <param name="data">The reference data.</param>
    /// <param name="scale">Arcsec per pixel.</param>
    public static List<KidsReference> Read(BenchData data, double scale)
    {
        using var table = Table.Open(data.File("kids_wide_r/sextractor_bottom.csv"));
        double[] x = table.Doubles("x_image"), y = table.Doubles("y_image"), sn = table.Doubles("snr_win"),
            spread = table.Doubles("spread_model"), flags = table.Doubles("flags"), mag = table.Doubles("mag_spheroid"),
            reff = table.Doubles("spheroid_reff_image"), q = table.Doubles("spheroid_aspect_image"),
            theta = table.Doubles("spheroid_theta_image"), n = table.Doubles("spheroid_sersicn");
        var references = new List<KidsReference>();
        for (var row = 0; row < table.RowCount; row++)
        {
            references.Add(new KidsReference(
                x[row], y[row], sn[row],
                sn[row] > 30 && spread[row] > 0.005 && flags[row] < 4 && n[row] is > 0.6 and < 8,
                new GalaxyParameters(
                    x[row] * scale, y[row] * scale, mag[row], reff[row] * scale, q[row],
                    PositionAngles.Wrap(theta[row]), n[row])));
        }

        return references;
    }
}
