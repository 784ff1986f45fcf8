using System.Globalization;

namespace GaLNet.Sky.Fits;

/// <summary>
/// A file name with an optional HDU in brackets: <c>file.fits[SCI]</c>, <c>file.fits[SCI,2]</c>, <c>file.fits[1]</c>.
/// </summary>
/// <param name="File">The name without brackets.</param>
/// <param name="Selector">What stands in the brackets, or null.</param>
public readonly record struct FitsPath(string File, string? Selector)
{
    /// <summary>Splits a name; brackets that belong to an existing file's name are left alone.</summary>
    public static FitsPath Parse(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var open = path.LastIndexOf('[');
        return open <= 0 || !path.EndsWith(']') || System.IO.File.Exists(path)
            ? new FitsPath(path, null)
            : new FitsPath(path[..open], path[(open + 1)..^1].Trim());
    }

    /// <summary>True when <paramref name="hdu"/> is the one that <paramref name="selector"/> names.</summary>
    internal static bool Matches(FitsHdu hdu, string selector)
    {
        if (int.TryParse(selector, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            return hdu.Index == index;
        var comma = selector.LastIndexOf(',');
        if (comma > 0 && long.TryParse(selector.AsSpan(comma + 1), NumberStyles.None, CultureInfo.InvariantCulture,
                out var version))
            return hdu.Version == version && SameName(hdu, selector[..comma].Trim());
        return SameName(hdu, selector);
    }

    private static bool SameName(FitsHdu hdu, string name)
        => string.Equals(hdu.Name.Trim(), name, StringComparison.OrdinalIgnoreCase)
            || (hdu.Index == 0 && name.Equals("PRIMARY", StringComparison.OrdinalIgnoreCase));
}
