using GaLNet.Photometry.Statistics;

namespace GaLNet.ClientCli.Compare;

/// <summary>One engine against a reference: every number of the report.</summary>
internal sealed class EngineComparison
{
    private const int FullBins = 5;

    private static readonly (ScoredParameter Against, ScoredParameter Parameter)[] TrendsShown =
    [
        (ScoredParameter.Mag, ScoredParameter.Reff), (ScoredParameter.Mag, ScoredParameter.Index),
        (ScoredParameter.Reff, ScoredParameter.Reff), (ScoredParameter.Reff, ScoredParameter.Index),
    ];

    private EngineComparison(string engine, ComparedColumns columns) => (Engine, Columns) = (engine, columns);

    /// <summary>The engine.</summary>
    public string Engine { get; }

    /// <summary>The galaxies.</summary>
    public ComparedColumns Columns { get; }

    /// <summary>Scores of all galaxies, then in bins.</summary>
    public IReadOnlyList<ScoredSample> Samples { get; private init; } = [];

    /// <summary>What the stated errors explain.</summary>
    public IReadOnlyDictionary<ScoredParameter, ErrorBudget> Budgets { get; private init; }
        = new Dictionary<ScoredParameter, ErrorBudget>();

    /// <summary>Fig. 5: differences in five equally full bins of the reference's value.</summary>
    public IReadOnlyDictionary<ScoredParameter, IReadOnlyList<BinnedDifference>> EqualBins { get; private init; }
        = new Dictionary<ScoredParameter, IReadOnlyList<BinnedDifference>>();

    /// <summary>Fig. 6: relative differences of rEff and n against magnitude and rEff.</summary>
    public IReadOnlyList<(ScoredParameter Against, ScoredParameter Parameter, IReadOnlyList<BinnedDifference> Bins)>
        Trends { get; private init; } = [];

    /// <summary>R² of (cos 2PA, sin 2PA).</summary>
    public double PaDoubleAngleRSquared { get; private init; }

    /// <summary>The score of all galaxies.</summary>
    public ComparisonScore Of(ScoredParameter parameter)
        => Samples.First(sample => sample.Bin.Length == 0 && sample.Parameter == parameter).Score;

    /// <summary>
    /// Scores an engine on all cores; <paramref name="step"/> is called after each of <see cref="Steps"/>.
    /// </summary>
    public static EngineComparison Make(
        string engine, ComparedColumns columns, IReadOnlyList<Binning> binnings, Action step,
        CancellationToken cancellationToken)
    {
        int[] all = [.. Enumerable.Range(0, columns.Count)];
        var work = new List<(string Bin, double From, double To, int[] Rows, ScoredParameter Parameter)>();
        foreach (var parameter in ComparedParameters.All)
        {
            work.Add(("", double.NaN, double.NaN, all, parameter));
        }

        foreach (var binning in binnings)
        {
            var sorted = binning.Sort(columns);
            for (var bin = 0; bin < sorted.Length; bin++)
            {
                foreach (var parameter in ComparedParameters.All.Where(_ => sorted[bin].Length >= ComparisonScore.Fewest))
                {
                    work.Add((binning.Name, binning.Edges[bin], binning.Edges[bin + 1], sorted[bin], parameter));
                }
            }
        }

        var samples = new ScoredSample[work.Count];
        OnAllCores(work.Count, (at, buffer) =>
        {
            var (bin, from, to, rows, parameter) = work[at];
            buffer.Fill(columns, parameter, rows);
            samples[at] = new ScoredSample(engine, bin, from, to, parameter, ComparisonScore.Of(
                buffer.Ours, buffer.Theirs, buffer.Errors, seed: at + 1, room: buffer.Room(buffer.Count)));
            step();
        }, cancellationToken);
        var parameters = ComparedParameters.All;
        var budgets = new ErrorBudget[parameters.Count];
        var bins = new IReadOnlyList<BinnedDifference>[parameters.Count];
        var trends = new IReadOnlyList<BinnedDifference>[TrendsShown.Length];
        var paRSquared = double.NaN;
        OnAllCores(parameters.Count + trends.Length, (at, buffer) =>
        {
            if (at >= parameters.Count)
            {
                var (against, parameter) = TrendsShown[at - parameters.Count];
                trends[at - parameters.Count] = Trend(columns, against, parameter, buffer);
                return;
            }

            buffer.Fill(columns, parameters[at], all);
            bins[at] = InEqualBins(buffer);
            budgets[at] = ErrorBudget.Of(buffer.Differences(), buffer.OurErrors, buffer.TheirErrors);
            if (parameters[at] == ScoredParameter.PaRaw)
            {
                paRSquared = PositionAngles.DoubleAngleRSquared(buffer.Ours, buffer.Theirs);
            }
        }, cancellationToken);
        return new EngineComparison(engine, columns)
        {
            Samples = samples,
            Budgets = parameters.Index().Where(one => one.Item != ScoredParameter.PaRaw)
                .ToDictionary(one => one.Item, one => budgets[one.Index]),
            EqualBins = parameters.Index().ToDictionary(one => one.Item, one => bins[one.Index]),
            Trends = [.. TrendsShown.Zip(trends, (shown, trend) => (shown.Against, shown.Parameter, trend))],
            PaDoubleAngleRSquared = paRSquared,
        };
    }

    /// <summary>Upper limit of the number of steps.</summary>
    public static int Steps(IReadOnlyList<Binning> binnings)
        => ComparedParameters.All.Count * (1 + binnings.Sum(binning => binning.Edges.Length - 1));

    private static void OnAllCores(int count, Action<int, PairBuffer> work, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = Environment.ProcessorCount,
            CancellationToken = cancellationToken,
        };
        // One buffer a core, whatever number of tasks the loop chooses to start one after another.
        var idle = new System.Collections.Concurrent.ConcurrentBag<PairBuffer>();
        Parallel.For(0, count, options, () => idle.TryTake(out var buffer) ? buffer : new PairBuffer(),
            (at, _, buffer) =>
            {
                work(at, buffer);
                return buffer;
            }, idle.Add);
    }

    private static IReadOnlyList<BinnedDifference> InEqualBins(PairBuffer buffer)
    {
        if (buffer.Count < 2 * FullBins)
        {
            return [];
        }

        var sorted = buffer.Room(buffer.Count);
        buffer.Theirs.AsSpan().CopyTo(sorted);
        sorted.Sort();
        var edges = new double[FullBins + 1];
        for (var bin = 0; bin < FullBins; bin++)
        {
            edges[bin] = sorted[(int)((long)bin * sorted.Length / FullBins)];
        }

        edges[FullBins] = Math.BitIncrement(sorted[^1]);
        return BinnedDifference.Of(buffer.Theirs, buffer.Differences(), [.. edges.Distinct()]);
    }

    private static IReadOnlyList<BinnedDifference> Trend(
        ComparedColumns columns, ScoredParameter against, ScoredParameter parameter, PairBuffer buffer)
    {
        buffer.FillTrend(columns, against, parameter);
        var binning = Binning.Default.First(one => one.Name == (against == ScoredParameter.Mag ? "mag" : "reff"));
        // A few wild ratios would be all that a mean shows: the paper's panels end at ±1, and so do the bins.
        var kept = buffer.Room(buffer.Count);
        for (var i = 0; i < kept.Length; i++)
        {
            kept[i] = Math.Abs(buffer.Ours[i]) <= 1 ? buffer.Ours[i] : double.NaN;
        }

        return BinnedDifference.Of(buffer.Theirs, kept, binning.Edges);
    }
}
