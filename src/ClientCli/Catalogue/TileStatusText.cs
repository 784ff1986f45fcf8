using System.Text.Json.Nodes;
using GaLNet.ClientCli.Output;
using GaLNet.Grains.Interfaces.Tiles;

namespace GaLNet.ClientCli.Catalogue;

/// <summary>Tiles at a glance.</summary>
internal static class TileStatusText
{
    /// <summary>One line per tile; a failed tile's reason beneath.</summary>
    public static void Write(IReadOnlyList<TileStatus> statuses, TextWriter output)
    {
        var table = new TextTable(
            "tile", "phase", "images", "galaxies", "measured", "failed", "stars", "faint", "pending", "stale");
        foreach (var status in statuses)
        {
            table.Add(
                status.Tile, Phase(status.Phase), $"{status.Images}", $"{status.Galaxies}", $"{status.Measured}",
                $"{status.Failed}", $"{status.Stars}", $"{status.Faint}", $"{status.Pending}", $"{status.Stale}");
        }

        table.Write(output);
        foreach (var status in statuses.Where(status => status.Message is not null))
        {
            output.WriteLine($"{status.Tile}: {status.Message}");
        }
    }

    /// <summary>One tile as JSON.</summary>
    public static JsonObject Json(TileStatus status) => new()
    {
        ["tile"] = status.Tile,
        ["phase"] = Phase(status.Phase),
        ["images"] = status.Images,
        ["galaxies"] = status.Galaxies,
        ["measured"] = status.Measured,
        ["failed"] = status.Failed,
        ["stars"] = status.Stars,
        ["faint"] = status.Faint,
        ["pending"] = status.Pending,
        ["stale"] = status.Stale,
        ["message"] = status.Message,
    };

    private static string Phase(TilePhase phase) => phase switch
    {
        TilePhase.Detecting => "detecting",
        TilePhase.ModellingPsf => "modelling_psf",
        TilePhase.Measuring => "measuring",
        TilePhase.Failed => "failed",
        _ => "idle",
    };
}
