using GaLNet.ClientCli.References;
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
        using var table = new CatalogueFile(Table.Open(data.File("kids_wide_r/sextractor_bottom.csv")));
        // Columns and their meaning are those of the mapping that users attach such catalogues with.
        var columns = new ReferenceColumns(table, ReferenceFormats.Load("sextractor", null, [], "r").Format);
        double[] sn = table.Numbers("SNR_WIN"), spread = table.Numbers("SPREAD_MODEL");
        var references = new List<KidsReference>();
        for (var row = 0; row < table.Count; row++)
        {
            var (x, y, n) = (columns["x", row], columns["y", row], columns["n", row]);
            references.Add(new KidsReference(
                x, y, sn[row],
                sn[row] > 30 && spread[row] > 0.005 && columns["flags", row] < 4 && n is > 0.6 and < 8,
                new GalaxyParameters(
                    x * scale, y * scale, columns["mag", row], columns["reff", row] * scale, columns["q", row],
                    PositionAngles.Wrap(columns["pa", row]), n)));
        }

        return references;
    }
}
