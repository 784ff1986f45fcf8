using System.Globalization;
using GaLNet.ClientCli.Bench.Peers;
using GaLNet.ClientCli.Output;
using GaLNet.ClientCli.Shell;
using GaLNet.Photometry.Detection;
using GaLNet.Photometry.Psf;
using GaLNet.Sky.Tables;

namespace GaLNet.ClientCli.Bench;

/// <summary>A whole image from pixels to catalogue, beside SExtractor + PSFEx + its Sérsic fits of it.</summary>
internal static class FieldSpeedBench
{
    // SExtractor fits all that it detects, we galaxies above the limit: with the second one about as many.
    private static readonly double[] MinSignalToNoise = [50, 5];

    /// <summary>Prints cost and number of fits for the simulated and the real field.</summary>
    public static async Task RunAsync(
        BenchData data, string engine, Terminal terminal, CancellationToken cancellationToken)
    {
        await OneAsync(BenchField.Survey(data), engine, terminal, cancellationToken);
        await OneAsync(BenchField.Kids(data), engine, terminal, cancellationToken);
        DetectionAndPsf(BenchField.Kids(data), terminal);
    }

    private static async Task OneAsync(
        BenchField field, string engine, Terminal terminal, CancellationToken cancellationToken)
    {
        terminal.Out.WriteLine($"== whole image: {field.Name}, all processes with their start, reading and writing");
        var table = new TextTable("run", "sources", "fits", "CPU s", "wall s", "CPU ms/fit");
        void Add(string run, CpuTime cost, int sources, int fits) => table.Add(
            run, sources > 0 ? $"{sources}" : "", fits > 0 ? $"{fits}" : "", Numbers.Fixed(cost.CpuSeconds, 2),
            Numbers.Fixed(cost.WallSeconds, 2), fits > 0 ? Numbers.Fixed(1000 * cost.CpuSeconds / fits, 1) : "");

        using var tools = new PeerTools();
        if (CpuTime.CanTimeProcesses)
        {
            foreach (var limit in MinSignalToNoise)
            {
                var cost = await CpuTime.OfScriptAsync(Measure(field, engine, limit), tools.Folder, cancellationToken);
                var (sources, fits) = Count(tools.File("ours.csv"), "n");
                File.Delete(tools.File("ours.db"));
                Add($"galnet measure --min-sn {limit:F0}", cost, sources, fits);
            }
        }

        var missing = PeerTools.Missing();
        if (missing is null)
        {
            var plane = field.ReadPlane();
            tools.WriteImage("image.fits", plane.Pixels, plane.Width, plane.Height);
            var (stars, psf, models) = await tools.RunAsync(
                field.Settings, [.. PeerTools.Plain, .. PeerTools.Spheroid], cancellationToken);
            var (sources, fits) = Count(tools.File("models.cat"), "SPHEROID_SERSICN");
            Add("SExtractor + PSFEx + SPHEROID", stars + psf + models, sources, fits);
            Add("  stars", stars, 0, 0);
            Add("  PSFEx", psf, 0, 0);
            Add("  detection and fits", models, 0, 0);
        }

        table.Write(terminal.Out);
        terminal.Out.WriteLine(missing is null ? "" : $"SExtractor {missing}\n");
    }

    private static void DetectionAndPsf(BenchField field, Terminal terminal)
    {
        var plane = field.ReadPlane();
        terminal.Out.WriteLine($"== detection and PSF of {plane.Width} x {plane.Height} pixels: {field.Name}");
        foreach (var run in (string[])["first", "second"])
        {
            AnalysedField? analysed = null;
            var cost = CpuTime.Of(() => analysed = AnalysedField.Of(plane));
            terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{run} run: {cost.CpuSeconds:F2} s CPU, {cost.WallSeconds:F2} s wall on "
                + $"{Environment.ProcessorCount} cores, {analysed!.Detection.Sources.Count} sources, "
                + $"{analysed.Psf?.StarCount ?? 0} stars in the PSF"));
        }

        terminal.Out.WriteLine();
    }

    private static string Measure(BenchField field, string engine, double limit)
    {
        var program = Environment.ProcessPath!;
        var library = Path.Combine(AppContext.BaseDirectory, "galnet.dll");
        // Under dotnet itself the process is the host; else it is the command.
        var isHost = Path.GetFileNameWithoutExtension(program) == "dotnet";
        var command = isHost ? $"'{program}' '{library}'" : $"'{program}'";
        var (gain, least) = (Numbers.Exact(BenchField.Gain), Numbers.Exact(limit));
        return $"{command} measure '{field.Path}' --zero-point 0 --gain {gain} --engine {engine} --min-sn {least} "
            + "--store ours.db --out ours.csv";
    }

    private static (int Sources, int Fits) Count(string path, string column)
    {
        using var table = Table.Open(path);
        return (table.RowCount, table.Doubles(column).Count(value => double.IsFinite(value) && value != 0));
    }
}
