using System.Diagnostics;

namespace GaLNet.Cluster.Tests.Support;

/// <summary>Runs programs as a person would.</summary>
internal static class Commands
{
    internal sealed record Outcome(int ExitCode, string Output, string Error)
    {
        public Outcome Succeeded()
        {
            ExitCode.Should().Be(0, $"{Error}\n{Output}");
            return this;
        }
    }

    public static Process Start(
        string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    public static async Task<Outcome> Finish(Process process)
    {
        using (process)
        {
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            return new Outcome(process.ExitCode, await output, await error);
        }
    }
}
