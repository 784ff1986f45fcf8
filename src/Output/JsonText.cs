using System.Text.Json;
using System.Text.Json.Nodes;

namespace GaLNet.Output;

/// <summary>JSON for <c>--json</c>: snake_case names as in the catalogue, NaN and infinities as null.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A number, or null where there is none.</summary>
    public static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    /// <summary>Writes the value and a line end.</summary>
    public static void Write(JsonNode value, TextWriter output) => output.WriteLine(value.ToJsonString(Indented));
}
