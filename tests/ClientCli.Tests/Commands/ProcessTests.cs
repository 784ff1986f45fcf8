using System.Runtime.InteropServices;
using GaLNet.Tests.ClientCli.Support;

namespace GaLNet.Tests.ClientCli.Commands;

/// <summary>What only a real process shows: exit codes, streams, Ctrl-C.</summary>
public sealed partial class ProcessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Exit_codes_and_streams_are_those_of_a_good_citizen()
    {
        var help = await Run("--help");
        (help.Code, help.Error).Should().Be((0, ""));
        var usage = await Run("measure");
        (usage.Code, usage.Out).Should().Be((2, ""));
        var failed = await Run("status", "--store", _folder["none.db"]);
        (failed.Code, failed.Out).Should().Be((1, ""));
        failed.Error.Should().StartWith("galnet: ").And.NotContain("   at ");
    }

    [Fact]
    public async Task Progress_is_quiet_in_a_pipe()
    {
        var run = await Run("simulate", "stamps", "--count", "5", "--out", _folder.Root);
        run.Code.Should().Be(0);
        (run.Out + run.Error).Should().NotContain("\u001b").And.NotContain("%");
    }

    [Fact]
    public async Task Ctrl_C_stops_cleanly_and_the_same_command_resumes()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "needs POSIX signals");
        Assert.SkipWhen(InterruptIsIgnored(), "SIGINT is ignored, as by all that a script starts in the background");
        // Large enough that seconds of work are left when the first line of output is read.
        var simulated = await Run(
            "simulate", "field", "--out", _folder.Root, "--size", "1300", "--extra-galaxies", "450");
        simulated.Code.Should().Be(0, simulated.Error);
        string[] Measure(string store, string catalogue) =>
            ["measure", _folder["field.fits"], "--min-sn", "5", "--store", _folder[store], "--out", _folder[catalogue]];
        var measure = Measure("s.db", "c.csv");
        using var process = GalnetProcess.Start(_folder.Root, measure);
        var said = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        said.Should().Contain("field.fits", "the image is registered, the work begins");
        Kill(process.Id, Interrupt).Should().Be(0);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.Should().Be(130, error);
        error.Should().Contain("resumes");
        File.Exists(_folder["c.csv"]).Should().BeFalse("a catalogue is written whole or not at all");

        var resumed = await Run(measure);
        resumed.Code.Should().Be(0, resumed.Error);
        var undisturbed = await Run(Measure("other.db", "other.csv"));
        undisturbed.Code.Should().Be(0, undisturbed.Error);
        WithoutTime(_folder["c.csv"]).Should().Equal(WithoutTime(_folder["other.csv"]));
    }

    private const int Interrupt = 2;

    private static bool InterruptIsIgnored()
    {
        const string status = "/proc/self/status", key = "SigIgn:";
        if (!File.Exists(status)) return false;
        var mask = File.ReadLines(status).First(line => line.StartsWith(key, StringComparison.Ordinal))[key.Length..];
        return (Convert.ToUInt64(mask.Trim(), 16) & (1UL << (Interrupt - 1))) != 0;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    private static IEnumerable<string> WithoutTime(string csv)
        => File.ReadLines(csv).Select(line => line[..line.LastIndexOf(',')]);

    private static async Task<(int Code, string Out, string Error)> Run(params string[] arguments)
    {
        using var process = GalnetProcess.Start(Path.GetTempPath(), arguments);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output, await error);
    }
}
