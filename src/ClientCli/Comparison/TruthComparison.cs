using GaLNet.ClientCli.Catalogue;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Photometry.Statistics;

namespace GaLNet.ClientCli.Comparison;

/// <summary>A catalogue against the truth about its field.</summary>
/// <param name="Wanted">True galaxies above the S/N limit.</param>
/// <param name="Matched">Those of them with a measurement within the radius.</param>
/// <param name="Scores">The paper's statistics of the matched ones.</param>
internal sealed record TruthComparison(int Wanted, IReadOnlyList<MatchedGalaxy> Matched, ScoreTable Scores)
{
    private const double RadiusArcsec = 1;

    /// <summary>Share of the wanted galaxies that were measured.</summary>
    public double Completeness => Wanted == 0 ? double.NaN : (double)Matched.Count / Wanted;

    /// <summary>Matches every true galaxy above the limit with the nearest measured row within 1 arcsec.</summary>
    public static TruthComparison Of(
        IReadOnlyList<CatalogueRow> rows, IEnumerable<TrueSource> truth, double minSignalToNoise)
    {
        var measured = rows.Where(row => double.IsFinite(row.N)).OrderBy(row => row.DecDeg).ToArray();
        var wanted = truth.Where(source => !source.IsStar && source.SignalToNoise > minSignalToNoise).ToArray();
        var matched = wanted.Select(source => Nearest(source, measured)).OfType<MatchedGalaxy>().ToArray();
        return new TruthComparison(
            wanted.Length, matched, ScoreTable.Of([.. matched.Select(match => match.ToScored())]));
    }

    private static MatchedGalaxy? Nearest(TrueSource source, CatalogueRow[] byDec)
    {
        const double reachDeg = RadiusArcsec / 3600;
        var nearest = byDec
            .SkipWhile(row => row.DecDeg < source.DecDeg - reachDeg)
            .TakeWhile(row => row.DecDeg <= source.DecDeg + reachDeg)
            .Select(row => new MatchedGalaxy(
                source, row, Separation.Arcsec(source.RaDeg, source.DecDeg, row.RaDeg, row.DecDeg)))
            .MinBy(match => match.SeparationArcsec);
        return nearest?.SeparationArcsec <= RadiusArcsec ? nearest : null;
    }
}
