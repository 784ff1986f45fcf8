using GaLNet.Output;

namespace GaLNet.ClientCli.References;

/// <summary>The mappings that come with the program, and those that users write.</summary>
internal static class ReferenceFormats
{
    private const string Prefix = "Formats/";
    private const string Suffix = ".toml";

    /// <summary>Names of the mappings that come with the program.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(ReferenceFormats).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^Suffix.Length]).Order(StringComparer.Ordinal),
    ];

    /// <summary>The text of a mapping that comes with the program.</summary>
    public static string TextOf(string name)
    {
        if (!Names.Contains(name))
        {
            throw new CommandFailedException(
                $"there is no format '{name}'; there are {string.Join(", ", Names)}, or write your own with --map FILE "
                + "('galnet reference formats NAME' prints one to start from).");
        }

        using var stream = typeof(ReferenceFormats).Assembly.GetManifestResourceStream($"{Prefix}{name}{Suffix}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>A mapping by name, or from a file, and the text that it was read from.</summary>
    public static (ReferenceFormat Format, string Text) Load(
        string? name, string? file, IReadOnlyList<string> overrides, string band)
    {
        var (text, called, where) = (name, file) switch
        {
            ({ } known, null) => (TextOf(known), known, $"the format {known}"),
            (null, { } path) => (File.ReadAllText(path), Path.GetFileNameWithoutExtension(path), path),
            _ => throw new CommandFailedException(
                $"give either --format NAME ({string.Join(", ", Names)}) or --map FILE."),
        };
        return (FormatText.Parse(called, text, where, overrides, band), text);
    }
}
