using System.CommandLine;
using GaLNet.ClientCli.Shell;

namespace GaLNet.ClientCli.Commands;

/// <summary>Options that both kinds of simulation share.</summary>
internal static class SimulateOptions
{
    private const int LargestStamp = 1001;

    public static Option<ulong> Seed() => new("--seed")
    {
        Description = "One seed gives the same bytes, on any number of cores.",
        DefaultValueFactory = _ => 1,
        HelpName = "SEED",
    };

    public static Option<int> Whole(string name, string description, int usual, int least, int most)
    {
        var option = new Option<int>(name)
        {
            Description = description,
            DefaultValueFactory = _ => usual,
            HelpName = "N",
        };
        option.Validators.Add(result => CommonOptions.Check(result, result.GetValueOrDefault<int>(),
            value => value >= least && value <= most, $"a whole number from {least} to {most}"));
        return option;
    }

    public static Option<int> Odd(string name, string description, int usual)
    {
        var option = new Option<int>(name)
        {
            Description = description,
            DefaultValueFactory = _ => usual,
            HelpName = "PIXELS",
        };
        option.Validators.Add(result => CommonOptions.Check(result, result.GetValueOrDefault<int>(),
            value => value % 2 == 1 && value is >= CommonOptions.SmallestStamp and <= LargestStamp,
            $"an odd number from {CommonOptions.SmallestStamp} to {LargestStamp}"));
        return option;
    }

    /// <summary>The folder, created when it is not there.</summary>
    public static string Folder(string path)
    {
        if (File.Exists(path))
        {
            throw new CommandFailedException($"{path} is a file; name a folder to write into.");
        }

        Directory.CreateDirectory(path);
        return path;
    }
}
