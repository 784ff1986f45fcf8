using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Photometry.Statistics;

namespace GaLNet.ClientCli.Comparison;

/// <summary>A true galaxy and the measurement of it.</summary>
/// <param name="True">The truth.</param>
/// <param name="Row">The nearest measured row of the catalogue.</param>
/// <param name="SeparationArcsec">How far it lies from the true position.</param>
internal sealed record MatchedGalaxy(TrueSource True, CatalogueRow Row, double SeparationArcsec)
{
    /// <summary>For the statistics; offsets are left out, the separation speaks for them.</summary>
    public ScoredGalaxy ToScored() => new(
        True.Parameters with { XArcsec = double.NaN, YArcsec = double.NaN },
        new GalaxyParameters(double.NaN, double.NaN, Row.Mag, Row.ReffArcsec, Row.Q, Row.PaDeg, Row.N),
        new GalaxyParameters(double.NaN, double.NaN, Row.MagError, Row.ReffError, Row.QError, Row.PaError, Row.NError));
}
