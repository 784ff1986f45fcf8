using System.Diagnostics;

namespace GaLNet.Sky.Tests.Oracles;

/// <summary>
/// Other people's code asked during the tests: Python with astropy. Where it is absent a recorded answer is used, or
/// the
/// test is skipped by name.
/// </summary>
internal static class Oracle
{
    private static readonly Lazy<string?> Python = new(() => new[] { "/usr/bin/python3", "python3" }
        .FirstOrDefault(p => Run(p, ["-c", "import astropy, numpy"]) is not null));

    /// <summary>Folder of the scripts.</summary>
    public static string Folder { get; } =
        Path.Combine(GaLNet.Tests.SharedData.RepositoryRoot, "tests", "Sky.Tests", "Oracles");

    /// <summary>What a script prints, or null where astropy is absent.</summary>
    public static string? Ask(string script, params string[] arguments)
        => Python.Value is { } python
            ? Run(python, [Path.Combine(Folder, script), .. arguments])
                ?? throw new InvalidOperationException($"{script} {string.Join(' ', arguments)} failed.")
            : null;

    /// <summary>What a script that needs more than astropy prints, or null where it cannot run.</summary>
    public static string? Ask(string script, bool acceptFailure, params string[] arguments)
        => acceptFailure && Python.Value is { } python
            ? Run(python, [Path.Combine(Folder, script), .. arguments])
            : Ask(script, arguments);

    /// <summary>What a script prints; skips the test where astropy is absent.</summary>
    public static string Require(string script, params string[] arguments)
    {
        Assert.SkipWhen(Python.Value is null, "needs Python with astropy (apt-get install python3-astropy)");
        return Ask(script, arguments)!;
    }

    /// <summary>What a program prints (both streams), or null when it is not installed or fails.</summary>
    public static string? Run(string program, string[] arguments, bool acceptFailure = false)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode == 0 || acceptFailure)
                return output + (acceptFailure ? errors.Result : "");
            TestContext.Current.TestOutputHelper?.WriteLine(errors.Result);
            return null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
