using GaLNet.Grains.Interfaces.References;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Photometry.Statistics;

namespace GaLNet.ClientCli.Compare;

/// <summary>
/// Many galaxies with our measurement and the reference's, by column: 212 bytes a galaxy, so that a million fit easily.
/// </summary>
internal sealed class ComparedColumns
{
    private const int Width = 4 * ComparedParameters.Count + 4;
    private readonly List<long> _ids = [];
    private readonly List<int> _tile = [];
    private readonly List<string> _tiles = [];
    private readonly List<int> _ourFlags = [];
    private readonly List<int> _theirFlags = [];
    private readonly NumberColumn[] _numbers = [.. Enumerable.Range(0, Width).Select(_ => new NumberColumn())];

    /// <summary>Galaxies.</summary>
    public int Count => _ids.Count;

    /// <summary>Our χ² inside rEff (Eq. 11).</summary>
    public NumberColumn Chi2Reff => _numbers[Width - 4];

    /// <summary>S/N.</summary>
    public NumberColumn SignalToNoise => _numbers[Width - 3];

    /// <summary>FWHM of the PSF, arcsec.</summary>
    public NumberColumn PsfFwhm => _numbers[Width - 2];

    /// <summary>Our value, our error, their value or their error (0..3) of a parameter.</summary>
    public NumberColumn Column(int kind, ScoredParameter parameter)
        => _numbers[kind * ComparedParameters.Count + ComparedParameters.ColumnOf(parameter)];

    /// <summary>Adds the galaxies of a tile that both have measured, one row a galaxy, the newest of ours.</summary>
    public void Add(TilePage page, ReferencePage reference)
    {
        var ours = NewestRows(page);
        var tile = _tiles.Count;
        _tiles.Add(page.Tile);
        for (var row = 0; row < reference.Count; row++)
        {
            if (ours.TryGetValue(reference.GalaxyId[row], out var our))
            {
                var v = reference.Numbers.AsSpan(row * ReferencePage.NumbersPerRow, ReferencePage.NumbersPerRow);
                Append(page, our, tile, v[2..7], v[7..12], v[13], reference.Flags[row]);
            }
        }
    }

    /// <summary>The same with another engine as the reference.</summary>
    public void Add(TilePage page, TilePage reference)
    {
        var (ours, theirs) = (NewestRows(page), NewestRows(reference));
        var tile = _tiles.Count;
        _tiles.Add(page.Tile);
        foreach (var (id, our) in ours)
        {
            if (theirs.TryGetValue(id, out var row))
            {
                var v = reference.Numbers.AsSpan(row * TilePage.NumbersPerRow, TilePage.NumbersPerRow);
                Append(page, our, tile, v[4..9], v[11..16], 0, 0);
            }
        }
    }

    /// <summary>One galaxy.</summary>
    public ComparedObject this[int row]
    {
        get
        {
            double[] Part(int kind) => [.. Enumerable.Range(kind * ComparedParameters.Count, ComparedParameters.Count)
                .Select(column => _numbers[column][row])];
            return new ComparedObject(
                _ids[row], _tiles[_tile[row]], Part(0), Part(1), Part(2), Part(3), Chi2Reff[row], SignalToNoise[row],
                PsfFwhm[row], _numbers[Width - 1][row], _ourFlags[row], _theirFlags[row]);
        }
    }

    /// <summary>The galaxies of which a condition is true.</summary>
    public ComparedColumns Where(Func<ComparedObject, bool> condition)
    {
        var kept = new ComparedColumns();
        kept._tiles.AddRange(_tiles);
        for (var row = 0; row < Count; row++)
        {
            if (!condition(this[row]))
            {
                continue;
            }

            kept._ids.Add(_ids[row]);
            kept._tile.Add(_tile[row]);
            kept._ourFlags.Add(_ourFlags[row]);
            kept._theirFlags.Add(_theirFlags[row]);
            for (var column = 0; column < Width; column++)
            {
                kept._numbers[column].Add(_numbers[column][row]);
            }
        }

        return kept;
    }

    private void Append(
        TilePage page, int our, int tile, ReadOnlySpan<double> theirs, ReadOnlySpan<double> theirErrors,
        double separation, int theirFlags)
    {
        var v = page.Numbers.AsSpan(our * TilePage.NumbersPerRow, TilePage.NumbersPerRow);
        _ids.Add(page.GalaxyId[our]);
        _tile.Add(tile);
        _ourFlags.Add(page.Flags[our]);
        _theirFlags.Add(theirFlags);
        for (var at = 0; at < ComparedParameters.Count; at++)
        {
            _numbers[at].Add(v[4 + at]);
            _numbers[ComparedParameters.Count + at].Add(v[11 + at]);
            _numbers[2 * ComparedParameters.Count + at].Add(theirs[at]);
            _numbers[3 * ComparedParameters.Count + at].Add(theirErrors[at]);
        }

        _numbers[Width - 4].Add(v[17]);
        _numbers[Width - 3].Add(v[18]);
        _numbers[Width - 2].Add(v[19]);
        _numbers[Width - 1].Add(separation);
    }

    private static Dictionary<long, int> NewestRows(TilePage page)
    {
        var rows = new Dictionary<long, int>(page.Count);
        for (var row = 0; row < page.Count; row++)
        {
            // A failed fit has nothing to compare; of several images the newest measurement speaks.
            if (page.IsMeasured(row) && !double.IsNaN(page.Numbers[row * TilePage.NumbersPerRow + 4])
                && (!rows.TryGetValue(page.GalaxyId[row], out var other)
                    || page.FittedAtTicks[row] > page.FittedAtTicks[other]))
            {
                rows[page.GalaxyId[row]] = row;
            }
        }

        return rows;
    }
}
