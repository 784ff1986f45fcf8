using System.Globalization;
using GaLNet.ClientCli.Shell;
using GaLNet.Sky.Tables;

namespace GaLNet.ClientCli.Catalogue;

/// <summary>Which columns of somebody's catalogue hold what: named by the user, else by the usual names.</summary>
internal sealed class ColumnMap
{
    private static readonly Dictionary<string, string[]> UsualNames = new(StringComparer.Ordinal)
    {
        ["ra"] = ["ra", "alpha_j2000", "raj2000", "ra_deg", "alphawin_j2000", "ra_icrs", "_raj2000"],
        ["dec"] = ["dec", "delta_j2000", "dej2000", "decj2000", "dec_deg", "deltawin_j2000", "de_icrs", "_dej2000"],
        ["mag"] = ["mag", "mag_auto", "mag_r", "rmag", "mag_psf"],
        ["star"] = ["star", "is_star", "sg_flag", "class_star", "type"],
    };

    private readonly Dictionary<string, string> _given;

    private ColumnMap(Dictionary<string, string> given, double? starLimit) => (_given, StarLimit) = (given, starLimit);

    /// <summary>
    /// Value of the star column above which a source is a star; null = decided by the kind of column.
    /// </summary>
    public double? StarLimit { get; }

    /// <summary>Reads <c>ra=NAME,dec=NAME,mag=NAME,star=NAME&gt;0.9</c>; null or empty = the usual names.</summary>
    public static ColumnMap Parse(string? text)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        double? limit = null;
        foreach (var part in (text ?? "").Split(',',
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split('=', 2) is not [var what, { Length: > 0 } name] || !UsualNames.ContainsKey(what))
            {
                throw new CommandFailedException(
                    $"--columns has '{part}'; it must be a list of ra=NAME, dec=NAME, mag=NAME, star=NAME or "
                    + "star=NAME>LIMIT.");
            }

            if (what == "star" && name.Split('>', 2) is [var column, var number])
            {
                limit = double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                    ? value
                    : throw new CommandFailedException($"--columns has '{part}'; after > it must have a number.");
                name = column;
            }

            given[what] = name;
        }

        return new ColumnMap(given, limit);
    }

    /// <summary>Name of a column that must be there.</summary>
    public string Required(Table table, string what) => Optional(table, what)
        ?? throw new CommandFailedException(
            $"{table.Name} has no column for {what} (looked for {string.Join(", ", UsualNames[what])}); it has "
            + $"{string.Join(", ", table.Columns.Select(column => column.Name))}: "
            + $"name one with --columns {what}=NAME.");

    /// <summary>Name of a column that may be missing; one that the user named must be there.</summary>
    public string? Optional(Table table, string what) => _given.TryGetValue(what, out var name)
        ? table.Column(name).Name
        : UsualNames[what].FirstOrDefault(table.Has);
}
