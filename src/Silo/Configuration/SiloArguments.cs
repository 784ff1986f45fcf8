using GaLNet.Grains.Interfaces;
using Microsoft.Extensions.Configuration;

namespace GaLNet.Silo.Configuration;

/// <summary>Gathers configuration from a file, the environment and the command line.</summary>
internal static class SiloArguments
{
    /// <summary>Read from the working directory when no <c>--config</c> names another.</summary>
    public const string DefaultFile = "appsettings.json";

    private static readonly Dictionary<string, (string Key, string? Value)> Words = new(StringComparer.Ordinal)
    {
        ["--store"] = ("Store", null),
        ["--tile-order"] = ("Limits:TileOrder", null),
        ["--verbose"] = ("Log:Level", "Information"),
        ["--insecure"] = ("Insecure", "true"),
    };

    /// <summary>The settings. Throws <see cref="InputException"/> with one sentence.</summary>
    public static SiloSettings Read(IReadOnlyList<string> arguments)
    {
        var (file, said) = Parse(arguments);
        var files = new ConfigurationBuilder();
        AddFile(files, file);
        var fromFile = Build(files, file ?? DefaultFile);
        var all = new ConfigurationBuilder()
            .AddConfiguration(fromFile)
            .AddEnvironmentVariables(SettingsReader.EnvironmentPrefix)
            .AddInMemoryCollection(said!)
            .Build();
        return SettingsReader.Read(all, Leaves(fromFile).Concat(said.Keys));
    }

    private static (string? File, Dictionary<string, string> Said) Parse(IReadOnlyList<string> arguments)
    {
        string? file = null;
        var said = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < arguments.Count; i++)
        {
            var (name, given) = arguments[i].Split('=', 2) is [var left, var right]
                ? (left, right)
                : (arguments[i], null);
            if (!name.StartsWith("--", StringComparison.Ordinal))
            {
                throw new InputException($"Unexpected '{name}'; write --KEY VALUE, such as --Silo:Port 11112.");
            }

            var (key, value) = Words.GetValueOrDefault(name, (name[2..], null));
            value ??= given ?? (i + 1 < arguments.Count
                ? arguments[++i]
                : throw new InputException($"{name} needs a value; write {name} VALUE."));
            if (name == "--config")
            {
                file = value;
            }
            else
            {
                said[key] = value;
            }
        }

        return (file, said);
    }

    private static void AddFile(ConfigurationBuilder files, string? file)
    {
        if (file is not null && !File.Exists(file))
        {
            throw new InputException($"--config names {file}, which does not exist; name a JSON file.");
        }

        files.AddJsonFile(Path.GetFullPath(file ?? DefaultFile), optional: true, reloadOnChange: false);
    }

    private static IConfigurationRoot Build(ConfigurationBuilder files, string name)
    {
        try
        {
            return files.Build();
        }
        catch (InvalidDataException exception)
        {
            throw new InputException(
                $"The configuration {name} is no JSON ({exception.InnerException?.Message.TrimEnd('.')}); correct it.",
                exception);
        }
    }

    private static IEnumerable<string> Leaves(IConfiguration configuration)
        => configuration.AsEnumerable().Where(pair => pair.Value is not null).Select(pair => pair.Key);
}
