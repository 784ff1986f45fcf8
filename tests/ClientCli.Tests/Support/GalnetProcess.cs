using System.Diagnostics;

namespace GaLNet.Tests.ClientCli.Support;

/// <summary>The real command in a real process, as a user runs it.</summary>
internal static class GalnetProcess
{
    /// <summary>What a finished command left.</summary>
    internal sealed record Outcome(int ExitCode, string Output, string Error);

    /// <summary>Runs the command to its end.</summary>
    public static Outcome Run(string folder, params string[] arguments)
    {
        using var process = Start(folder, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        return new Outcome(process.ExitCode, output.Result, error.Result);
    }

    /// <summary>Starts the command and kills it (SIGKILL) after a while; returns false when it had ended by itself.</summary>
    public static bool KillAfter(TimeSpan delay, string folder, params string[] arguments)
    {
        using var process = Start(folder, arguments);
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        if (process.WaitForExit(delay))
        {
            return false;
        }

        process.Kill();
        process.WaitForExit();
        return true;
    }

    /// <summary>Starts the command in a folder, its streams redirected.</summary>
    public static Process Start(string folder, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "galnet.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }
}
