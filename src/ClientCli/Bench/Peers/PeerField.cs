using GaLNet.Photometry.Detection;
using GaLNet.Photometry.Psf;
using GaLNet.Sky.Tables;

namespace GaLNet.ClientCli.Bench.Peers;

/// <summary>What SExtractor + PSFEx find in an image.</summary>
/// <param name="Points">Where, 0-based pixels, with MAG_AUTO.</param>
/// <param name="IsStar">By SPREAD_MODEL.</param>
/// <param name="Psf">PSFEx's model.</param>
internal sealed record PeerField(CataloguePoint[] Points, bool[] IsStar, PsfexBasis Psf)
{
    /// <summary>SPREAD_MODEL below which a source counts as a star (Annunziatella et al. 2013: 0.005).</summary>
    public const double StarLimit = 0.005;

    /// <summary>Runs both on a field.</summary>
    public static async Task<PeerField> OfAsync(PeerTools tools, BenchField field, CancellationToken cancellationToken)
    {
        var plane = field.ReadPlane();
        tools.WriteImage("image.fits", plane.Pixels, plane.Width, plane.Height);
        await tools.RunAsync(field.Settings, [.. PeerTools.Plain, "SPREAD_MODEL"], cancellationToken);
        using var table = Table.Open(tools.File("models.cat"));
        double[] x = table.Doubles("X_IMAGE"), y = table.Doubles("Y_IMAGE"), mag = table.Doubles("MAG_AUTO");
        return new PeerField(
            [.. x.Select((_, i) => new CataloguePoint(x[i] - 1, y[i] - 1, mag[i]))],
            Array.ConvertAll(table.Doubles("SPREAD_MODEL"), spread => Math.Abs(spread) < StarLimit),
            PsfexFile.Read(tools.File("stars.psf")));
    }
}
