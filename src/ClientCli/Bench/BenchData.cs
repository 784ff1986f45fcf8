using GaLNet.ClientCli.Shell;

namespace GaLNet.ClientCli.Bench;

/// <summary>
/// Finds other people's measurements and independently simulated truth. They are not part of the repository:
/// <c>--data</c> or <c>GALNET_SHARED_DATA</c> names their folder, else <c>../shared/data</c> is tried.
/// </summary>
internal sealed class BenchData(string? folder)
{
    private readonly string _folder = folder
        ?? Environment.GetEnvironmentVariable("GALNET_SHARED_DATA")
        ?? Path.Combine("..", "shared", "data");

    /// <summary>Full path of a file; a failure says how to name the folder.</summary>
    public string File(string name)
    {
        var path = Path.GetFullPath(Path.Combine(_folder, name));
        return System.IO.File.Exists(path) ? path : throw new CommandFailedException(
            $"{name} is not in {Path.GetFullPath(_folder)}: name the folder of the reference data with --data DIR.");
    }

    /// <summary>True when the file is there.</summary>
    public bool Has(string name) => System.IO.File.Exists(Path.Combine(_folder, name));
}
