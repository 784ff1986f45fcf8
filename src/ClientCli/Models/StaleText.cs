using System.Text.Json.Nodes;
using GaLNet.ClientCli.Session;
using GaLNet.Grains.Interfaces.Tiles;

namespace GaLNet.ClientCli.Models;

/// <summary>How many fits are stale, and why.</summary>
internal static class StaleText
{
    /// <summary>Asks every tile, and adds up what is stale for one reason.</summary>
    public static async Task<IReadOnlyList<StaleFits>> ReadAsync(
        CatalogueSession session, CancellationToken cancellationToken)
    {
        var listing = await session.Catalogue.List(cancellationToken);
        var all = new List<StaleFits>();
        foreach (var tile in listing.Tiles)
        {
            all.AddRange(await session.Tile(tile).GetStale(cancellationToken));
        }

        return [.. all.GroupBy(one => (one.Reason, one.Made, one.Wanted))
            .Select(same => same.First() with { Count = same.Sum(one => one.Count) })
            .OrderByDescending(one => one.Count)];
    }

    /// <summary>One line per reason.</summary>
    public static void Write(IReadOnlyList<StaleFits> stale, TextWriter output)
    {
        if (stale.Count == 0)
        {
            output.WriteLine("no fit is stale.");
            return;
        }

        var table = new TextTable("stale", "what differs", "made by", "now");
        foreach (var one in stale)
        {
            table.Add($"{one.Count}", one.Reason, one.Made, one.Wanted);
        }

        table.Write(output);
        output.WriteLine("'galnet process --stale' measures them again.");
    }

    /// <summary>Says how many tiles are to be searched before it is known what is to be measured there.</summary>
    public static async Task WriteUnsearchedAsync(
        CatalogueSession session, TextWriter output, CancellationToken cancellationToken)
    {
        var listing = await session.Catalogue.List(cancellationToken);
        var unsearched = 0;
        foreach (var tile in listing.Tiles)
        {
            unsearched += (await session.Tile(tile).GetStatus(cancellationToken)).Unprepared > 0 ? 1 : 0;
        }

        if (unsearched > 0)
        {
            output.WriteLine($"{unsearched} tiles have new or replaced images that were not searched for sources yet: "
                + "'galnet process' does.");
        }
    }

    /// <summary>How many there are, in one line.</summary>
    public static async Task WriteSummaryAsync(
        CatalogueSession session, TextWriter output, CancellationToken cancellationToken)
    {
        var count = (await ReadAsync(session, cancellationToken)).Sum(one => one.Count);
        output.WriteLine(count == 0
            ? "no fit is stale."
            : $"{count} fits are stale: 'galnet status --stale' says why, 'galnet process --stale' measures them "
                + "again.");
    }

    /// <summary>The same as JSON.</summary>
    public static JsonArray Json(IEnumerable<StaleFits> stale) => new([.. stale.Select(one => new JsonObject
    {
        ["count"] = one.Count,
        ["differs"] = one.Reason,
        ["made_by"] = one.Made,
        ["now"] = one.Wanted,
    })]);
}
