using GaLNet.Photometry.Statistics;
using GaLNet.Sky.Tables;

namespace GaLNet.Stamps;

/// <summary>The seven numbers of galaxies in the columns x, y, mag, reff, q, pa, n of a table.</summary>
internal static class GalaxyColumns
{
    private static readonly string[] Names = ["x", "y", "mag", "reff", "q", "pa", "n"];

    /// <summary>One galaxy per row.</summary>
    /// <param name="table">The table.</param>
    /// <param name="suffix">What follows the names: "" for values, "_crlb" for bounds.</param>
    public static GalaxyParameters[] Read(Table table, string suffix)
    {
        var columns = Array.ConvertAll(Names, name => table.Doubles(name + suffix));
        return [.. Enumerable.Range(0, table.RowCount).Select(row => new GalaxyParameters(
            columns[0][row], columns[1][row], columns[2][row], columns[3][row], columns[4][row], columns[5][row],
            columns[6][row]))];
    }
}
