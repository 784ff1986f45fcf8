using System.Text.Json.Nodes;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Photometry.Fitting;

namespace GaLNet.ClientCli.Catalogue;

/// <summary>Catalogue rows as JSON: every column by its name, and the flags' names beside their bits.</summary>
internal static class CatalogueJson
{
    /// <summary>One row.</summary>
    public static JsonObject Of(CatalogueRow row)
    {
        var json = new JsonObject();
        foreach (var column in CatalogueColumns.All)
        {
            json[column.Column.Name] = column.ToJson(row);
        }

        json["flag_names"] = Names(row.Flags);
        json["is_stale"] = row.IsStale;
        return json;
    }

    /// <summary>Many rows.</summary>
    public static JsonArray Of(IEnumerable<CatalogueRow> rows) => [.. rows.Select(Of)];

    /// <summary>Names of the flags that are set.</summary>
    public static JsonArray Names(int flags)
        => [.. FitFlagNames.Decode((FitFlags)flags).Select(name => JsonValue.Create(name))];
}
