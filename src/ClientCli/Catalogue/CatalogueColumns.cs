using System.Globalization;
using GaLNet.Sky.Tables;
using static GaLNet.ClientCli.Catalogue.CatalogueColumn;

namespace GaLNet.ClientCli.Catalogue;

/// <summary>
/// The columns of the catalogue: the one place that knows their names, order, units and meaning. FITS, CSV and JSON
/// are written from it.
/// </summary>
internal static class CatalogueColumns
{
    /// <summary>All columns, in order.</summary>
    public static IReadOnlyList<CatalogueColumn> All { get; } =
    [
        Whole("galaxy_id", "meta.id;meta.main", "HEALPix NESTED order-29 index of the discovery position",
            TableType.Int64,
            row => row.GalaxyId),
        Text("tile", "meta.id", "HEALPix NESTED cell that owns the source, order/index", row => row.Tile),
        Number("ra", "deg", "pos.eq.ra;meta.main", "Right ascension of the centre, ICRS", row => row.RaDeg),
        Number("dec", "deg", "pos.eq.dec;meta.main", "Declination of the centre, ICRS", row => row.DecDeg),
        Number("x", "pix", "pos.cartesian.x;instr.det", "Centre along NAXIS1, first pixel = 1", row => row.XFits),
        Number("y", "pix", "pos.cartesian.y;instr.det", "Centre along NAXIS2, first pixel = 1", row => row.YFits),
        Number("mag", "mag", "phot.mag", "Total AB magnitude, integrated to infinity", row => row.Mag),
        Number("reff", "arcsec", "phys.angSize.smajAxis", "Half-light semi-major axis before PSF convolution",
            row => row.ReffArcsec),
        Number("reff_circ", "arcsec", "phys.angSize", "Circularised half-light radius, sqrt(q) reff",
            row => row.ReffCircArcsec),
        Number("q", "", "phys.angSize;arith.ratio", "Axis ratio minor/major", row => row.Q),
        Number("pa", "deg", "pos.posAng", "Position angle of the major axis, North through East, 0 to 180",
            row => row.PaDeg),
        Number("n", "", "stat.fit.param", "Sersic index", row => row.N),
        Number("x_err", "pix", "stat.error;pos.cartesian.x", "1-sigma error of x", row => row.XError),
        Number("y_err", "pix", "stat.error;pos.cartesian.y", "1-sigma error of y", row => row.YError),
        Number("mag_err", "mag", "stat.error;phot.mag", "1-sigma error of mag", row => row.MagError),
        Number("reff_err", "arcsec", "stat.error;phys.angSize.smajAxis", "1-sigma error of reff",
            row => row.ReffError),
        Number("q_err", "", "stat.error;phys.angSize", "1-sigma error of q", row => row.QError),
        Number("pa_err", "deg", "stat.error;pos.posAng", "1-sigma error of pa", row => row.PaError),
        Number("n_err", "", "stat.error;stat.fit.param", "1-sigma error of n", row => row.NError),
        Number("chi2", "", "stat.fit.chi2", "Reduced chi-square over the stamp", row => row.Chi2),
        Number("chi2_reff", "", "stat.fit.chi2", "Reduced chi-square inside reff, GaLNet I Eq. 11",
            row => row.Chi2Reff),
        Number("sn", "", "stat.snr", "Signal to noise inside 1.5 arcsec", row => row.SignalToNoise),
        Whole("flags", "meta.code", "Bits; 'galnet galaxy ID' decodes them", TableType.Int32, row => row.Flags),
        Number("psf_fwhm", "arcsec", "phys.angSize;instr.det.psf", "FWHM of the PSF at the galaxy",
            row => row.PsfFwhmArcsec),
        Whole("psf_version", "meta.version", "Version of the tile's PSF model; 0 = only listed", TableType.Int32,
            row => row.PsfVersion),
        Text("engine", "meta.id", "How the fit was made", row => row.Engine),
        Text("model", "meta.id", "Algorithm version, or network and weights hash", row => row.Model),
        Text("image_id", "meta.id;obs.image", "Image that was measured, by content", row => row.ImageId),
        Text("fitted_at", "time.processing", "When, UTC, ISO 8601; empty = only listed",
            row => FittedAt(row.FittedAt)),
    ];

    private static string FittedAt(DateTimeOffset time)
        => time == default ? "" : time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
