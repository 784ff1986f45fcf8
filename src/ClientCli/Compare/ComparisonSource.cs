using GaLNet.ClientCli.Output;
using GaLNet.ClientCli.Session;
using GaLNet.ClientCli.Shell;
using GaLNet.Grains.Interfaces.References;
using GaLNet.Output;

namespace GaLNet.ClientCli.Compare;

/// <summary>Reads the galaxies of a comparison from the tiles, one tile in memory at a time.</summary>
internal sealed class ComparisonSource
{
    private readonly CatalogueSession _session;
    private readonly ReferenceInfo? _reference;
    private readonly IReadOnlyList<string> _tiles;
    private readonly RegionOption? _region;

    private ComparisonSource(
        CatalogueSession session, string name, ReferenceInfo? reference, IReadOnlyList<string> tiles,
        RegionOption? region, IReadOnlyList<string> engines)
        => (_session, Name, _reference, _tiles, _region, Engines) = (session, name, reference, tiles, region, engines);

    /// <summary>The reference's name, or the engine's that stands in for one.</summary>
    public string Name { get; }

    /// <summary>What is known of the reference; null when it is an engine.</summary>
    public ReferenceInfo? Reference => _reference;

    /// <summary>Engines to be compared with it.</summary>
    public IReadOnlyList<string> Engines { get; }

    /// <summary>
    /// Finds out what is to be compared with what. The reference may be an engine's word, which then is the standard.
    /// </summary>
    public static async Task<ComparisonSource> OpenAsync(
        CatalogueSession session, string? reference, IReadOnlyList<string> engines, string? region,
        CancellationToken cancellationToken)
    {
        var listing = await session.Catalogue.List(cancellationToken);
        var where = RegionOption.Parse(region, listing);
        var tiles = where?.Tiles ?? listing.Tiles;
        var known = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var tile in tiles)
        {
            known.UnionWith(await session.Tile(tile).GetEngines(cancellationToken));
        }

        var all = await session.Catalogue.ListReferences(cancellationToken);
        var name = reference ?? (all.Length == 1 ? all[0].Name : throw new CommandFailedException(
            $"say which reference to compare with: {Choices(all, known)}."));
        var info = Array.Find(all, one => one.Name == name);
        if (info is null && !known.Contains(name))
        {
            throw new CommandFailedException($"there is no reference {name}; there is {Choices(all, known)}.");
        }

        if (info is { IsComplete: false })
        {
            throw new CommandFailedException(
                $"the reference {name} is attached only in part: run its 'galnet reference add' again first.");
        }

        var missing = engines.Where(engine => !known.Contains(engine)).ToArray();
        if (missing.Length > 0)
        {
            throw new CommandFailedException(
                $"no galaxy here was fitted by {string.Join(", ", missing)}; there are fits by "
                + $"{string.Join(", ", known)}: make more with 'galnet process --engine {missing[0]}'.");
        }

        string[] compared =
        [
            .. (engines.Count > 0 ? engines : [.. known]).Where(engine => engine != name || info is not null),
        ];
        return compared.Length > 0
            ? new ComparisonSource(session, name, info, [.. tiles], where, compared)
            : throw new CommandFailedException($"there is nothing to compare {name} with: fit with another engine first.");
    }

    /// <summary>All galaxies that an engine and the reference measured.</summary>
    public async Task<ComparedColumns> ReadAsync(string engine, Terminal terminal, CancellationToken cancellationToken)
    {
        var columns = new ComparedColumns();
        string[] tiles = _reference is null ? [.. _tiles] : [.. _tiles.Intersect(_reference.Tiles)];
        await ProgressDisplay.RunAsync(terminal, async bars =>
        {
            var bar = bars.Add($"reading {engine}", tiles.Length);
            foreach (var tile in tiles)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var page = await _session.Tile(tile).GetEnginePage(engine, cancellationToken);
                page = _region is null ? page : _region.Inside(page);
                if (_reference is null)
                {
                    columns.Add(page, await _session.Tile(tile).GetEnginePage(Name, cancellationToken));
                }
                else if (await _session.Reference(tile, Name).Get(cancellationToken) is { } theirs)
                {
                    columns.Add(page, theirs);
                }

                bar.Step();
            }
        });
        return columns;
    }

    private static string Choices(ReferenceInfo[] all, IEnumerable<string> engines)
    {
        var references = all.Length == 0
            ? "no reference ('galnet reference add CATALOG --format NAME' attaches one)"
            : string.Join(", ", all.Select(one => one.Name));
        return $"{references}; an engine may serve as one: {string.Join(", ", engines)}";
    }
}
