using GaLNet.ClientCli.Shell;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Sky.Tables;

namespace GaLNet.ClientCli.Catalogue;

/// <summary>Reads the sources that a user wants measured.</summary>
internal static class InputCatalogue
{
    // SExtractor's CLASS_STAR is a probability-like number; other flags are 0 or 1.
    private const double ClassStarLimit = 0.9;

    /// <summary>Every row with a position. Sources without one, or with NaN, are refused by number.</summary>
    public static InputSource[] Read(string path, ColumnMap map)
    {
        using var table = Table.Open(path);
        var ra = table.Doubles(map.Required(table, "ra"));
        var dec = table.Doubles(map.Required(table, "dec"));
        var mag = map.Optional(table, "mag") is { } magName ? table.Doubles(magName) : null;
        var isStar = map.Optional(table, "star") is { } starName ? Stars(table, starName, map.StarLimit) : null;
        var sources = new InputSource[table.RowCount];
        for (var row = 0; row < sources.Length; row++)
        {
            if (!double.IsFinite(ra[row]) || !(Math.Abs(dec[row]) <= 90))
            {
                throw new CommandFailedException(
                    $"row {row + 1} of {path} has the position ({ra[row]}, {dec[row]}); it must be RA and Dec in "
                    + "degrees.");
            }

            sources[row] = new InputSource(ra[row], dec[row], isStar?[row] ?? false, mag?[row] ?? double.NaN);
        }

        return sources.Length > 0 ? sources : throw new CommandFailedException($"{path} has no rows.");
    }

    private static bool[] Stars(Table table, string name, double? limit)
    {
        if (table.Column(name).Type == TableType.String)
        {
            return Array.ConvertAll(
                table.Strings(name), text => text.StartsWith("star", StringComparison.OrdinalIgnoreCase));
        }

        var values = table.Doubles(name);
        var isGraded = values.Any(value => value is > 0 and < 1);
        var above = limit ?? (isGraded ? ClassStarLimit : 0.5);
        return Array.ConvertAll(values, value => value > above);
    }
}
