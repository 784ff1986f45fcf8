using System.Diagnostics;
using System.Globalization;
using GaLNet.ClientCli.Shell;

namespace GaLNet.ClientCli.Bench.Peers;

/// <summary>What a piece of work cost: on a busy machine only the CPU seconds say something.</summary>
/// <param name="CpuSeconds">User and system time of all threads and child processes.</param>
/// <param name="WallSeconds">From start to end.</param>
internal readonly record struct CpuTime(double CpuSeconds, double WallSeconds)
{
    private const string Shell = "/bin/bash";

    /// <summary>True where processes can be timed: the accounting is that of bash's <c>time</c>.</summary>
    public static bool CanTimeProcesses => File.Exists(Shell);

    /// <summary>Times work in this process.</summary>
    public static CpuTime Of(Action work)
    {
        var (cpu, clock) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        work();
        return new CpuTime((Environment.CpuUsage.TotalTime - cpu).TotalSeconds, clock.Elapsed.TotalSeconds);
    }

    /// <summary>Runs a shell script in a folder and times all its processes; a failure ends with its last words.</summary>
    public static async Task<CpuTime> OfScriptAsync(string script, string folder, CancellationToken cancellationToken)
    {
        const string log = "script.log", body = "script.sh";
        await File.WriteAllTextAsync(Path.Combine(folder, body), "set -e\n" + script + "\n", cancellationToken);
        using var shell = Process.Start(new ProcessStartInfo(Shell)
        {
            ArgumentList = { "-c", $"TIMEFORMAT='%U %S %R'; time {Shell} {body} >{log} 2>&1" },
            WorkingDirectory = folder,
            RedirectStandardError = true,
            // The decimal point of bash's report.
            Environment = { ["LC_ALL"] = "C" },
        })!;
        try
        {
            var report = await shell.StandardError.ReadToEndAsync(cancellationToken);
            await shell.WaitForExitAsync(cancellationToken);
            return shell.ExitCode == 0 ? Parse(report) : throw new CommandFailedException(
                $"a timed program failed: {LastWords(Path.Combine(folder, log))}");
        }
        catch (OperationCanceledException)
        {
            shell.Kill(entireProcessTree: true);
            throw;
        }
    }

    public static CpuTime operator +(CpuTime a, CpuTime b)
        => new(a.CpuSeconds + b.CpuSeconds, a.WallSeconds + b.WallSeconds);

    private static string LastWords(string log)
        => File.ReadLines(log).LastOrDefault(line => !string.IsNullOrWhiteSpace(line)) ?? "it said nothing.";

    private static CpuTime Parse(string report)
    {
        var seconds = Array.ConvertAll(
            report.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
            text => double.Parse(text, CultureInfo.InvariantCulture));
        return new CpuTime(seconds[0] + seconds[1], seconds[2]);
    }
}
