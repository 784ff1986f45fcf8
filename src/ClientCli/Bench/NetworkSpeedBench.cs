using System.Diagnostics;
using System.Globalization;
using GaLNet.ClientCli.Bench.Peers;
using GaLNet.ClientCli.Output;
using GaLNet.ClientCli.Shell;
using GaLNet.ClientCli.Simulation;
using GaLNet.ClientCli.Stamps;
using GaLNet.Inference;
using GaLNet.Inference.Onnx;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Mocks;

namespace GaLNet.ClientCli.Bench;

/// <summary>
/// How fast a network runs: in the runtime alone, against the machine's own matrix products, and from FITS to CSV, all
/// in one run on the same stamps.
/// </summary>
internal static class NetworkSpeedBench
{
    private const int Stamps = 8192;
    private const int Rounds = 3;
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(1.5);
    private static readonly int[] BatchSizes = [1, 8, 64, 128, 256];

    /// <summary>Prints the tables of one network.</summary>
    public static async Task RunAsync(
        string engine, string? modelFile, Terminal terminal, CancellationToken cancellationToken)
    {
        var word = EngineNames.NetworkOf(engine) ?? EngineNames.GaLNet2;
        var path = modelFile ?? ModelShelf.Default.Find(word).Path;
        using var model = OnnxModel.Open(path);
        var flop = GraphCost.FlopPerStamp(ModelFile.Read(path));
        var cores = Environment.ProcessorCount;
        terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"== {model.Info.ModelId}: {flop / 1e6:F1} MFLOP per stamp, on {model.Device}, {cores} cores"));
        var (one, all) = (Products(1), Products(cores));
        terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"float32 matrix products, same runtime: {one.PerSecond * MatrixSpeed.Flop / 1e9:F0} GFLOP/s on 1 core, "
            + $"{all.PerSecond * MatrixSpeed.Flop / 1e9:F0} on {cores}"));
        var items = Mocks();
        var table = new TextTable(
            "batch", "stamps/s, 1 core", $"stamps/s, {cores} cores", "stamps per CPU second", "share of the products");
        var best = default(Rate);
        foreach (var size in BatchSizes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (alone, together) = (Raw(model, items, size, 1), Raw(model, items, size, cores));
            best = together.PerSecond > best.PerSecond ? together : best;
            table.Add($"{size}", Numbers.Fixed(alone.PerSecond, 0), Numbers.Fixed(together.PerSecond, 0),
                Numbers.Fixed(together.PerCpuSecond, 0),
                Numbers.Fixed(together.PerCpuSecond * flop / (all.PerCpuSecond * MatrixSpeed.Flop), 2));
        }

        table.Write(terminal.Out);
        await EndToEndAsync(path, word, model, items, terminal, cancellationToken);
    }

    private static async Task EndToEndAsync(
        string path, string word, OnnxModel model, StampAndPsf[] items, Terminal terminal,
        CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("galnet-bench").FullName;
        try
        {
            var mocks = new MockStampOptions();
            await ProgressDisplay.RunAsync(terminal, bars => Task.Run(
                () => StampFiles.Write(mocks, 1, Stamps, folder, bars.Add("mocks", Stamps), cancellationToken),
                cancellationToken));
            var options = new StampOptions
            {
                Images = Path.Combine(folder, "stamps.fits"),
                Psfs = Path.Combine(folder, "psf.fits"),
                ZeroPoint = mocks.ZeroPoint,
                PixelScaleArcsec = mocks.PixelScaleArcsec,
                Gain = mocks.Noise.Gain,
                SkySigma = mocks.Noise.SkySigma,
            };
            using var engine = (IDisposable)EngineShelf.Make(word, path, batchSize: StampRun.BatchSize);
            CpuTime Once() => CpuTime.Of(() =>
            {
                using var reader = StampReader.Open(options);
                var rows = StampRun.Measure(
                    reader, options, (IFitEngine)engine, new ProgressBar(null), cancellationToken);
                StampRun.Write(Path.Combine(folder, "fits.csv"), rows);
            });
            Once();
            var (whole, raw) = (default(CpuTime), default(Rate));
            for (var round = 0; round < Rounds; round++)
            {
                raw += Raw(model, items, StampRun.BatchSize, Environment.ProcessorCount);
                whole += Once();
            }

            var rate = new Rate(Rounds * Stamps, whole.CpuSeconds, whole.WallSeconds);
            terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"galnet stamps --engine {word}, FITS in, CSV out: {rate.PerSecond:F0} stamps/s, "
                + $"{rate.PerSecond / raw.PerSecond:P0} of raw at batch {StampRun.BatchSize} beside it "
                + $"({raw.PerSecond:F0}/s); by CPU time {rate.PerCpuSecond / raw.PerCpuSecond:P0}"));
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    private static StampAndPsf[] Mocks()
    {
        var generator = new MockStampGenerator(new MockStampOptions(), 1);
        return [.. Enumerable.Range(0, BatchSizes.Max()).Select(i =>
        {
            var mock = generator.Make(i);
            return new StampAndPsf(mock.Stamp, mock.Psf);
        })];
    }

    // The network alone: everything in its graph, nothing of ours around it.
    private static Rate Raw(OnnxModel model, StampAndPsf[] items, int size, int threads)
    {
        var batches = Enumerable.Range(0, threads).Select(_ =>
        {
            var batch = new NetworkBatch(size);
            for (var i = 0; i < size; i++)
            {
                batch.Fill(i, items[i]);
            }

            return batch;
        }).ToArray();
        return Timed(threads, size, thread => model.Run(batches[thread], size));
    }

    private static Rate Products(int threads)
    {
        var products = Enumerable.Range(0, threads).Select(_ => new MatrixSpeed()).ToArray();
        var rate = Timed(threads, 1, thread => products[thread].Run());
        Array.ForEach(products, product => product.Dispose());
        return rate;
    }

    private static Rate Timed(int threads, int unitsPerCall, Action<int> call)
    {
        var units = 0L;
        void Work(int thread)
        {
            var clock = Stopwatch.StartNew();
            do
            {
                call(thread);
                Interlocked.Add(ref units, unitsPerCall);
            }
            while (clock.Elapsed < Span);
        }

        for (var thread = 0; thread < threads; thread++)
        {
            call(thread);
        }

        var time = CpuTime.Of(() =>
        {
            var others = Enumerable.Range(1, threads - 1).Select(thread => new Thread(() => Work(thread))).ToArray();
            Array.ForEach(others, thread => thread.Start());
            Work(0);
            Array.ForEach(others, thread => thread.Join());
        });
        return new Rate(units, time.CpuSeconds, time.WallSeconds);
    }

    private readonly record struct Rate(double Units, double CpuSeconds, double WallSeconds)
    {
        public double PerSecond => Units / WallSeconds;

        public double PerCpuSecond => Units / CpuSeconds;

        public static Rate operator +(Rate a, Rate b)
            => new(a.Units + b.Units, a.CpuSeconds + b.CpuSeconds, a.WallSeconds + b.WallSeconds);
    }
}
