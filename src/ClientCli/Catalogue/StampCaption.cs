using GaLNet.ClientCli.Output;
using GaLNet.Grains.Interfaces.Galaxies;
using GaLNet.Grains.Interfaces.Tiles;

namespace GaLNet.ClientCli.Catalogue;

/// <summary>What is written beneath a galaxy's image | model | residual.</summary>
internal static class StampCaption
{
    public static string[] Of(GalaxyFit fit)
        => Of(fit.GalaxyId, fit.Mag, fit.ReffArcsec, fit.Q, fit.PaDeg, fit.N, fit.Chi2, fit.Chi2Reff,
            fit.SignalToNoise);

    public static string[] Of(CatalogueRow row)
        => Of(row.GalaxyId, row.Mag, row.ReffArcsec, row.Q, row.PaDeg, row.N, row.Chi2, row.Chi2Reff,
            row.SignalToNoise);

    /// <summary>Two short lines for a mosaic.</summary>
    public static string[] Short(CatalogueRow row)
        => [$"{row.GalaxyId}", $"{Numbers.Fixed(row.Mag, 2)} mag   χ² {Numbers.Fixed(row.Chi2, 2)}"];

    private static string[] Of(
        long id, double mag, double reff, double q, double pa, double n, double chi2, double chi2Reff, double sn) =>
    [
        $"{id}   mag {Numbers.Fixed(mag, 2)}   rEff {Numbers.Fixed(reff, 2)}″   q {Numbers.Fixed(q, 2)}   "
            + $"PA {Numbers.Fixed(pa, 0)}°   n {Numbers.Fixed(n, 2)}",
        $"reduced χ²: stamp {Numbers.Fixed(chi2, 2)}   inside rEff (Eq. 11) {Numbers.Fixed(chi2Reff, 2)}   "
            + $"S/N {Numbers.Fixed(sn, 0)}",
    ];
}
