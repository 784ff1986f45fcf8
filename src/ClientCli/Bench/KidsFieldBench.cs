using System.Globalization;
using GaLNet.ClientCli.Shell;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Statistics;

namespace GaLNet.ClientCli.Bench;

/// <summary>
/// The whole pipeline on a real KiDS field, beside SExtractor + PSFEx and its Sérsic fits of the same pixels.
/// </summary>
internal static class KidsFieldBench
{
    private const double MinSignalToNoise = 30;
    private const double MatchPix = 2;
    private const double FoundSignalToNoise = 10;

    /// <summary>Prints time by step, how much of the reference's list was found, and the differences.</summary>
    public static async Task RunAsync(
        BenchData data, string engine, Terminal terminal, CancellationToken cancellationToken)
    {
        terminal.Out.WriteLine(
            "== kids_wide_r: real KiDS r field, against SExtractor + PSFEx (a second opinion, not truth)");
        var run = await PipelineRun.OfAsync(
            new ImageSource { Path = data.File(KidsReference.Image), ZeroPoint = 0, Gain = KidsReference.Gain },
            new MeasureSettings { Engine = engine, MinSignalToNoise = MinSignalToNoise }, terminal, cancellationToken);
        var scale = run.Image.PixelScaleArcsec.Value;
        var references = KidsReference.Read(data, scale);

        var wanted = references.Where(reference => reference.SignalToNoise > FoundSignalToNoise).ToArray();
        var found = wanted.Count(reference => Nearest(run.Rows, reference) is not null);
        terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"found {found} of SExtractor's {wanted.Length} sources with S/N > {FoundSignalToNoise:F0} "
            + $"({100.0 * found / wanted.Length:F1} %)"));

        var pairs = references
            .Where(reference => reference.IsCleanGalaxy)
            .Select(reference => (Row: Nearest(run.Rows, reference), reference.Values))
            .Where(pair => pair.Row is { } row && double.IsFinite(row.N) && (row.Flags & (int)FitFlags.Saturated) == 0)
            .Select(pair => (Ours(pair.Row!.Value, scale), pair.Values))
            .ToArray();
        terminal.Out.WriteLine("galaxies with SNR_WIN > 30, SPREAD_MODEL > 0.005, FLAGS < 4, 0.6 < n < 8 in SExtractor:");
        MedianDifferences.Write(pairs, terminal.Out);
        terminal.Out.WriteLine($"of these the ones brighter than mag {KidsReference.BrightMag:F0}:");
        MedianDifferences.Write([.. pairs.Where(pair => pair.Values.Mag < KidsReference.BrightMag)], terminal.Out);
        terminal.Out.WriteLine();
    }

    // PA of the reference is counter-clockwise from +x; so is ours after turning it back: the header's WCS is north up.
    private static GalaxyParameters Ours(in CatalogueRow row, double scale) => new(
        row.XFits * scale, row.YFits * scale, row.Mag, row.ReffArcsec, row.Q, PositionAngles.Wrap(row.PaDeg + 90),
        row.N);

    private static CatalogueRow? Nearest(IReadOnlyList<CatalogueRow> rows, KidsReference reference)
    {
        CatalogueRow? nearest = null;
        var best = MatchPix * MatchPix;
        foreach (var row in rows)
        {
            var (dx, dy) = (row.XFits - reference.XFits, row.YFits - reference.YFits);
            if (dx * dx + dy * dy < best)
            {
                (nearest, best) = (row, dx * dx + dy * dy);
            }
        }

        return nearest;
    }
}
