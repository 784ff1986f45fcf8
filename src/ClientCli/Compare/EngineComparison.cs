using GaLNet.Photometry.Statistics;

namespace GaLNet.ClientCli.Compare;

/// <summary>One engine against a reference: every number of the report.</summary>
internal sealed class EngineComparison
{
    private EngineComparison(string engine, ComparedColumns columns, IReadOnlyList<ScoredSample> samples,
        IReadOnlyDictionary<ScoredParameter, ErrorBudget> budgets, double paDoubleAngleRSquared)
        => (Engine, Columns, Samples, Budgets, PaDoubleAngleRSquared) =
            (engine, columns, samples, budgets, paDoubleAngleRSquared);

    /// <summary>The engine.</summary>
    public string Engine { get; }

    /// <summary>The galaxies.</summary>
    public ComparedColumns Columns { get; }

    /// <summary>Scores of all galaxies, then in bins.</summary>
    public IReadOnlyList<ScoredSample> Samples { get; }

    /// <summary>What the stated errors explain.</summary>
    public IReadOnlyDictionary<ScoredParameter, ErrorBudget> Budgets { get; }

    /// <summary>R² of (cos 2PA, sin 2PA).</summary>
    public double PaDoubleAngleRSquared { get; }

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
        var all = Enumerable.Range(0, columns.Count).ToArray();
        var work = new List<(string Bin, double From, double To, IReadOnlyList<int> Rows, ScoredParameter Parameter)>();
        foreach (var parameter in ComparedParameters.All)
        {
            work.Add(("", double.NaN, double.NaN, all, parameter));
        }

        foreach (var binning in binnings)
        {
            var sorted = binning.Sort(columns);
            for (var bin = 0; bin < sorted.Length; bin++)
            {
                foreach (var parameter in ComparedParameters.All.Where(_ => sorted[bin].Count >= ComparisonScore.Fewest))
                {
                    work.Add((binning.Name, binning.Edges[bin], binning.Edges[bin + 1], sorted[bin], parameter));
                }
            }
        }

        var samples = new ScoredSample[work.Count];
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = Environment.ProcessorCount,
            CancellationToken = cancellationToken,
        };
        Parallel.For(0, work.Count, options, at =>
        {
            var (bin, from, to, rows, parameter) = work[at];
            var (ours, theirs, errors) = columns.Pairs(parameter, rows);
            samples[at] = new ScoredSample(
                engine, bin, from, to, parameter, ComparisonScore.Of(ours, theirs, errors, seed: at + 1));
            step();
        });
        var budgets = ComparedParameters.All.Where(parameter => parameter != ScoredParameter.PaRaw)
            .ToDictionary(parameter => parameter, parameter => BudgetOf(columns, parameter, all));
        var (pa, theirPa, _) = columns.Pairs(ScoredParameter.PaRaw, all);
        return new EngineComparison(
            engine, columns, samples, budgets, PositionAngles.DoubleAngleRSquared(pa, theirPa));
    }

    /// <summary>Upper limit of the number of steps.</summary>
    public static int Steps(IReadOnlyList<Binning> binnings)
        => ComparedParameters.All.Count * (1 + binnings.Sum(binning => binning.Edges.Length - 1));

    private static ErrorBudget BudgetOf(ComparedColumns columns, ScoredParameter parameter, int[] all)
    {
        var kept = new List<int>();
        var (ours, theirs, _) = columns.Pairs(parameter, all, kept);
        double[] Errors(int kind) => [.. kept.Select(row => columns.Column(kind, parameter)[row])];
        return ErrorBudget.Of([.. ours.Zip(theirs, (our, their) => our - their)], Errors(1), Errors(3));
    }
}
