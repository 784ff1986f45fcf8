using System.Security.Cryptography;
using System.Text;
using GaLNet.ClientCli.Output;
using GaLNet.ClientCli.Session;
using GaLNet.ClientCli.Shell;
using GaLNet.Grains.Interfaces.Catalogue;
using GaLNet.Grains.Interfaces.References;
using GaLNet.Output;
using GaLNet.Sky.Fits;
using GaLNet.Sky.Tables;
using GaLNet.Sky.Wcs;

namespace GaLNet.ClientCli.References;

/// <summary>
/// Attaches a catalogue to the galaxies of a store: reads, converts, matches, and lets each tile record its share. Memory
/// grows with the catalogue's rows, and only by their positions for those outside the store's tiles.
/// </summary>
internal sealed class ReferenceLoader(CatalogueSession session, Terminal terminal)
{
    /// <summary>Does it; the same content under the same name is attached once.</summary>
    public async Task<ReferenceInfo> LoadAsync(ReferenceRequest request, CancellationToken cancellationToken)
    {
        var (format, text) = ReferenceFormats.Load(request.Format, request.Map, request.Overrides, request.Band);
        var listing = await session.Catalogue.List(cancellationToken);
        if (listing.Tiles.Length == 0)
        {
            throw new CommandFailedException("the catalogue holds no images yet: measure some first.");
        }

        var name = request.Name ?? format.Name;
        var hash = HashOf(request, text);
        var known = await session.Catalogue.ListReferences(cancellationToken);
        var before = Array.Find(known, one => one.Name == name);
        if (before is { IsComplete: true } && before.ContentHash == hash && !request.Again)
        {
            terminal.Note($"{name}: this content is attached already; nothing was loaded (--again matches it anew).");
            return before;
        }

        if (Array.Find(known, one => one.ContentHash == hash && one.Name != name) is { } twin)
        {
            throw new CommandFailedException(
                $"this very catalogue is attached already, as {twin.Name}: use that, or remove it first with 'galnet "
                + $"reference remove {twin.Name}'.");
        }

        using var table = Open(request.Paths, format);
        var columns = new ReferenceColumns(table, format);
        SayWhatIsAbsent(columns);
        var converter = await ConverterAsync(format, columns, request, listing, cancellationToken);
        var places = converter.Positions(columns, table.Count);
        var matches = request.MatchArcsec > 0
            ? await MatchAsync(places, listing, request.MatchArcsec, cancellationToken)
            : await MatchByIdAsync(columns, listing, table.Count, cancellationToken);
        var byTile = ConvertMatched(columns, converter, places, matches, listing.TileOrder, name, hash);
        var info = new ReferenceInfo
        {
            Name = name,
            ContentHash = hash,
            Format = format.Name,
            Path = string.Join(", ", request.Paths.Select(Path.GetFullPath)),
            MatchArcsec = request.MatchArcsec,
            Conventions = format.InWords(),
            Rows = table.Count,
            Matched = byTile.Values.Sum(rows => rows.Count),
            Ambiguous = byTile.Values.Sum(rows => rows.Count(
                row => ((ReferenceFlags)row.Flags & ReferenceFlags.Ambiguous) != 0)),
            AddedAt = DateTimeOffset.UtcNow,
            Tiles = [.. byTile.Keys.Union(before?.Tiles ?? [])],
            IsComplete = false,
            Band = request.Band,
        };
        await RecordAsync(info, byTile, cancellationToken);
        WriteUnmatched(request.Unmatched ?? $"{name}.unmatched.csv", columns, places, matches);
        return info with { Tiles = [.. byTile.Keys], IsComplete = true };
    }

    private static IReferenceTable Open(IReadOnlyList<string> paths, ReferenceFormat format)
    {
        foreach (var path in paths.Where(path => !File.Exists(FitsPath.Parse(path).File)))
        {
            throw new CommandFailedException($"{path} does not exist; name the catalogue to attach.");
        }

        return format.IsGalfit ? new GalfitTable(paths)
            : paths.Count == 1 ? new CatalogueFile(Table.Open(paths[0]))
            : throw new CommandFailedException(
                $"{paths.Count} catalogues were given; attach them one by one under their own --name (only GALFIT's "
                + "results come as many files).");
    }

    private static string HashOf(ReferenceRequest request, string formatText)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\n',
            [formatText, request.Band, request.Image ?? "", FormattableString.Invariant($"{request.MatchArcsec}"),
                .. request.Overrides])));
        var buffer = new byte[1 << 20];
        foreach (var path in request.Paths.Select(path => FitsPath.Parse(path).File).Where(File.Exists))
        {
            using var stream = File.OpenRead(path);
            for (int got; (got = stream.Read(buffer)) > 0;)
            {
                hash.AppendData(buffer, 0, got);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..24];
    }

    private void SayWhatIsAbsent(ReferenceColumns columns)
    {
        var absent = columns.Absent.Where(quantity => quantity.EndsWith("_err", StringComparison.Ordinal)).ToArray();
        if (absent.Length > 0)
        {
            terminal.Note($"no columns for {string.Join(", ", absent)}: these errors are not known.");
        }
    }

    private async Task<ReferenceConverter> ConverterAsync(
        ReferenceFormat format, ReferenceColumns columns, ReferenceRequest request, CatalogueListing listing,
        CancellationToken cancellationToken)
    {
        var isPixel = double.IsNaN(format.RadiusUnitArcsec) || format.Angle != AngleFrame.NorthEast || !columns.HasSky;
        if (!isPixel || (request.Image is null && listing.Images.Length > 1))
        {
            return new ReferenceConverter(format, null);
        }

        if (request.Image is { } file && File.Exists(FitsPath.Parse(file).File))
        {
            return new ReferenceConverter(format, WcsOf(file));
        }

        // With one image there is no question which is meant, unless the format says that North is up anyway.
        if (request.Image is null && double.IsFinite(format.NorthUpPixelScaleArcsec))
        {
            return new ReferenceConverter(format, null);
        }

        var id = request.Image is null
            ? listing.Images[0].ImageId
            : (await Images.ResolveAsync(session, [request.Image], cancellationToken)).Single();
        var image = listing.Images.First(one => one.ImageId == id);
        return new ReferenceConverter(format, WcsOf(image.Source.Path), image.Source.PixelScaleArcsec);
    }

    private static CelestialWcs WcsOf(string path)
    {
        using var file = FitsFile.Open(path);
        return CelestialWcs.FromHeader(file.Image().Header);
    }

    private async Task<RowMatch[]> MatchAsync(
        (double, double)[] places, CatalogueListing listing, double radiusArcsec, CancellationToken cancellationToken)
    {
        var matcher = new ReferenceMatcher(places, listing.Tiles, radiusArcsec);
        var tiles = matcher.Tiles;
        await ProgressDisplay.RunAsync(terminal, async bars =>
        {
            var bar = bars.Add("matching", tiles.Count);
            foreach (var tile in tiles)
            {
                matcher.See(await session.Tile(tile).GetPage(cancellationToken));
                bar.Step();
            }
        });
        return matcher.Finish();
    }

    private async Task<RowMatch[]> MatchByIdAsync(
        ReferenceColumns columns, CatalogueListing listing, int count, CancellationToken cancellationToken)
    {
        var texts = columns.Texts("galaxy_id") ?? columns.Texts("id") ?? throw new CommandFailedException(
            "matching by id needs a column of galaxy ids: name it with --set columns.galaxy_id=NAME.");
        var ids = Array.ConvertAll(texts, text => long.TryParse(text, out var id) && id >= 0 ? id : -1);
        var exists = new HashSet<long>();
        var tiles = listing.Tiles.ToHashSet();
        foreach (var tile in ids.Where(id => id >= 0).Select(id => Tiles.OfGalaxy(id, listing.TileOrder)).Distinct()
            .Where(tiles.Contains))
        {
            exists.UnionWith((await session.Tile(tile).GetPage(cancellationToken)).GalaxyId);
        }

        var seen = new HashSet<long>();
        return [.. Enumerable.Range(0, count).Select(row => new RowMatch(
            !exists.Contains(ids[row]) ? MatchOutcome.NoGalaxy
                : seen.Add(ids[row]) ? MatchOutcome.Matched : MatchOutcome.NotTheNearest,
            ids[row], 0, false))];
    }

    private static Dictionary<string, List<ReferenceMeasurement>> ConvertMatched(
        ReferenceColumns columns, ReferenceConverter converter, (double, double)[] places, RowMatch[] matches,
        int tileOrder, string name, string hash)
    {
        var byTile = new Dictionary<string, List<ReferenceMeasurement>>(StringComparer.Ordinal);
        var ids = columns.Ids();
        for (var row = 0; row < matches.Length; row++)
        {
            if (matches[row] is not { Outcome: MatchOutcome.Matched } match)
            {
                continue;
            }

            if (converter.Convert(columns, row, ids[row], places[row], name, hash) is not { } converted)
            {
                matches[row] = match with { Outcome = MatchOutcome.NoFit };
                continue;
            }

            var tile = Tiles.OfGalaxy(match.GalaxyId, tileOrder);
            if (!byTile.TryGetValue(tile, out var rows))
            {
                rows = byTile[tile] = [];
            }

            rows.Add(converted with
            {
                GalaxyId = match.GalaxyId,
                SeparationArcsec = match.SeparationArcsec,
                Flags = converted.Flags | (match.IsAmbiguous ? (int)ReferenceFlags.Ambiguous : 0),
            });
        }

        return byTile;
    }

    // The directory names every tile before any is written: whatever is interrupted can be completed or removed.
    private async Task RecordAsync(
        ReferenceInfo info, Dictionary<string, List<ReferenceMeasurement>> byTile, CancellationToken cancellationToken)
    {
        await session.Catalogue.SetReference(info, cancellationToken);
        await ProgressDisplay.RunAsync(terminal, async bars =>
        {
            var bar = bars.Add("attaching", info.Tiles.Length);
            foreach (var tile in info.Tiles)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var grain = session.Reference(tile, info.Name);
                if (byTile.TryGetValue(tile, out var rows))
                {
                    await grain.Put(ReferencePage.Of(info.Name, info.ContentHash, rows), cancellationToken);
                }
                else
                {
                    await grain.Remove(cancellationToken);
                }

                bar.Step();
            }
        });
        await session.Catalogue.SetReference(
            info with { Tiles = [.. byTile.Keys], IsComplete = true }, cancellationToken);
    }

    private void WriteUnmatched(
        string path, ReferenceColumns columns, (double RaDeg, double DecDeg)[] places, RowMatch[] matches)
    {
        var ids = columns.Ids();
        var left = Enumerable.Range(0, matches.Length).Where(row => matches[row].Outcome != MatchOutcome.Matched)
            .ToArray();
        CsvFile.Write(path, "row,id,ra,dec,nearest_arcsec,why", left.Select(row => CsvFile.Line(
            FormattableString.Invariant($"{row + 1},\"{ids[row].Replace("\"", "\"\"", StringComparison.Ordinal)}\""),
            places[row].RaDeg, places[row].DecDeg, matches[row].SeparationArcsec) + "," + Why(matches[row].Outcome)));
        terminal.Note($"{path}: {left.Length} rows without a galaxy of their own");
    }

    private static string Why(MatchOutcome outcome) => outcome switch
    {
        MatchOutcome.OutsideTiles => "outside_the_catalogue",
        MatchOutcome.Star => "a_star",
        MatchOutcome.NoFit => "no_galaxy_fit",
        MatchOutcome.NotTheNearest => "another_row_is_nearer",
        _ => "no_galaxy_there",
    };
}
