using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Grains.State;
using GaLNet.Sky.Healpix;
using Orleans.Storage;

namespace GaLNet.Grains.Tiles;

/// <summary>
/// A large page in parts, one state each: a group of fits rewrites the part that it lies in, not the whole page. A part
/// is a smaller cell of the tile, so a row never moves from one to another while the cells stay. Parts are written
/// before the page's own state, which lists them and clears the pending work: what was written and not yet cleared is
/// measured again and found recorded.
/// </summary>
internal sealed class PageParts(IGrainStorage storage, GrainId grain, HealpixCell tile, int mostRows)
{
    private const int MostDepth = 6;

    // Rows lie in the part of the place where their galaxy was discovered; a fit lies elsewhere in its stamp.
    private const double FarthestArcsec = 30;

    // By how many orders the cells lie below the tile; those of two sizes are known while one follows the other.
    private readonly Dictionary<int, Dictionary<int, GrainState<PagePart>>> _byDepth = [];

    /// <summary>True when it is not known what the store holds; the tile must be read anew.</summary>
    public bool IsUncertain { get; private set; }

    /// <summary>The whole page of a state as it is stored. Reads the parts that are not in memory.</summary>
    public async Task<PageState> Load(PageState head)
    {
        await Require(head.PartDepth, head.Parts);
        return Whole(head);
    }

    /// <summary>The parts that a cone touches, or the whole page when it has none. Reads those parts only.</summary>
    public async Task<TilePage[]> LoadNear(PageState head, double raDeg, double decDeg, double radiusArcsec)
    {
        if (head.PartDepth == 0)
        {
            return head.Page is { } page ? [page] : [];
        }

        var near = head.Parts.Where(k => Touches(head.PartDepth, k, raDeg, decDeg, radiusArcsec)).ToArray();
        var parts = await Require(head.PartDepth, near);
        return [.. near.Select(k => parts[k].State!.Page).OfType<TilePage>()];
    }

    /// <summary>The whole page of a state as it is stored, from the parts as they were last read or written.</summary>
    public PageState Whole(PageState head) => head.PartDepth == 0 ? head : head with
    {
        Page = Join(head.Parts.Select(k => _byDepth[head.PartDepth][k].State!.Page)),
        OtherEngines = Join(head.Parts.Select(k => _byDepth[head.PartDepth][k].State!.OtherEngines)),
    };

    /// <summary>
    /// Writes the parts of a page that differ from what is stored, then the page's state by
    /// <paramref name="writeHead"/>. When that fails, <see cref="Whole"/> tells what there is.
    /// </summary>
    /// <param name="whole">The page.</param>
    /// <param name="stored">Its state as it is stored.</param>
    /// <param name="writeHead">Writes its state.</param>
    public async Task Write(PageState whole, PageState stored, Func<PageState, Task> writeHead)
    {
        var depth = DepthFor(whole, stored.PartDepth);
        if (depth == 0)
        {
            await writeHead(whole with { PartDepth = 0, Parts = [] });
            return;
        }

        // Cells of another size are other states: those in force stay as they are until the page's state names the new.
        var wanted = Split(whole, depth);
        var parts = await Require(depth, wanted.Keys);
        await Task.WhenAll(parts.Where(part => !wanted.GetValueOrDefault(part.Key).IsSame(part.Value.State!))
            .Select(part => Write(depth, part.Key, part.Value, wanted.GetValueOrDefault(part.Key).Build())));
        await writeHead(whole with
        {
            Page = null,
            OtherEngines = null,
            PartDepth = depth,
            Parts = [.. wanted.Keys.Order()],
        });
        if (stored.PartDepth != depth)
        {
            await Clear(stored.PartDepth);
        }
    }

    private bool Touches(int depth, int k, double raDeg, double decDeg, double radiusArcsec)
    {
        // Sides are curved a little, and may bulge beyond the circle through the corners.
        const double bulge = 1.1;
        var cell = new HealpixCell(tile.Order + depth, (tile.Index << (2 * depth)) + k);
        var (ra, dec) = cell.Centre;
        var reach = HealpixNested.Corners(cell.Order, cell.Index)
            .Max(corner => ObjectMatcher.SeparationArcsec(ra, dec, corner.RaDeg, corner.DecDeg));
        return ObjectMatcher.SeparationArcsec(raDeg, decDeg, ra, dec) <= radiusArcsec + bulge * reach + FarthestArcsec;
    }

    // The parts of a depth that are in memory, these among them.
    private async Task<Dictionary<int, GrainState<PagePart>>> Require(int depth, IEnumerable<int> places)
    {
        if (!_byDepth.TryGetValue(depth, out var known))
        {
            known = _byDepth[depth] = [];
        }

        var parts = places.Except(known.Keys).ToDictionary(k => k, _ => new GrainState<PagePart>(new PagePart()));
        await Task.WhenAll(parts.Select(part => storage.ReadStateAsync(NameOf(depth, part.Key), grain, part.Value)));
        foreach (var (k, part) in parts)
        {
            known[k] = part;
        }

        return known;
    }

    private async Task Write(int depth, int k, GrainState<PagePart> part, PagePart wanted)
    {
        var before = part.State;
        part.State = wanted;
        try
        {
            await storage.WriteStateAsync(NameOf(depth, k), grain, part);
        }
        catch (Exception exception)
        {
            if (StateWriter.StoreFailure(exception) is not null)
            {
                part.State = before; // The store is away: should it have been written, the next write is refused.
                throw;
            }

            await Reread(depth, k, part);
            throw;
        }
    }

    // A failed write may still have been made: what is in the store is what counts.
    private async Task Reread(int depth, int k, GrainState<PagePart> part)
    {
        try
        {
            await storage.ReadStateAsync(NameOf(depth, k), grain, part);
        }
#pragma warning disable CA1031 // The first failure is the one to report.
        catch (Exception)
#pragma warning restore CA1031
        {
            IsUncertain = true;
        }
    }

    private async Task Clear(int depth)
    {
        if (!_byDepth.Remove(depth, out var parts))
        {
            return;
        }

        try
        {
            await Task.WhenAll(parts.Select(part =>
                storage.ClearStateAsync(NameOf(depth, part.Key), grain, part.Value)));
        }
#pragma warning disable CA1031 // Nobody reads them any more; what stays is a little room in the store.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    // Parts never become larger again: a page that shrinks is rare, and small parts do no harm.
    private int DepthFor(PageState whole, int depth)
    {
        var most = Math.Min(MostDepth, HealpixNested.MaxOrder - tile.Order);
        while (depth < most && MostIn(whole, depth) > mostRows)
        {
            depth++;
        }

        return depth;
    }

    private int MostIn(PageState whole, int depth)
    {
        var rows = new int[1 << (2 * depth)];
        foreach (var galaxies in (ReadOnlySpan<long[]?>)[whole.Page?.GalaxyId, whole.OtherEngines?.GalaxyId])
        {
            foreach (var galaxy in galaxies ?? [])
            {
                rows[PlaceOf(galaxy, depth)]++;
            }
        }

        return rows.Max();
    }

    private Dictionary<int, Part> Split(PageState whole, int depth)
    {
        var parts = new Dictionary<int, Part>();
        foreach (var (k, rows) in Split(whole.Page, depth))
        {
            parts[k] = new Part(rows, default);
        }

        foreach (var (k, rows) in Split(whole.OtherEngines, depth))
        {
            parts[k] = parts.GetValueOrDefault(k) with { OtherEngines = rows };
        }

        return parts;
    }

    // Rows are sorted by galaxy, and so are the parts.
    private IEnumerable<(int K, PageSlice Rows)> Split(TilePage? page, int depth)
    {
        for (int first = 0, end; first < (page?.Count ?? 0); first = end)
        {
            var k = PlaceOf(page!.GalaxyId[first], depth);
            end = first + 1;
            while (end < page.Count && PlaceOf(page.GalaxyId[end], depth) == k)
            {
                end++;
            }

            yield return (k, new PageSlice(page, first, end - first));
        }
    }

    private int PlaceOf(long galaxy, int depth)
        => (int)((galaxy >> (2 * (HealpixNested.MaxOrder - tile.Order - depth))) & ((1L << (2 * depth)) - 1));

    private TilePage? Join(IEnumerable<TilePage?> pages)
    {
        TilePage[] filled = [.. pages.OfType<TilePage>()];
        if (filled.Length == 0)
        {
            return null;
        }

        var whole = new TilePageBuilder(tile.ToString(), filled.Sum(page => page.Count));
        foreach (var page in filled)
        {
            whole.AddRows(page, 0, page.Count);
        }

        return whole.Build();
    }

    private static string NameOf(int depth, int k)
        => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"page/{depth}/{k}");

    /// <summary>What a part is to hold.</summary>
    private readonly record struct Part(PageSlice Page, PageSlice OtherEngines)
    {
        public bool IsSame(PagePart part) => Page.IsAllOf(part.Page) && OtherEngines.IsAllOf(part.OtherEngines);

        public PagePart Build() => new() { Page = Page.Build(), OtherEngines = OtherEngines.Build() };
    }
}
