using System.Globalization;
using GaLNet.ClientCli.Comparison;
using GaLNet.ClientCli.Shell;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Photometry.Statistics;
using GaLNet.Sky.Tables;

namespace GaLNet.ClientCli.Bench;

/// <summary>The whole pipeline on an independently simulated survey image, against its truth.</summary>
internal static class SurveyBench
{
    private const double WantedSignalToNoise = 50;

    // Our own S/N has an error: a limit below the wanted one keeps galaxies just above it from being left out.
    private const double MeasuredSignalToNoise = 40;

    /// <summary>Prints time by step, completeness and the paper's statistics.</summary>
    public static async Task RunAsync(
        BenchData data, string engine, Terminal terminal, CancellationToken cancellationToken)
    {
        terminal.Out.WriteLine("== sim/survey.fits.gz: simulated survey image, detection and PSF included");
        var run = await PipelineRun.OfAsync(
            new ImageSource { Path = data.File("sim/survey.fits.gz"), Gain = 3.0e13 },
            new MeasureSettings { Engine = engine, MinSignalToNoise = MeasuredSignalToNoise }, terminal,
            cancellationToken);
        var comparison = TruthComparison.Of(run.Rows, Truth(data), WantedSignalToNoise);
        terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"completeness {100 * comparison.Completeness:F1} %: {comparison.Matched.Count} of {comparison.Wanted} galaxies "
            + $"with S/N > {WantedSignalToNoise:F0} found within 1 arcsec and measured"));
        ScoreText.Write($"{engine}, survey image", comparison.Scores, terminal.Out);
        TargetText.Write(StampTargets.EndToEnd(comparison.Scores, comparison.Completeness), terminal.Out);
    }

    private static IEnumerable<TrueSource> Truth(BenchData data)
    {
        using var table = Table.Open(data.File("sim/survey_truth.csv"));
        var type = table.Strings("type");
        double[] ra = table.Doubles("ra"), dec = table.Doubles("dec"), mag = table.Doubles("mag"),
            reff = table.Doubles("reff"), q = table.Doubles("q"), pa = table.Doubles("pa"), n = table.Doubles("n"),
            sn = table.Doubles("snr15");
        for (var row = 0; row < table.RowCount; row++)
        {
            // The image is north up, east left; the truth counts PA from +x.
            yield return new TrueSource(type[row] == "star", ra[row], dec[row], new GalaxyParameters(
                double.NaN, double.NaN, mag[row], reff[row], q[row], PositionAngles.Wrap(pa[row] - 90), n[row]), sn[row]);
        }
    }
}
