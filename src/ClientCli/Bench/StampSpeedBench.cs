using System.Globalization;
using GaLNet.ClientCli.Bench.Peers;
using GaLNet.ClientCli.Output;
using GaLNet.ClientCli.Shell;
using GaLNet.ClientCli.Stamps;
using GaLNet.Inference;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Psf;

namespace GaLNet.ClientCli.Bench;

/// <summary>CPU cost of one fit beside SExtractor's PSF-convolved Sérsic fit of the same stamps.</summary>
internal static class StampSpeedBench
{
    // Compilation of the fit's code is over after the first passes; it is no part of what a fit costs.
    private const int WarmUpPasses = 3;
    private const int Passes = 3;

    /// <summary>Prints both costs and their ratio.</summary>
    public static async Task RunAsync(
        BenchData data, string engine, Terminal terminal, CancellationToken cancellationToken)
    {
        terminal.Out.WriteLine("== one fit: sim/stamps_clean, CPU time on one core");
        var stamps = Read(data);
        var ours = Ours(stamps, engine);
        var perStamp = ours.CpuSeconds / (Passes * stamps.Count);
        var table = new TextTable("fit", "CPU ms/galaxy", "fits", "what was counted");
        table.Add(engine, Numbers.Fixed(1000 * perStamp, 2), $"{Passes * stamps.Count}",
            "fits on one thread with covariance; sky free, neighbours searched; stamps in memory");
        if (PeerTools.Missing() is { } missing)
        {
            table.Write(terminal.Out);
            terminal.Out.WriteLine($"SExtractor {missing}");
            return;
        }

        var theirs = await PeerStampFits.OfAsync(stamps, cancellationToken);
        table.Add("SExtractor SPHEROID", Numbers.Fixed(1000 * theirs.SecondsPerFit, 2), $"{theirs.Fits}",
            "a run per stamp with the stamp's PSF, less the same run without model fit");
        table.Add("  start, detection", Numbers.Fixed(1000 * theirs.StartSeconds, 2), "", "(what was taken off)");
        table.Write(terminal.Out);
        terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"SExtractor / {engine}: {theirs.SecondsPerFit / perStamp:F2}; with its start and detection "
            + $"{theirs.TotalSeconds / perStamp:F2}"));
        terminal.Out.WriteLine();
    }

    private static List<(Stamp Stamp, PsfStamp Psf)> Read(BenchData data)
    {
        var options = new StampOptions
        {
            Images = data.File("sim/stamps_clean.fits.gz"),
            Psfs = data.File("sim/psf.fits.gz"),
            ZeroPoint = 0,
            PixelScaleArcsec = 0.2,
            Gain = 3.0e13,
            SkySigma = 2.21557e-12,
        };
        using var reader = StampReader.Open(options);
        return [.. Enumerable.Range(0, reader.Count).Select(id => (reader.Read(id), reader.PsfOf(id)))];
    }

    private static CpuTime Ours(List<(Stamp Stamp, PsfStamp Psf)> stamps, string engine)
    {
        var maker = EngineShelf.Make(engine);
        void Fit(int passes)
        {
            for (var pass = 0; pass < passes; pass++)
            {
                stamps.ForEach(pair => maker.Measure(pair.Stamp, pair.Psf));
            }
        }

        Fit(WarmUpPasses);
        return CpuTime.Of(() => Fit(Passes));
    }
}
