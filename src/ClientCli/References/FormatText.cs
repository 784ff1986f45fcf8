using System.Globalization;
using GaLNet.Output;
using Tomlyn;
using Tomlyn.Model;

namespace GaLNet.ClientCli.References;

/// <summary>Reads a mapping; anything that it does not know is refused by name.</summary>
internal static class FormatText
{
    /// <summary>Everything that a column can hold.</summary>
    public static IReadOnlyList<string> Quantities { get; } =
    [
        "id", "galaxy_id", "ra", "dec", "x", "y", "mag", "flux", "reff", "q", "ellipticity", "pa", "e1", "e2",
        "reff_x", "reff_y", "rho", "n", "chi2", "flags", "mag_err", "flux_err", "reff_err", "q_err",
        "ellipticity_err", "pa_err", "e1_err", "e2_err", "reff_x_err", "reff_y_err", "rho_err", "n_err",
    ];

    private static readonly Dictionary<string, string[]> Known = new(StringComparer.Ordinal)
    {
        [""] = ["title", "about", "files", "doubtful_flags"],
        ["columns"] = [.. Quantities],
        ["conventions"] =
        [
            "radius", "radius_unit", "axis", "angle", "angle_unit", "errors", "flux_zero_point", "mag_offset",
            "first_pixel", "north_up_pixel_scale", "position",
        ],
        ["bad_values"] = ["all", .. Quantities],
        ["bounds"] = ["mag", "reff", "q", "n"],
        ["initial_guess"] = ["pa", "q"],
    };

    /// <summary>The mapping in a text.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="text">TOML.</param>
    /// <param name="where">The file, for messages.</param>
    /// <param name="overrides">Lines <c>section.key=value</c> that replace what the text says.</param>
    /// <param name="band">What <c>{band}</c> in column names stands for.</param>
    public static ReferenceFormat Parse(
        string name, string text, string where, IReadOnlyList<string> overrides, string band)
    {
        var toml = Read(text, where);
        foreach (var line in overrides)
        {
            Override(toml, line);
        }

        Check(toml, "", where);
        var conventions = new Section(Table(toml, "conventions"), where);
        var isFlux = Table(toml, "columns").ContainsKey("flux");
        return new ReferenceFormat
        {
            Name = name,
            Title = toml.TryGetValue("title", out var title) ? (string)title : name,
            IsGalfit = toml.TryGetValue("files", out var files) && files is "galfit",
            Columns = Table(toml, "columns").ToDictionary(pair => pair.Key,
                pair => Array.ConvertAll(Texts(pair.Value), column => column.Replace("{band}", band,
                    StringComparison.Ordinal)), StringComparer.Ordinal),
            Radius = conventions.Choice("radius", ("major", RadiusKind.Major),
                ("circularised", RadiusKind.Circularised)),
            RadiusUnitArcsec = conventions.Choice("radius_unit", ("arcsec", 1.0), ("arcmin", 60.0), ("deg", 3600.0),
                ("pixel", double.NaN)),
            Axis = conventions.Choice("axis", ("ratio", AxisKind.Ratio), ("ellipticity", AxisKind.Ellipticity),
                ("e1e2", AxisKind.E1E2), ("covariance", AxisKind.Covariance)),
            Angle = conventions.Choice("angle", ("north_east", AngleFrame.NorthEast), ("image_x", AngleFrame.ImageX),
                ("image_y", AngleFrame.ImageY)),
            AngleUnitDeg = conventions.Choice("angle_unit", ("deg", 1.0), ("rad", 180 / Math.PI)),
            ErrorsAreInverseVariances = conventions.Choice("errors", ("sigma", false), ("inverse_variance", true)),
            FluxZeroPoint = !isFlux ? double.NaN : conventions.Number("flux_zero_point")
                ?? throw new CommandFailedException(
                    $"{where} maps a flux but has no flux_zero_point under [conventions]: give the AB magnitude of a "
                    + "flux of 1."),
            MagOffset = conventions.Number("mag_offset") ?? 0,
            FirstPixel = conventions.Number("first_pixel") ?? 1,
            NorthUpPixelScaleArcsec = conventions.Number("north_up_pixel_scale") ?? double.NaN,
            IsCentreFitted = conventions.Choice("position", ("fitted", true), ("detected", false)),
            BadValues = Table(toml, "bad_values").TryGetValue("all", out var bad) ? Numbers(bad) : [],
            BadValuesOf = NumbersByKey(Table(toml, "bad_values")),
            Bounds = NumbersByKey(Table(toml, "bounds")),
            InitialGuess = NumbersByKey(Table(toml, "initial_guess")),
            DoubtfulFlags = toml.TryGetValue("doubtful_flags", out var bits) ? Convert.ToInt64(bits, Invariant) : 0,
        };
    }

    private static CultureInfo Invariant => CultureInfo.InvariantCulture;

    private static TomlTable Read(string text, string where)
    {
        try
        {
            return TomlSerializer.Deserialize<TomlTable>(text)!;
        }
        catch (TomlException exception)
        {
            throw new CommandFailedException(
                $"{where} is no TOML: {exception.Message.ReplaceLineEndings(" ").TrimEnd('.', ' ')}; see 'galnet "
                + "reference formats NAME' for an example.", exception);
        }
    }

    private static void Override(TomlTable toml, string line)
    {
        if (line.Split('=', 2) is not [var path, var value] || path.Split('.') is not [var section, var key])
        {
            throw new CommandFailedException(
                $"--set has '{line}'; it must be SECTION.KEY=VALUE, e.g. columns.reff=RE_CIRC or "
                + "conventions.radius=circularised.");
        }

        if (!toml.ContainsKey(section))
        {
            toml[section] = new TomlTable();
        }

        ((TomlTable)toml[section])[key] = double.TryParse(value, NumberStyles.Float, Invariant, out var number)
            && section != "columns" ? number : value;
    }

    private static void Check(TomlTable toml, string section, string where)
    {
        foreach (var (key, value) in toml)
        {
            if (value is TomlTable inner && section.Length == 0 && Known.ContainsKey(key))
            {
                Check(inner, key, where);
            }
            else if (!Known[section].Contains(key))
            {
                var place = section.Length == 0 ? "at its top" : $"under [{section}]";
                throw new CommandFailedException(
                    $"{where} has '{key}' {place}, which means nothing; there may be {string.Join(", ", Known[section])}"
                    + (section.Length == 0 ? $" and the sections {string.Join(", ", Known.Keys.Skip(1))}." : "."));
            }
        }
    }

    private static TomlTable Table(TomlTable toml, string section)
        => toml.TryGetValue(section, out var inner) ? (TomlTable)inner : [];

    private static string[] Texts(object value)
        => value is TomlArray array ? [.. array.Select(one => (string)one!)] : [(string)value];

    private static double[] Numbers(object value) => value is TomlArray array
        ? [.. array.Select(one => Convert.ToDouble(one, Invariant))]
        : [Convert.ToDouble(value, Invariant)];

    private static Dictionary<string, double[]> NumbersByKey(TomlTable section)
        => section.Where(pair => pair.Key != "all").ToDictionary(pair => pair.Key, pair => Numbers(pair.Value));

    private sealed class Section(TomlTable table, string where)
    {
        public double? Number(string key)
            => !table.TryGetValue(key, out var value) ? null
                : value is double or long ? Convert.ToDouble(value, Invariant)
                : throw new CommandFailedException($"{where} has {key} = '{value}'; it must be a number.");

        /// <summary>One of some words; the first is the default.</summary>
        public T Choice<T>(string key, params (string Word, T Value)[] words)
        {
            if (!table.TryGetValue(key, out var said))
            {
                return words[0].Value;
            }

            var found = Array.FindIndex(words, word => word.Word.Equals(said as string, StringComparison.Ordinal));
            return found >= 0 ? words[found].Value : throw new CommandFailedException(
                $"{where} has {key} = '{said}'; it must be one of {string.Join(", ", words.Select(word => word.Word))}.");
        }
    }
}
