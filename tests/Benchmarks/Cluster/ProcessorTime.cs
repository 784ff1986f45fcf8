using System.Diagnostics;
using System.Globalization;

namespace GaLNet.Benchmarks.Cluster;

/// <summary>
/// CPU seconds that processes and their threads have used (Linux), user and system: what other work on the machine
/// does not change.
/// </summary>
internal static class ProcessorTime
{
    private const double TicksPerSecond = 100; // USER_HZ, the same on every Linux.

    // Threads that hold pixels or stamps; everything else in a process is the system around them.
    private static readonly string[] ScienceThreads = ["compute ", "networks "];

    private const string CompilerThread = ".NET Tiered Com";

    /// <summary>Of one process, threads that have ended included.</summary>
    public static double Of(int process) => Sum(Stat($"/proc/{process}/stat"), 11, 12);

    /// <summary>Of the whole machine, whoever used it.</summary>
    public static double OfMachine()
    {
        // user nice system idle iowait irq softirq steal: all but the two in which nobody ran.
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return Enumerable.Range(1, 8).Except([4, 5])
            .Sum(place => double.Parse(fields[place], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }

    /// <summary>Lets all threads of a process have one core, and no other.</summary>
    public static void Bind(int process, int core)
    {
        using var taskset = Process.Start(new ProcessStartInfo("taskset", ["-a", "-c", "-p", $"{core}", $"{process}"])
        {
            RedirectStandardOutput = true,
        })!;
        taskset.StandardOutput.ReadToEnd();
        taskset.WaitForExit();
    }

    /// <summary>Of its threads that hold pixels or stamps.</summary>
    public static double OfScience(int process)
        => ScienceOf(process).Sum(task => Sum(Stat(Path.Combine(task, "stat")), 11, 12));

    /// <summary>
    /// Seconds that its threads with pixels or stamps could have gone on and had no core: other threads had them all.
    /// </summary>
    public static double OfScienceWaiting(int process) => ScienceOf(process).Sum(task =>
    {
        try
        {
            return double.Parse(
                File.ReadAllText(Path.Combine(task, "schedstat")).Split(' ')[1], CultureInfo.InvariantCulture) / 1e9;
        }
        catch (IOException)
        {
            return 0;
        }
    });

    /// <summary>
    /// Of its thread that compiles again, and better, what has run often: seconds that end some time after the start.
    /// </summary>
    public static double OfCompiler(int process) => Directory.GetDirectories($"/proc/{process}/task")
        .Where(task => NameOf(task).StartsWith(CompilerThread, StringComparison.Ordinal))
        .Sum(task => Sum(Stat(Path.Combine(task, "stat")), 11, 12));

    /// <summary>Of a process and its children, those that have ended included: PostgreSQL is one per connection.</summary>
    public static double OfFamily(int process)
        => Sum(Stat($"/proc/{process}/stat"), 11, 12, 13, 14) + Children(process).Sum(Of);

    /// <summary>Resident memory of a process, MiB.</summary>
    public static long ResidentMiB(int process) => File.ReadLines($"/proc/{process}/status")
        .Where(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
        .Select(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture))
        .First() / 1024;

    /// <summary>
    /// Memory of a process and its children, MiB, what they share counted once: PostgreSQL's connections share its
    /// buffers.
    /// </summary>
    public static long FamilyMiB(int process) => Children(process).Append(process)
        .Sum(one => File.ReadLines($"/proc/{one}/smaps_rollup")
            .Where(line => line.StartsWith("Pss:", StringComparison.Ordinal))
            .Select(line => long.Parse(
                line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture))
            .FirstOrDefault()) / 1024;

    private static IEnumerable<string> ScienceOf(int process) => Directory.GetDirectories($"/proc/{process}/task")
        .Where(task => ScienceThreads.Any(name => NameOf(task).StartsWith(name, StringComparison.Ordinal)));

    private static IEnumerable<int> Children(int process)
        => File.ReadAllText($"/proc/{process}/task/{process}/children")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(child => int.Parse(child, CultureInfo.InvariantCulture));

    private static string NameOf(string task)
    {
        try
        {
            return File.ReadAllText(Path.Combine(task, "comm"));
        }
        catch (IOException)
        {
            return ""; // It has ended meanwhile.
        }
    }

    private static double Sum(string[] fields, params int[] places)
        => places.Where(place => place < fields.Length)
            .Sum(place => double.Parse(fields[place], CultureInfo.InvariantCulture)) / TicksPerSecond;

    // Fields after the name, which may hold spaces; empty when the thread has ended meanwhile.
    private static string[] Stat(string path)
    {
        try
        {
            var text = File.ReadAllText(path);
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return [];
        }
    }
}
