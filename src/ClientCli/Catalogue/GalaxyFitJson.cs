using System.Globalization;
using System.Text.Json.Nodes;
using GaLNet.ClientCli.Output;
using GaLNet.Grains.Interfaces.Galaxies;

namespace GaLNet.ClientCli.Catalogue;

/// <summary>One fit as JSON, with the catalogue's names.</summary>
internal static class GalaxyFitJson
{
    public static JsonObject Of(GalaxyFit fit) => new()
    {
        ["ra"] = JsonText.Number(fit.RaDeg),
        ["dec"] = JsonText.Number(fit.DecDeg),
        ["x"] = JsonText.Number(fit.XFits),
        ["y"] = JsonText.Number(fit.YFits),
        ["mag"] = JsonText.Number(fit.Mag),
        ["reff"] = JsonText.Number(fit.ReffArcsec),
        ["reff_circ"] = JsonText.Number(fit.ReffCircArcsec),
        ["q"] = JsonText.Number(fit.Q),
        ["pa"] = JsonText.Number(fit.PaDeg),
        ["n"] = JsonText.Number(fit.N),
        ["x_err"] = JsonText.Number(fit.XError),
        ["y_err"] = JsonText.Number(fit.YError),
        ["mag_err"] = JsonText.Number(fit.MagError),
        ["reff_err"] = JsonText.Number(fit.ReffError),
        ["q_err"] = JsonText.Number(fit.QError),
        ["pa_err"] = JsonText.Number(fit.PaError),
        ["n_err"] = JsonText.Number(fit.NError),
        ["sky"] = JsonText.Number(fit.Sky),
        ["chi2"] = JsonText.Number(fit.Chi2),
        ["chi2_reff"] = JsonText.Number(fit.Chi2Reff),
        ["sn"] = JsonText.Number(fit.SignalToNoise),
        ["flags"] = fit.Flags,
        ["flag_names"] = CatalogueJson.Names(fit.Flags),
        ["psf_fwhm"] = JsonText.Number(fit.PsfFwhmArcsec),
        ["psf_version"] = fit.Provenance.PsfVersion,
        ["engine"] = fit.Provenance.Engine,
        ["model"] = fit.Provenance.Model,
        ["image_id"] = fit.Provenance.ImageId,
        ["software"] = fit.Provenance.Software,
        ["stamp_size"] = fit.Provenance.StampSize,
        ["epoch"] = fit.Provenance.Epoch,
        ["image_revision"] = fit.Provenance.ImageRevision,
        ["fitted_at"] = fit.FittedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
    };
}
