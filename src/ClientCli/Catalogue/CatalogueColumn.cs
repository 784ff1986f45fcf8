using System.Text.Json.Nodes;
using GaLNet.ClientCli.Output;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Sky.Tables;

namespace GaLNet.ClientCli.Catalogue;

/// <summary>One column of the catalogue, the same in every format.</summary>
/// <param name="Column">Name, type, unit, UCD and description.</param>
/// <param name="Write">Puts a row's value into the table being written.</param>
/// <param name="ToJson">A row's value as JSON; null where there is none.</param>
internal sealed record CatalogueColumn(
    TableColumn Column, Action<TableRow, int, CatalogueRow> Write, Func<CatalogueRow, JsonNode?> ToJson)
{
    /// <summary>A column of numbers.</summary>
    public static CatalogueColumn Number(
        string name, string unit, string ucd, string description, Func<CatalogueRow, double> value) => new(
        new TableColumn(name, TableType.Double, unit, ucd, description),
        (table, at, row) => table.Set(at, value(row)),
        row => JsonText.Number(value(row)));

    /// <summary>A column of whole numbers.</summary>
    public static CatalogueColumn Whole(
        string name, string ucd, string description, TableType type, Func<CatalogueRow, long> value) => new(
        new TableColumn(name, type, "", ucd, description),
        (table, at, row) => table.Set(at, value(row)),
        row => JsonValue.Create(value(row)));

    /// <summary>A column of text.</summary>
    public static CatalogueColumn Text(
        string name, string ucd, string description, Func<CatalogueRow, string> value) => new(
        new TableColumn(name, TableType.String, "", ucd, description),
        (table, at, row) => table.Set(at, value(row)),
        row => value(row) is { Length: > 0 } text ? JsonValue.Create(text) : null);
}
