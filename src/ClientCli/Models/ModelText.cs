using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using GaLNet.Grains.Interfaces.Models;

namespace GaLNet.ClientCli.Models;

/// <summary>Networks as tables, paragraphs and JSON.</summary>
internal static class ModelText
{
    private const int HashDigits = 8;

    /// <summary>One line per network.</summary>
    public static void WriteTable(ModelListing listing, TextWriter output)
    {
        if (listing.Models.Length == 0)
        {
            output.WriteLine(
                "no networks: none came with this software, none was published ('galnet models publish FILE').");
            return;
        }

        var table = new TextTable("engine", "active", "name", "version", "weights", "kB", "from");
        foreach (var model in listing.Models)
        {
            table.Add(
                model.Engine, listing.IsActive(model) ? "yes" : "", model.Name, model.Version,
                model.WeightsHash[..HashDigits], Kilobytes(model), From(model));
        }

        table.Write(output);
    }

    /// <summary>Everything that a network says of itself.</summary>
    public static void WriteAll(CatalogueModel model, bool isActive, TextWriter output)
    {
        void Line(string name, string value) => output.WriteLine($"  {name,-10} {value}");
        output.WriteLine($"{model.Name} {model.Version}");
        Line("serves", $"{model.Engine}{(isActive ? ", active" : "")}");
        Line("weights", model.WeightsHash);
        Line("file", $"{Kilobytes(model)} kB, {From(model)}");
        foreach (var (name, json) in Details(model))
        {
            output.WriteLine($"  {name}");
            foreach (var line in Indented(json).Split('\n'))
            {
                output.WriteLine($"    {line}");
            }
        }
    }

    /// <summary>What identifies a network.</summary>
    public static JsonObject Json(CatalogueModel model, bool isActive) => new()
    {
        ["engine"] = model.Engine,
        ["active"] = isActive,
        ["name"] = model.Name,
        ["version"] = model.Version,
        ["weights_sha256"] = model.WeightsHash,
        ["model_id"] = model.ModelId,
        ["size_bytes"] = model.SizeBytes,
        ["published_at"] = model.PublishedAt is { } time ? Time(time) : null,
    };

    /// <summary>The same with all it says of itself.</summary>
    public static JsonObject FullJson(CatalogueModel model, bool isActive)
    {
        var json = Json(model, isActive);
        foreach (var (name, text) in Details(model))
        {
            json[name] = Parsed(text);
        }

        return json;
    }

    private static IEnumerable<(string Name, string Json)> Details(CatalogueModel model)
        => new[] { ("training", model.Training), ("domain", model.Domain), ("metrics", model.Metrics) }
            .Where(detail => detail.Item2.Length > 0);

    private static string Indented(string json) => Parsed(json)?.ToJsonString(
        new JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }) ?? json;

    // A file may hold any text under these keys; what is no JSON is shown as it is.
    private static JsonNode? Parsed(string json)
    {
        try
        {
            return JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            return JsonValue.Create(json);
        }
    }

    private static string Kilobytes(CatalogueModel model)
        => (model.SizeBytes / 1024.0).ToString("F0", CultureInfo.InvariantCulture);

    private static string From(CatalogueModel model)
        => model.PublishedAt is { } time ? $"published {Time(time)}" : "came with galnet";

    private static string Time(DateTimeOffset time)
        => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
