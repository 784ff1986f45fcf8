using System.Globalization;
using GaLNet.Grains.Interfaces;
using Microsoft.Extensions.Configuration;

namespace GaLNet.Silo.Configuration;

/// <summary>Reads configuration key by key and remembers which keys there are.</summary>
internal sealed class KeyReader(IConfiguration configuration)
{
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A text; null when it is not set or empty.</summary>
    public string? Text(string key)
    {
        _known.Add(key);
        return configuration[key] is { Length: > 0 } text ? text : null;
    }

    /// <summary>One of a few words, in the spelling given here.</summary>
    public string Word(string key, string otherwise, params string[] words)
    {
        var text = Text(key) ?? otherwise;
        return Array.Find(words, word => string.Equals(word, text, StringComparison.OrdinalIgnoreCase))
            ?? throw new InputException($"{key} is '{text}'; write one of {string.Join(", ", words)}.");
    }

    /// <summary>True, false, or not set = false.</summary>
    public bool Switch(string key) => Word(key, "false", "true", "false") == "true";

    /// <summary>A whole number between two others; null when it is not set.</summary>
    public int? Whole(string key, int least, int most)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= least && value <= most
            ? value
            : throw new InputException($"{key} is '{text}'; write a whole number from {least} to {most}.");
    }

    /// <summary>A list: an array of the file, or one text with semicolons.</summary>
    public IReadOnlyList<string> List(string key)
    {
        _known.Add(key);
        var children = configuration.GetSection(key).GetChildren().ToArray();
        foreach (var child in children)
        {
            _known.Add(child.Path);
        }

        // A text from the environment or the command line replaces the file's array.
        return configuration[key] is { Length: > 0 } text
            ? text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : [.. children.Select(child => child.Value).OfType<string>()];
    }

    /// <summary>Throws when one of the keys was never asked for.</summary>
    public void RefuseUnknown(IEnumerable<string> said)
    {
        foreach (var key in said.Where(key => !_known.Contains(key)))
        {
            var nearest = _known.MinBy(known => Distance(known.ToUpperInvariant(), key.ToUpperInvariant()));
            throw new InputException($"There is no setting {key}; did you mean {nearest}?");
        }
    }

    // Levenshtein's distance.
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var replaced = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[^1];
    }
}
