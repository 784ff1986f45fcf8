using GaLNet.Sky.Fits;

namespace GaLNet.Sky.Surveys;

/// <summary>Looks keywords up in an image's header, then in the primary header.</summary>
internal sealed class SurveyKeywords(FitsHeader primary, FitsHeader image)
{
    /// <summary>
    /// Every one of these keywords that holds a number (or a string that is one, as SDSS writes EXPTIME).
    /// </summary>
    public IEnumerable<Sourced<double>> Numbers(params string[] keys)
    {
        foreach (var key in keys)
        {
            if (Number(key) is { } value)
                yield return new Sourced<double>(value, key + " keyword");
        }
    }

    public double? Number(string key) => NumberIn(image, key) ?? NumberIn(primary, key);

    public string? Text(string key) => (image.String(key) ?? primary.String(key))?.Trim() is { Length: > 0 } text
        ? text : null;

    /// <summary>First of these keywords that holds text.</summary>
    public Sourced<string>? FirstText(params string[] keys)
        => keys.Select(k => (Key: k, Text: Text(k))).FirstOrDefault(p => p.Text is not null) is { Text: { } text } found
            ? new Sourced<string>(text, found.Key + " keyword")
            : null;

    public bool Contains(string key, string part)
        => Text(key)?.Contains(part, StringComparison.OrdinalIgnoreCase) == true;

    private static double? NumberIn(FitsHeader header, string key)
    {
        if (header.Number(key) is { } value)
            return value;
        return header.String(key) is { } text && FitsCardParser.TryNumber(text.Trim(), out var parsed) ? parsed : null;
    }
}
