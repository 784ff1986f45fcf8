using System.Diagnostics;
using System.Globalization;
using GaLNet.ClientCli.Compare;
using GaLNet.ClientCli.Shell;
using GaLNet.Grains.Interfaces.Galaxies;
using GaLNet.Grains.Interfaces.References;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Output;
using GaLNet.Photometry.Mocks;

namespace GaLNet.ClientCli.Bench;

/// <summary>
/// A comparison of many synthetic fits, from the tiles' pages to the written report: one tile's pages in memory at a
/// time, as when they come from a store.
/// </summary>
internal static class CompareBench
{
    private const int PerTile = 10_000;

    /// <summary>Prints wall and CPU seconds and the peak of memory.</summary>
    public static void Run(int galaxies, Terminal terminal, CancellationToken cancellationToken)
    {
        terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"== comparison of {galaxies} synthetic fits, {PerTile} a tile"));
        var folder = Directory.CreateTempSubdirectory("galnet-compare-");
        try
        {
            var made = TimeSpan.Zero;
            var clock = Stopwatch.StartNew();
            var cpu = Environment.CpuUsage.TotalTime;
            var columns = new ComparedColumns();
            for (var first = 0; first < galaxies; first += PerTile)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var start = Stopwatch.GetTimestamp();
                var (page, reference) = Pages(first, Math.Min(PerTile, galaxies - first));
                made += Stopwatch.GetElapsedTime(start);
                columns.Add(page, reference);
            }

            var read = clock.Elapsed - made;
            var comparison = EngineComparison.Make("synthetic", columns, Binning.Default, () => { }, cancellationToken);
            var scored = clock.Elapsed - made;
            new ComparisonReportFolder(folder.FullName, "galnet bench compare").Write(
                "synthetic", "Synthetic fits.", [comparison], Binning.Default, null);
            var table = new TextTable("step", "seconds");
            table.Add("pages to columns", Numbers.Fixed(read.TotalSeconds, 2));
            table.Add("scores, bins, intervals", Numbers.Fixed((scored - read).TotalSeconds, 2));
            table.Add("report with pictures", Numbers.Fixed((clock.Elapsed - made - scored).TotalSeconds, 2));
            table.Add("wall in all", Numbers.Fixed((clock.Elapsed - made).TotalSeconds, 2));
            table.Add("CPU in all, with making the fits",
                Numbers.Fixed((Environment.CpuUsage.TotalTime - cpu).TotalSeconds, 2));
            table.Write(terminal.Out);
            using var process = Process.GetCurrentProcess();
            terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"peak memory of the process {process.PeakWorkingSet64 / 1048576.0:F0} MiB"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static (TilePage Page, ReferencePage Reference) Pages(int first, int count)
    {
        var random = new RandomStream(3, (ulong)first);
        var tile = new TilePageBuilder($"8/{first / PerTile}");
        var references = new ReferenceMeasurement[count];
        var made = new Provenance
        {
            Engine = "synthetic", Model = "synthetic-1", ImageId = "synthetic", PsfVersion = 1, Software = "galnet",
            StampSize = 61,
        };
        for (var i = 0; i < count; i++)
        {
            var truth = MockPriors.Paper.Draw(random);
            var noise = 0.01 * Math.Pow(10, 0.2 * (truth.Mag - 17));
            double Off(double scale) => scale * noise * (2 * random.NextUniform() - 1);
            var id = first + i;
            tile.Add(new GalaxyFit
            {
                GalaxyId = id, RaDeg = 150, DecDeg = 2, XFits = 1, YFits = 1, Mag = truth.Mag + Off(1),
                ReffArcsec = truth.ReffArcsec * (1 + Off(3)), Q = truth.AxisRatio + Off(1), PaDeg = truth.PaDeg + Off(90),
                N = truth.Index * (1 + Off(5)), XError = 0.1, YError = 0.1, MagError = noise, ReffError = noise,
                QError = noise, PaError = 50 * noise, NError = 3 * noise, Sky = 0, Chi2 = 1, Chi2Reff = 1 + noise,
                SignalToNoise = 1 / noise, Flags = 0, PsfFwhmArcsec = 0.7, Provenance = made, FittedAt = default,
            });
            references[i] = new ReferenceMeasurement
            {
                Reference = "synthetic", ContentHash = "", GalaxyId = id, SourceId = "", RaDeg = 150, DecDeg = 2,
                Mag = truth.Mag, ReffArcsec = truth.ReffArcsec, Q = truth.AxisRatio, PaDeg = truth.PaDeg,
                N = truth.Index, MagError = noise, ReffError = noise, QError = noise, PaError = 50 * noise,
                NError = 3 * noise, Chi2 = 1, SeparationArcsec = 0.1, Flags = 0, TheirFlags = 0,
            };
        }

        return (tile.Build(), ReferencePage.Of("synthetic", "", references));
    }
}
