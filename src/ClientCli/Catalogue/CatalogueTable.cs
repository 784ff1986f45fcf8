using GaLNet.ClientCli.Output;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Photometry.Fitting;

namespace GaLNet.ClientCli.Catalogue;

/// <summary>Catalogue rows for reading: the seven numbers, their trustworthiness, and flags by name.</summary>
internal static class CatalogueTable
{
    /// <summary>Writes the first <paramref name="limit"/> rows and says how many more there are.</summary>
    public static void Write(IReadOnlyList<CatalogueRow> rows, int limit, TextWriter output)
    {
        var table = new TextTable("galaxy_id", "ra", "dec", "mag", "reff", "q", "pa", "n", "chi2", "sn", "flags");
        foreach (var row in rows.Take(limit))
        {
            table.Add(
                $"{row.GalaxyId}", Numbers.Fixed(row.RaDeg, 6), Numbers.Fixed(row.DecDeg, 6), Numbers.Fixed(row.Mag, 3),
                Numbers.Fixed(row.ReffArcsec, 3), Numbers.Fixed(row.Q, 3), Numbers.Fixed(row.PaDeg, 1),
                Numbers.Fixed(row.N, 2), Numbers.Fixed(row.Chi2, 2), Numbers.Fixed(row.SignalToNoise, 0),
                FlagText(row));
        }

        table.Write(output);
        if (rows.Count > limit)
        {
            output.WriteLine($"… and {rows.Count - limit} more (--all, --json or 'galnet export' give everything)");
        }
    }

    private static string FlagText(CatalogueRow row)
    {
        var names = FitFlagNames.Decode((FitFlags)row.Flags);
        return string.Join(' ', row.IsStale ? names.Append("(stale)") : names);
    }
}
