using System.Diagnostics;
using System.Globalization;
using GaLNet.Photometry.Fitting;

namespace GaLNet.Photometry.Tests.Fitting;

/// <summary>
/// Measures simulated stamps and compares them with the truth and the Cramér–Rao bound. With
/// <c>GALNET_MEASURED</c> set to a folder, whole sets are written there as tables for an outside scorer.
/// </summary>
internal sealed class MeasuredSet
{
    public static readonly string[] Columns = ["x", "y", "mag", "reff", "q", "pa", "n"];

    private readonly SimStamps _stamps;
    private readonly int[] _ids;

    private MeasuredSet(SimStamps stamps, int[] ids, SersicFit[] fits, double secondsPerFit)
    {
        _stamps = stamps;
        _ids = ids;
        Fits = fits;
        SecondsPerFit = secondsPerFit;
    }

    public SersicFit[] Fits { get; }

    public double SecondsPerFit { get; }

    public static string? OutputFolder => Environment.GetEnvironmentVariable("GALNET_MEASURED");

    public static MeasuredSet Run(SimStamps stamps, IFitEngine engine, int step = 1, bool skyIsKnown = false)
    {
        var ids = Enumerable.Range(0, stamps.Count).Where(i => i % step == 0).ToArray();
        engine.Measure(stamps.Stamp(0), stamps.Psf(0));
        var work = ids.Select(i => (stamps.Stamp(i, skyIsKnown), stamps.Psf(i))).ToArray();
        var watch = Stopwatch.StartNew();
        var fits = Array.ConvertAll(work, w => engine.Measure(w.Item1, w.Item2));
        return new MeasuredSet(stamps, ids, fits, watch.Elapsed.TotalSeconds / ids.Length);
    }

    /// <summary>1.4826 median |measured - true| / bound of one column (1 = the physical limit).</summary>
    public double RobustOverBound(string column, string suffix = "_crlb")
    {
        var at = Array.IndexOf(Columns, column);
        var ratios = _ids.Select((id, i) =>
            Math.Abs(Difference(column, SimStamps.Row(Fits[i].Profile)[at], _stamps.Truth[column][id]))
            / _stamps.Bound[column + suffix][id]);
        return 1.4826 * Median(ratios);
    }

    /// <summary>Robust width of (measured - true) / error of one column.</summary>
    public double Pull(string column)
    {
        var at = Array.IndexOf(Columns, column);
        return 1.4826 * Median(_ids.Select((id, i) => Math.Abs(
            Difference(column, SimStamps.Row(Fits[i].Profile)[at], _stamps.Truth[column][id])
            / SimStamps.ErrorRow(Fits[i])[at])));
    }

    public void Write(string name)
    {
        if (OutputFolder is not { } folder)
            return;
        using var file = new StreamWriter(Path.Combine(folder, name + ".csv"));
        file.WriteLine("id," + string.Join(',', Columns) + "," + string.Join(',', Columns.Select(c => c + "_err"))
            + ",chi2,flags,iterations,neighbours");
        for (var i = 0; i < _ids.Length; i++)
        {
            var fit = Fits[i];
            var numbers = SimStamps.Row(fit.Profile).Concat(SimStamps.ErrorRow(fit)).Append(fit.Chi2)
                .Select(v => v.ToString("R", CultureInfo.InvariantCulture));
            file.WriteLine(string.Join(',', numbers.Prepend($"{_ids[i]}"))
                + $",{(int)fit.Flags},{fit.Iterations},{fit.FittedNeighbours.Count}");
        }
        File.WriteAllText(Path.Combine(folder, name + ".txt"), string.Create(CultureInfo.InvariantCulture,
            $"{SecondsPerFit * 1e3:F3} ms per fit, {Fits.Average(f => f.Iterations):F1} model evaluations"));
    }

    private static double Difference(string column, double measured, double truth)
        => column == "pa" ? ((measured - truth + 90) % 180 + 180) % 180 - 90 : measured - truth;

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2]
            : 0.5 * (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]);
    }
}
