using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Profiles;
using GaLNet.Photometry.Psf;
using GaLNet.Photometry.Statistics;
using GaLNet.Sky.Tables;

namespace GaLNet.ClientCli.Stamps;

/// <summary>
/// The Cramér-Rao bounds of stamps: at the galaxies of a table, else at what was measured. The sky counts as free
/// unless its level was given.
/// </summary>
/// <param name="options">Units and frame of the stamps.</param>
/// <param name="galaxies">Galaxies by plane, in the stamps' own units and frame; null = the measured ones.</param>
internal sealed class StampBounds(StampOptions options, IReadOnlyDictionary<long, GalaxyParameters>? galaxies)
{
    /// <summary>Bounds at the galaxies of a table (id, x, y, mag, reff, q, pa, n); of no table: as measured.</summary>
    public static StampBounds Of(StampOptions options, string? tablePath)
    {
        if (tablePath is null)
        {
            return new StampBounds(options, null);
        }

        using var table = Table.Open(tablePath);
        var values = GalaxyColumns.Read(table, "");
        return new StampBounds(
            options, table.Longs("id").Zip(values).DistinctBy(pair => pair.First).ToDictionary());
    }

    /// <summary>The bounds of one stamp, arcsec, magnitudes and degrees; NaN where there is no galaxy.</summary>
    public GalaxyParameters At(int id, SersicProfile measured, Stamp stamp, PsfStamp psf)
    {
        var galaxy = galaxies is null ? measured
            : galaxies.TryGetValue(id, out var given) ? ToPixels(given, stamp) : default;
        return galaxy.Flux > 0 && galaxy.ReffPix > 0
            ? FisherMatrix.Of(galaxy, stamp, psf).Bounds(options.PixelScaleArcsec, !stamp.SkyIsFixed)
            : new GalaxyParameters(
                double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
    }

    private SersicProfile ToPixels(GalaxyParameters galaxy, Stamp stamp)
        => new StampUnits(stamp.Width, stamp.Height, options.PixelScaleArcsec, options.ZeroPoint).ToProfile(
            options.PaFromY ? galaxy with { PaDeg = galaxy.PaDeg + 90 } : galaxy);
}
