using GaLNet.ClientCli.Catalogue;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Photometry.Fitting;
using GaLNet.Sky.Healpix;

namespace GaLNet.ClientCli.References;

/// <summary>
/// Matches positions with the galaxies of tiles, one tile in memory at a time. A row goes to its nearest galaxy within
/// the radius; of several rows nearest to one galaxy the nearest of them does. Borders do not matter: a row is shown to
/// every tile that its circle touches.
/// </summary>
internal sealed class ReferenceMatcher
{
    private const int RimPoints = 8;
    private readonly double _radiusArcsec;
    private readonly (double RaDeg, double DecDeg)[] _places;
    private readonly Dictionary<string, List<int>> _rowsOfTile = new(StringComparer.Ordinal);
    private readonly RowMatch[] _best;
    private readonly ushort[] _galaxiesNear;
    private readonly Dictionary<long, int> _rowsNear = [];

    public ReferenceMatcher((double RaDeg, double DecDeg)[] places, IEnumerable<string> tiles, double radiusArcsec)
    {
        (_places, _radiusArcsec) = (places, radiusArcsec);
        _best = new RowMatch[places.Length];
        _galaxiesNear = new ushort[places.Length];
        Array.Fill(_best, new RowMatch(MatchOutcome.OutsideTiles, -1, double.NaN, false));
        Distribute(tiles.Select(HealpixCell.Parse).ToHashSet());
    }

    /// <summary>Tiles that any row may have a galaxy in, sorted.</summary>
    public IReadOnlyList<string> Tiles
        => [.. _rowsOfTile.Keys.Select(HealpixCell.Parse).Order().Select(tile => tile.ToString())];

    /// <summary>Shows the rows around a tile its galaxies.</summary>
    public void See(TilePage page)
    {
        var galaxies = GalaxiesOf(page);
        var decs = Array.ConvertAll(galaxies, galaxy => galaxy.DecDeg);
        var reachDeg = _radiusArcsec / 3600;
        foreach (var row in _rowsOfTile.GetValueOrDefault(page.Tile) ?? [])
        {
            var (ra, dec) = _places[row];
            if (_best[row].Outcome == MatchOutcome.OutsideTiles)
            {
                _best[row] = _best[row] with { Outcome = MatchOutcome.NoGalaxy };
            }

            for (var at = FirstAtOrAbove(decs, dec - reachDeg); at < decs.Length && decs[at] <= dec + reachDeg; at++)
            {
                var distance = Separation.Arcsec(ra, dec, galaxies[at].RaDeg, galaxies[at].DecDeg);
                if (distance <= _radiusArcsec)
                {
                    Consider(row, galaxies[at], distance);
                }
            }
        }
    }

    /// <summary>The outcome of every row, when all <see cref="Tiles"/> have been seen.</summary>
    public RowMatch[] Finish()
    {
        var nearest = new Dictionary<long, int>();
        for (var row = 0; row < _best.Length; row++)
        {
            if (_best[row].Outcome == MatchOutcome.Matched
                && (!nearest.TryGetValue(_best[row].GalaxyId, out var other)
                    || _best[row].SeparationArcsec < _best[other].SeparationArcsec))
            {
                nearest[_best[row].GalaxyId] = row;
            }
        }

        for (var row = 0; row < _best.Length; row++)
        {
            if (_best[row].Outcome == MatchOutcome.Matched)
            {
                var id = _best[row].GalaxyId;
                _best[row] = _best[row] with
                {
                    Outcome = nearest[id] == row ? MatchOutcome.Matched : MatchOutcome.NotTheNearest,
                    IsAmbiguous = _galaxiesNear[row] > 1 || _rowsNear[id] > 1,
                };
            }
        }

        return _best;
    }

    private void Consider(int row, (long Id, double RaDeg, double DecDeg, bool IsStar) galaxy, double distance)
    {
        var best = _best[row];
        if (galaxy.IsStar)
        {
            // A star stands in nobody's way: a galaxy farther off is still the match.
            if (best.Outcome == MatchOutcome.NoGalaxy)
            {
                _best[row] = best with { Outcome = MatchOutcome.Star, SeparationArcsec = distance };
            }

            return;
        }

        _galaxiesNear[row]++;
        _rowsNear[galaxy.Id] = _rowsNear.GetValueOrDefault(galaxy.Id) + 1;
        if (best.Outcome != MatchOutcome.Matched || distance < best.SeparationArcsec)
        {
            _best[row] = new RowMatch(MatchOutcome.Matched, galaxy.Id, distance, false);
        }
    }

    private void Distribute(HashSet<HealpixCell> tiles)
    {
        if (tiles.Count == 0)
        {
            return;
        }

        var order = tiles.First().Order;
        Span<long> cells = stackalloc long[RimPoints + 1];
        for (var row = 0; row < _places.Length; row++)
        {
            var (ra, dec) = _places[row];
            if (!double.IsFinite(ra) || !(Math.Abs(dec) <= 90))
            {
                continue;
            }

            var count = CellsAround(order, ra, dec, cells);
            foreach (var index in cells[..count])
            {
                var cell = new HealpixCell(order, index);
                if (tiles.Contains(cell))
                {
                    var name = cell.ToString();
                    if (!_rowsOfTile.TryGetValue(name, out var rows))
                    {
                        rows = _rowsOfTile[name] = [];
                    }

                    rows.Add(row);
                }
            }
        }
    }

    private int CellsAround(int order, double ra, double dec, Span<long> cells)
    {
        cells[0] = HealpixNested.Index(order, ra, dec);
        var count = 1;
        var radiusDeg = _radiusArcsec / 3600;
        for (var point = 0; point < RimPoints && radiusDeg > 0; point++)
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * point / RimPoints);
            var rimDec = Math.Clamp(dec + radiusDeg * cos, -90, 90);
            var rimRa = ra + radiusDeg * sin / Math.Max(1e-6, Math.Cos(rimDec * Math.PI / 180));
            var cell = HealpixNested.Index(order, rimRa, rimDec);
            if (!cells[..count].Contains(cell))
            {
                cells[count++] = cell;
            }
        }

        return count;
    }

    // One place a galaxy, whatever number of images it was measured on; by declination.
    private static (long Id, double RaDeg, double DecDeg, bool IsStar)[] GalaxiesOf(TilePage page)
        => [.. page.Rows().GroupBy(row => row.GalaxyId).Select(rows =>
            {
                var row = rows.OrderByDescending(one => double.IsFinite(one.N)).First();
                var place = double.IsFinite(row.RaDeg)
                    ? (row.RaDeg, row.DecDeg)
                    : HealpixNested.Centre(HealpixNested.MaxOrder, row.GalaxyId);
                return (row.GalaxyId, place.Item1, place.Item2,
                    rows.All(one => ((FitFlags)one.Flags & FitFlags.Star) != 0));
            })
            .OrderBy(galaxy => galaxy.Item3)];

    private static int FirstAtOrAbove(double[] sorted, double value)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle] < value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
