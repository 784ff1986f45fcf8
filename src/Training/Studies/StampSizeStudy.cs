using GaLNet.Output;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Mocks;
using GaLNet.Photometry.Statistics;
using GaLNet.Training.Evaluation;

namespace GaLNet.Training.Studies;

/// <summary>
/// What larger stamps are worth (GaLNet I, §2.2: 61, 101, 151 pixels): the Cramér-Rao bound of the same galaxies on
/// stamps of each size, with a free sky, and what the χ² fit makes of them. The bound holds for every unbiased engine,
/// networks included.
/// </summary>
internal static class StampSizeStudy
{
    /// <summary>Pixels per side that the paper tried.</summary>
    public static IReadOnlyList<int> Sides { get; } = [61, 101, 151];

    private static readonly ScoredParameter[] Shown =
        [ScoredParameter.Mag, ScoredParameter.Reff, ScoredParameter.AxisRatio, ScoredParameter.Index];

    /// <summary>Makes the mocks and the tables.</summary>
    /// <param name="count">Mocks per size; the same galaxies in all.</param>
    /// <param name="seed">Their seed.</param>
    /// <param name="progress">Told a title and the share done.</param>
    /// <param name="cancellationToken">Stops between pieces.</param>
    public static EvaluationReport Run(
        int count, ulong seed, Action<string, double> progress, CancellationToken cancellationToken)
    {
        var bounds = NewTable();
        var errors = NewTable();
        var figures = new List<Figure>();
        Dictionary<(string, ScoredParameter), double>? smallest = null;
        foreach (var side in Sides)
        {
            var set = WithFreeSky(MockTestSets.Make(
                $"mock-{side}", $"mocks of {side} pixels", new MockStampOptions { SizePix = side }, count, seed,
                cancellationToken));
            var answers = EngineAnswers.Of(
                new Chi2Engine(), "chi2", set.Stamps, _ => { }, cancellationToken);
            progress("bounds", (Sides.ToList().IndexOf(side) + 1.0) / Sides.Count);
            var medians = new Dictionary<(string, ScoredParameter), double>();
            foreach (var (name, from, to) in SizeClasses.All)
            {
                ScoredGalaxy[] inside =
                    [.. answers.Galaxies.Where(g => g.Truth.ReffArcsec >= from && g.Truth.ReffArcsec < to)];
                double Bound(ScoredParameter p)
                    => medians[(name, p)] = ErrorStatistics.Median([.. inside.Select(g => g.Crlb!.Value[p])]);
                double Error(ScoredParameter p) => ErrorStatistics.RobustRms(
                    [.. inside.Select(g => g.Difference(p)).Where(double.IsFinite)]);
                var boundOf = Shown.ToDictionary(p => p, Bound);
                var errorOf = Shown.ToDictionary(p => p, Error);
                string Ratio(double value, ScoredParameter p)
                    => smallest is null ? "" : $" ({Numbers.Fixed(value / smallest[(name, p)], 2)})";
                bounds.Add([$"{side}", name, $"{inside.Length}", .. Shown.Select(
                    p => Numbers.Fixed(boundOf[p], 4) + Ratio(boundOf[p], p))]);
                errors.Add([$"{side}", name, $"{inside.Length}", .. Shown.Select(p => Numbers.Fixed(errorOf[p], 4))]);
                figures.AddRange(Shown.SelectMany(p => new[]
                {
                    new Figure(set.Name, "bound", "", name, p.ShortName(), "median_crlb", boundOf[p]),
                    new Figure(set.Name, "chi2", answers.ModelId, name, p.ShortName(), "robust_error", errorOf[p]),
                }));
            }

            smallest ??= medians;
        }

        return new EvaluationReport
        {
            Sections =
            [
                ($"{count} clean mocks on stamps of {string.Join(", ", Sides)} pixels, sky free",
                [
                    ("median Cramér-Rao bound (in brackets: over that of 61 pixels)", bounds),
                    ("robust error of the χ² fit", errors),
                ]),
            ],
            Figures = figures,
        };
    }

    private static TextTable NewTable()
        => new(["pixels", "galaxies with", "number", .. Shown.Select(parameter => parameter.ShortName())]);

    private static TestSet WithFreeSky(TestSet set) => set with
    {
        Stamps =
        [
            .. set.Stamps.AsParallel().AsOrdered().Select(item => item with
            {
                Stamp = MockTestSets.WithSky(item.Stamp, isKnown: false),
                Crlb = FisherMatrix.Of(item.Units.ToProfile(item.Truth), item.Stamp, item.Psf)
                    .Bounds(item.Units.PixelScaleArcsec, skyIsFree: true),
            }),
        ],
    };
}
