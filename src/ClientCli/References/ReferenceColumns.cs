using GaLNet.Output;

namespace GaLNet.ClientCli.References;

/// <summary>The columns of a table that a mapping finds, as quantities; what must be there and is not is refused.</summary>
internal sealed class ReferenceColumns
{
    private readonly IReferenceTable _table;
    private readonly ReferenceFormat _format;
    private readonly Dictionary<string, double[]> _numbers = new(StringComparer.Ordinal);

    public ReferenceColumns(IReferenceTable table, ReferenceFormat format)
    {
        (_table, _format) = (table, format);
        HasSky = Find("ra") is not null && Find("dec") is not null;
        HasPixels = Find("x") is not null && Find("y") is not null;
        if (!HasSky && !HasPixels)
        {
            throw Missing(_format.Columns.ContainsKey("ra") ? "ra" : "x", "a position");
        }

        foreach (var quantity in Required)
        {
            _ = Find(quantity) ?? throw Missing(quantity, quantity);
        }
    }

    /// <summary>True when the table has right ascensions and declinations.</summary>
    public bool HasSky { get; }

    /// <summary>True when the table has pixel positions.</summary>
    public bool HasPixels { get; }

    /// <summary>Quantities of the mapping that the table does not have and that can be done without.</summary>
    public IReadOnlyList<string> Absent => [.. _format.Columns.Keys.Where(quantity => Find(quantity) is null)];

    /// <summary>One row's value; NaN where there is none, or where it is one of the mapping's bad values.</summary>
    public double this[string quantity, int row] => Column(quantity) is { } column ? column[row] : double.NaN;

    /// <summary>The rows' names, or their numbers, 1 and up.</summary>
    public string[] Ids() => Find("id") is { } name
        ? _table.Texts(name)
        : [.. Enumerable.Range(1, _table.Count).Select(row => row.ToString(
            System.Globalization.CultureInfo.InvariantCulture))];

    /// <summary>A column as text, or null.</summary>
    public string[]? Texts(string quantity) => Find(quantity) is { } name ? _table.Texts(name) : null;

    private string[] Required =>
    [
        double.IsNaN(_format.FluxZeroPoint) ? "mag" : "flux",
        .. _format.Axis switch
        {
            AxisKind.Ratio => ["reff", "q", "pa"],
            AxisKind.Ellipticity => ["reff", "ellipticity", "pa"],
            AxisKind.E1E2 => ["reff", "e1", "e2"],
            _ => (string[])["reff_x", "reff_y", "rho"],
        },
        "n",
    ];

    private double[]? Column(string quantity)
    {
        if (_numbers.TryGetValue(quantity, out var known))
        {
            return known;
        }

        if (Find(quantity) is not { } name)
        {
            return null;
        }

        var values = _table.Numbers(name);
        double[] bad = [.. _format.BadValues, .. _format.BadValuesOf.GetValueOrDefault(quantity) ?? []];
        for (var row = 0; row < values.Length; row++)
        {
            // Catalogues in single precision write -99.9 as -99.90000153.
            var value = values[row];
            if (Array.Exists(bad, one => value == one || (float)value == (float)one))
            {
                values[row] = double.NaN;
            }
        }

        return _numbers[quantity] = values;
    }

    private string? Find(string quantity)
        => _format.Columns.TryGetValue(quantity, out var names) ? Array.Find(names, _table.Has) : null;

    private CommandFailedException Missing(string quantity, string what)
    {
        var looked = _format.Columns.TryGetValue(quantity, out var names)
            ? $"looked for {string.Join(", ", names)}"
            : $"the format {_format.Name} maps none";
        return new CommandFailedException(
            $"{_table.Name} has no column for {what} ({looked}); it has {string.Join(", ", _table.Columns)}: name one "
            + $"with --set columns.{quantity}=NAME.");
    }
}
