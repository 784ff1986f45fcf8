using System.Globalization;
using System.Text.RegularExpressions;
using GaLNet.Output;
using GaLNet.Sky.Fits;

namespace GaLNet.ClientCli.References;

/// <summary>
/// GALFIT's results: parameter files (<c>galfit.NN</c>), logs (<c>fit.log</c>) and the headers of image blocks. Sérsic
/// components are read, and de Vaucouleurs and exponential ones as Sérsic of n = 4 and n = 1.
/// </summary>
internal static partial class GalfitFiles
{
    /// <summary>Half-light radius of an exponential profile in scale lengths: the root of 2(1 + r) = exp(r).</summary>
    private const double ExponentialHalfLight = 1.6783469900166605;

    /// <summary>Every component of every file, in order.</summary>
    public static IReadOnlyList<GalfitComponent> Read(IReadOnlyList<string> paths)
        => [.. paths.SelectMany(ReadOne)];

    private static IReadOnlyList<GalfitComponent> ReadOne(string path)
    {
        var start = new byte[6];
        using (var stream = File.OpenRead(path))
        {
            stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        }

        var components = start.AsSpan().SequenceEqual("SIMPLE"u8) ? FromBlock(path) : FromText(path);
        return components.Count > 0 ? components : throw new CommandFailedException(
            $"{path} holds no Sérsic component; give GALFIT's galfit.NN, fit.log or an image block.");
    }

    private static List<GalfitComponent> FromBlock(string path)
    {
        using var file = FitsFile.Open(path);
        var header = file.Hdus.Select(hdu => hdu.Header).FirstOrDefault(header => header.Has("COMP_1"));
        var found = new List<GalfitComponent>();
        for (var number = 1; header?.String($"COMP_{number}") is { } kind; number++)
        {
            var radius = kind.Trim() == "expdisk" ? "RS" : "RE";
            string[] keys = ["XC", "YC", "MAG", radius, "N", "AR", "PA"];
            var texts = Array.ConvertAll(keys, key => header.String($"{number}_{key}") ?? "nan");
            var parts = Array.ConvertAll(texts, text => text.Split("+/-"));
            if (Component(kind.Trim(), $"{Path.GetFileName(path)}#{number}", Array.ConvertAll(parts, part => part[0]),
                Array.ConvertAll(parts, part => part.Length > 1 ? part[1] : "nan"), header.Number("CHI2NU")) is { } one)
            {
                found.Add(one);
            }
        }

        return found;
    }

    private static List<GalfitComponent> FromText(string path)
    {
        var lines = File.ReadAllLines(path);
        return Array.Exists(lines, line => LogLine().IsMatch(line))
            ? FromLog(path, lines)
            : FromParameters(path, lines);
    }

    // " sersic : ( x, y) mag re n q pa" and a line of errors beneath; "Chi^2/nu = 1.469" ends a fit.
    private static List<GalfitComponent> FromLog(string path, string[] lines)
    {
        var found = new List<GalfitComponent>();
        var first = 0;
        for (var at = 0; at < lines.Length; at++)
        {
            if (LogLine().Match(lines[at]) is { Success: true } match)
            {
                var errors = at + 1 < lines.Length ? Split(lines[at + 1]) : [];
                var values = Split(match.Groups["values"].Value);
                var hasIndex = match.Groups["kind"].Value == "sersic";
                if (Component(match.Groups["kind"].Value, $"{Path.GetFileName(path)}#{found.Count + 1}",
                    Full(values, hasIndex), Full(errors, hasIndex), null) is { } one)
                {
                    found.Add(one);
                }
            }
            else if (Chi2Line().Match(lines[at]) is { Success: true } chi2)
            {
                for (; first < found.Count; first++)
                {
                    found[first] = found[first] with { Chi2 = Number(chi2.Groups["value"].Value) };
                }
            }
        }

        return found;
    }

    private static List<GalfitComponent> FromParameters(string path, string[] lines)
    {
        var found = new List<GalfitComponent>();
        var chi2 = lines.Select(line => Chi2Line().Match(line)).FirstOrDefault(match => match.Success);
        var kind = "";
        var number = 0;
        var values = new string[7];
        void Finish()
        {
            if (kind.Length > 0 && Component(kind, $"{Path.GetFileName(path)}#{number}", values, Full([], true),
                chi2 is null ? null : Number(chi2.Groups["value"].Value)) is { } one)
            {
                found.Add(one);
            }
        }

        foreach (var match in lines.Select(line => ParameterLine().Match(line)).Where(match => match.Success))
        {
            var words = Split(match.Groups["values"].Value);
            switch (match.Groups["key"].Value)
            {
                case "0":
                    Finish();
                    (kind, values) = (words[0], Full([], true));
                    number++;
                    break;
                case "1" when words.Length > 1:
                    (values[0], values[1]) = (words[0], words[1]);
                    break;
                case "3" or "4" or "5":
                    values[match.Groups["key"].Value[0] - '1'] = words[0];
                    break;
                case "9":
                    values[5] = words[0];
                    break;
                case "10":
                    values[6] = words[0];
                    break;
            }
        }

        Finish();
        return found;
    }

    private static GalfitComponent? Component(
        string kind, string id, string[] values, string[] errors, double? chi2)
    {
        if (kind is not ("sersic" or "devauc" or "expdisk"))
        {
            return null;
        }

        var (numbers, sigmas) = (Array.ConvertAll(values, Number), Array.ConvertAll(errors, Number));
        if (kind != "sersic")
        {
            (numbers[4], sigmas[4]) = (kind == "devauc" ? 4 : 1, double.NaN);
        }

        if (kind == "expdisk")
        {
            (numbers[3], sigmas[3]) = (numbers[3] * ExponentialHalfLight, sigmas[3] * ExponentialHalfLight);
        }

        var isDoubtful = Array.Exists(values, value => value.Contains('*', StringComparison.Ordinal))
            || Array.Exists(errors, value => value.Contains('*', StringComparison.Ordinal));
        // "+/- 0.0000" says that no error was determined.
        return new GalfitComponent(
            id, numbers, Array.ConvertAll(sigmas, sigma => sigma > 0 ? sigma : double.NaN), chi2 ?? double.NaN,
            isDoubtful);
    }

    private static string[] Split(string text)
        => text.Split([' ', '\t', ',', '(', ')'], StringSplitOptions.RemoveEmptyEntries);

    // x y mag re [n] q pa
    private static string[] Full(string[] words, bool hasIndex)
    {
        var full = Enumerable.Repeat("nan", 7).ToArray();
        for (var at = 0; at < Math.Min(words.Length, hasIndex ? 7 : 6); at++)
        {
            full[!hasIndex && at >= 4 ? at + 1 : at] = words[at];
        }

        return full;
    }

    // [held fixed], {constrained}, *not to be trusted*
    private static double Number(string text)
        => double.TryParse(text.Trim(' ', '[', ']', '{', '}', '*'), NumberStyles.Float, CultureInfo.InvariantCulture,
            out var number) ? number : double.NaN;

    [GeneratedRegex(@"^\s*(?<kind>sersic|devauc|expdisk)\s*:\s*(?<values>.*)$")]
    private static partial Regex LogLine();

    [GeneratedRegex(@"Chi\^2/nu\s*=\s*(?<value>[-+.\deE]+)")]
    private static partial Regex Chi2Line();

    [GeneratedRegex(@"^\s*(?<key>\d+)\)\s+(?<values>[^#]*)")]
    private static partial Regex ParameterLine();
}
