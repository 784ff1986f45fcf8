using System.Diagnostics;
using System.Globalization;
using GaLNet.ClientCli.Output;
using GaLNet.ClientCli.Shell;
using GaLNet.ClientCli.Stamps;
using GaLNet.Inference;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Statistics;
using GaLNet.Sky.Tables;

namespace GaLNet.ClientCli.Bench;

/// <summary>Accuracy on simulated stamps with known truth, against the Cramér-Rao bound.</summary>
internal static class StampBench
{
    /// <summary>Neighbours' light over the target's below which a stamp is like the paper's cleaned cut-outs.</summary>
    private const double FewNeighbours = 0.3;

    /// <summary>Prints the tables of the clean and the crowded set.</summary>
    public static async Task RunAsync(
        BenchData data, string engine, string? modelFile, Terminal terminal, CancellationToken cancellationToken)
    {
        using var truth = Table.Open(data.File("sim/stamps_truth.csv"));
        using var bounds = Table.Open(data.File("sim/stamps_crlb.csv"));
        var (trueValues, crlb, crlbSkyFree) = (
            GalaxyColumns.Read(truth, ""), GalaxyColumns.Read(bounds, "_crlb"), GalaxyColumns.Read(bounds, "_crlb_sky"));
        var measurer = EngineShelf.Make(engine, modelFile);
        using var closed = measurer as IDisposable;
        var crowding = truth.Doubles("nb_flux_ratio_r3");

        const string cleanStamps = "sim/stamps_clean.fits.gz";
        var skyKnown = await MeasureAsync(data, cleanStamps, 0, measurer, terminal, cancellationToken);
        Write($"{engine}, clean stamps, sky known", Score(skyKnown, trueValues, crlb, _ => true), StampTargets.Clean);
        var skyFree = await MeasureAsync(data, cleanStamps, null, measurer, terminal, cancellationToken);
        Write(
            $"{engine}, clean stamps, sky free (the bound too)", Score(skyFree, trueValues, crlbSkyFree, _ => true),
            StampTargets.Clean);
        var crowded = await MeasureAsync(data, "sim/stamps_crowded.fits.gz", null, measurer, terminal, cancellationToken);
        Write(
            $"{engine}, crowded stamps, neighbours below {FewNeighbours} of the target",
            Score(crowded, trueValues, crlb, id => crowding[id] < FewNeighbours), StampTargets.Crowded);
        Write($"{engine}, all crowded stamps", Score(crowded, trueValues, crlb, _ => true), StampTargets.AllCrowded);

        void Write(string title, ScoreTable scores, Func<ScoreTable, IEnumerable<Target>> targets)
        {
            ScoreText.Write(title, scores, terminal.Out);
            TargetText.Write(targets(scores), terminal.Out);
        }
    }

    private static async Task<StampRow[]> MeasureAsync(
        BenchData data, string stamps, double? sky, IFitEngine engine, Terminal terminal,
        CancellationToken cancellationToken)
    {
        var options = new StampOptions
        {
            Images = data.File(stamps),
            Psfs = data.File("sim/psf.fits.gz"),
            ZeroPoint = 0,
            PixelScaleArcsec = 0.2,
            Gain = 3.0e13,
            SkySigma = 2.21557e-12,
            Sky = sky,
        };
        using var reader = StampReader.Open(options);
        StampRow[] rows = [];
        var clock = Stopwatch.StartNew();
        await ProgressDisplay.RunAsync(terminal, async bars => rows = await Task.Run(
            () => StampRun.Measure(
                reader, options, engine, bars.Add("stamps", reader.Count), cancellationToken),
            cancellationToken));
        terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{stamps}: {rows.Length} stamps in {clock.Elapsed.TotalSeconds:F2} s on {Environment.ProcessorCount} cores, "
            + $"{clock.Elapsed.TotalMilliseconds * Environment.ProcessorCount / rows.Length:F2} ms per galaxy and core, "
            + $"{rows.Average(row => row.Evaluations):F1} model evaluations each"));
        return rows;
    }

    private static ScoreTable Score(
        StampRow[] rows, GalaxyParameters[] truth, GalaxyParameters[] crlb, Func<int, bool> isWanted)
        => ScoreTable.Of([.. rows.Where(row => isWanted(row.Id))
            .Select(row => new ScoredGalaxy(truth[row.Id], row.Values, row.Errors, crlb[row.Id]))]);
}
