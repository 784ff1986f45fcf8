using System.Runtime.CompilerServices;

namespace GaLNet.Tests;

/// <summary>
/// Finds the data folder that ships beside the repository (other people's measurements, simulated truth).
/// <c>GALNET_SHARED_DATA</c> names it; otherwise it is <c>../shared/data</c> from the repository's root.
/// A test that needs it calls <see cref="Require"/> and is skipped by name where the data are absent.
/// </summary>
internal static class SharedData
{
    /// <summary>Full path of a file or folder below the data folder; skips the calling test when it is absent.</summary>
    public static string Require(string relativePath)
    {
        var path = Path.Combine(Folder, relativePath);
        Assert.SkipUnless(File.Exists(path) || Directory.Exists(path),
            $"needs {relativePath} of the shared data (set GALNET_SHARED_DATA to its folder)");
        return path;
    }

    /// <summary>The repository's root, found from this source file.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    private static string Folder =>
        Environment.GetEnvironmentVariable("GALNET_SHARED_DATA")
        ?? Path.GetFullPath(Path.Combine(RepositoryRoot, "..", "shared", "data"));

    private static string FindRoot([CallerFilePath] string thisFile = "")
        => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, ".."));
}
