using GaLNet.ClientCli.Output;
using GaLNet.ClientCli.Session;
using GaLNet.ClientCli.Shell;
using GaLNet.Photometry.Statistics;

namespace GaLNet.ClientCli.Compare;

/// <summary>
/// Galaxies whose pixels are looked at: drawing every model of every galaxy would take hours where the catalogue's
/// numbers take seconds, so a random sample speaks for all, and the extremes are sought in the numbers.
/// </summary>
internal sealed class PixelSample
{
    private const int MosaicSize = 6;
    private readonly CatalogueSession _session;
    private readonly IReadOnlyList<string> _names;
    private readonly Dictionary<long, ObjectComparison> _seen = [];

    private PixelSample(CatalogueSession session, IReadOnlyList<string> names) => (_session, _names) = (session, names);

    /// <summary>The random sample.</summary>
    public IReadOnlyList<ObjectComparison> Random { get; private set; } = [];

    /// <summary>Mosaics: file name, title, what it shows, the galaxies.</summary>
    public IReadOnlyList<(string File, string Title, string What, IReadOnlyList<ObjectComparison> Galaxies)> Mosaics
    { get; private set; } = [];

    /// <summary>
    /// Looks at <paramref name="count"/> random galaxies and at the extreme ones; the last engine is the one whose
    /// extremes are shown.
    /// </summary>
    public static async Task<PixelSample> CollectAsync(
        CatalogueSession session, IReadOnlyList<EngineComparison> engines, string reference, int count,
        Terminal terminal, CancellationToken cancellationToken)
    {
        var sample = new PixelSample(session, [.. engines.Select(engine => engine.Engine), reference]);
        await ProgressDisplay.RunAsync(terminal, async bars =>
        {
            var bar = bars.Add("looking at pixels", count);
            await sample.LookAsync(engines[^1], reference, count, bar, cancellationToken);
        });
        return sample;
    }

    private async Task LookAsync(
        EngineComparison engine, string reference, int count, ProgressBar bar, CancellationToken cancellationToken)
    {
        var columns = engine.Columns;
        var order = Enumerable.Range(0, columns.Count).ToArray();
        new Random(7).Shuffle(order);
        var random = new List<ObjectComparison>();
        foreach (var row in order.Take(count))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await AtAsync(columns[row], cancellationToken) is { } one)
            {
                random.Add(one);
            }

            bar.Step();
        }

        Random = random;
        var name = engine.Engine;
        var ratio = random.Where(one => ComparisonPlots.Chi2Of(one, name, true) > 0)
            .OrderBy(one => ComparisonPlots.Chi2Of(one, reference, true) / ComparisonPlots.Chi2Of(one, name, true))
            .Where(one => double.IsFinite(ComparisonPlots.Chi2Of(one, reference, true))).ToArray();
        var dMag = await ExtremesAsync(columns, row => Math.Abs(columns[row].Difference(ScoredParameter.Mag)),
            cancellationToken);
        var special = await ExtremesAsync(columns, row => Math.Abs(columns[row].Difference(ScoredParameter.Mag)) < 0.1
            ? columns.Chi2Reff[row] : double.NaN, cancellationToken);
        Mosaics =
        [
            ("fig07-typical", "Fig. 7: galaxies at random", "the first of the random sample",
                [.. random.Take(2 * MosaicSize)]),
            ("fig08-magnitude-outliers", "Fig. 8: magnitude outliers",
                $"the largest |Δmag| between {name} and {reference}", dMag),
            ("fig09-special", "Fig. 9: features that the models leave",
                $"the largest χ² of {name} where both agree within 0.1 mag", special),
            ("fig11-we-lose", $"Fig. 11, top: {name} is worse than {reference}",
                "the smallest χ²(reference)/χ²(ours) of the random sample, common aperture",
                [.. ratio.Take(MosaicSize)]),
            ("fig11-reference-loses", $"Fig. 11, bottom: {reference} is worse than {name}",
                "the largest χ²(reference)/χ²(ours) of the random sample, common aperture",
                [.. ratio.Reverse().Take(MosaicSize)]),
        ];
    }

    private async Task<IReadOnlyList<ObjectComparison>> ExtremesAsync(
        ComparedColumns columns, Func<int, double> size, CancellationToken cancellationToken)
    {
        var sizes = Enumerable.Range(0, columns.Count).Select(row => (Row: row, Size: size(row)))
            .Where(pair => double.IsFinite(pair.Size)).OrderByDescending(pair => pair.Size).Take(MosaicSize).ToArray();
        var found = new List<ObjectComparison>();
        foreach (var (row, _) in sizes)
        {
            if (await AtAsync(columns[row], cancellationToken) is { } one)
            {
                found.Add(one);
            }
        }

        return found;
    }

    private async Task<ObjectComparison?> AtAsync(ComparedObject one, CancellationToken cancellationToken)
    {
        if (!_seen.TryGetValue(one.GalaxyId, out var known))
        {
            known = await ObjectComparison.OfAsync(
                _session, one.Tile, one.GalaxyId, _names, withPixels: true, cancellationToken);
            if (known is { Pixels: not null })
            {
                _seen[one.GalaxyId] = known;
            }
        }

        return known is { Pixels: not null } ? known : null;
    }
}
