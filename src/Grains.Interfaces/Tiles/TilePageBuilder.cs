using GaLNet.Grains.Interfaces.Galaxies;
using GaLNet.Photometry.Fitting;

namespace GaLNet.Grains.Interfaces.Tiles;

/// <summary>Collects rows and makes one <see cref="TilePage"/> of them. Not thread-safe.</summary>
/// <param name="tile">The tile.</param>
/// <param name="capacity">Rows that are expected; a page that has just so many is made without copying.</param>
public sealed class TilePageBuilder(string tile, int capacity = 0)
{
    private const int Unlisted = -1;

    private readonly Dictionary<string, int> _originIndex = [];
    private readonly List<Provenance> _origins = [];
    private readonly Dictionary<string, int> _imageIndex = [];
    private readonly Dictionary<TilePage, Known> _copied = new(ReferenceEqualityComparer.Instance);
    private Column<long> _galaxyId = new(capacity);
    private Column<double> _numbers = new(capacity * TilePage.NumbersPerRow);
    private Column<int> _flags = new(capacity);
    private Column<int> _origin = new(capacity);
    private Column<long> _fittedAt = new(capacity);
    private Column<bool> _stale = new(capacity);
    private Column<int> _image = new(capacity);
    private bool _isBuilt;

    /// <summary>Adds a measured galaxy.</summary>
    public TilePageBuilder Add(GalaxyFit fit, bool isStale = false)
    {
        ReadOnlySpan<double> numbers =
        [
            fit.RaDeg, fit.DecDeg, fit.XFits, fit.YFits, fit.Mag, fit.ReffArcsec, fit.Q, fit.PaDeg, fit.N,
            fit.XError, fit.YError, fit.MagError, fit.ReffError, fit.QError, fit.PaError, fit.NError,
            fit.Chi2, fit.Chi2Reff, fit.SignalToNoise, fit.PsfFwhmArcsec,
        ];
        return Append(fit.GalaxyId, numbers, fit.Flags, OriginOf(fit.Provenance), fit.FittedAt.UtcTicks, isStale,
            fit.Provenance.ImageId);
    }

    /// <summary>Adds a star or a faint source: position, magnitude, S/N and a flag instead of a fit.</summary>
    public TilePageBuilder AddListed(
        long galaxyId, double raDeg, double decDeg, double xFits, double yFits, double mag, double magError,
        double signalToNoise, double psfFwhmArcsec, FitFlags flags, string imageId)
    {
        const double no = double.NaN;
        ReadOnlySpan<double> numbers =
        [
            raDeg, decDeg, xFits, yFits, mag, no, no, no, no,
            no, no, magError, no, no, no, no,
            no, no, signalToNoise, psfFwhmArcsec,
        ];
        return Append(galaxyId, numbers, (int)flags, Unlisted, 0, false, imageId);
    }

    /// <summary>Copies one row of another page of the same tile.</summary>
    public TilePageBuilder AddRow(TilePage page, int row) => AddRows(page, row, 1);

    /// <summary>Copies rows of another page of the same tile, <paramref name="count"/> of them one after the other.</summary>
    public TilePageBuilder AddRows(TilePage page, int first, int count)
    {
        ArgumentNullException.ThrowIfNull(page);
        ThrowIfBuilt();
        _galaxyId.Add(page.GalaxyId.AsSpan(first, count));
        _numbers.Add(page.Numbers.AsSpan(first * TilePage.NumbersPerRow, count * TilePage.NumbersPerRow));
        _flags.Add(page.Flags.AsSpan(first, count));
        _fittedAt.Add(page.FittedAtTicks.AsSpan(first, count));
        _stale.Add(page.IsStale.AsSpan(first, count));
        // Texts are looked up once per page, not once per row.
        if (!_copied.TryGetValue(page, out var known))
        {
            known = _copied[page] = new Known(page);
        }

        for (var row = first; row < first + count; row++)
        {
            var (origin, image) = (page.Origin[row], page.Image[row]);
            _origin.Add(origin < 0 ? Unlisted : known.Origin[origin] >= 0 ? known.Origin[origin]
                : known.Origin[origin] = OriginOf(page.Origins[origin]));
            _image.Add(known.Image[image] >= 0 ? known.Image[image]
                : known.Image[image] = ImageOf(page.ImageIds[image]));
        }

        return this;
    }

    /// <summary>The page. Nothing can be added afterwards.</summary>
    public TilePage Build()
    {
        _isBuilt = true;
        return new TilePage
        {
            Tile = tile,
            GalaxyId = _galaxyId.Take(),
            Numbers = _numbers.Take(),
            Flags = _flags.Take(),
            Origin = _origin.Take(),
            FittedAtTicks = _fittedAt.Take(),
            Origins = [.. _origins],
            IsStale = _stale.Take(),
            Image = _image.Take(),
            ImageIds = [.. _imageIndex.OrderBy(pair => pair.Value).Select(pair => pair.Key)],
        };
    }

    private TilePageBuilder Append(
        long galaxyId, ReadOnlySpan<double> numbers, int flags, int origin, long fittedAt, bool isStale, string imageId)
    {
        ThrowIfBuilt();
        _galaxyId.Add(galaxyId);
        _numbers.Add(numbers);
        _flags.Add(flags);
        _origin.Add(origin);
        _fittedAt.Add(fittedAt);
        _stale.Add(isStale);
        _image.Add(ImageOf(imageId));
        return this;
    }

    private int OriginOf(Provenance provenance)
    {
        // The fits of a group have one provenance, which is then one object.
        if (_origins.Count > 0 && ReferenceEquals(_origins[^1], provenance))
        {
            return _origins.Count - 1;
        }

        if (!_originIndex.TryGetValue(provenance.Key, out var index))
        {
            index = _originIndex[provenance.Key] = _origins.Count;
            _origins.Add(provenance);
        }

        return index;
    }

    private int ImageOf(string imageId)
    {
        if (!_imageIndex.TryGetValue(imageId, out var image))
        {
            image = _imageIndex[imageId] = _imageIndex.Count;
        }

        return image;
    }

    private void ThrowIfBuilt()
    {
        if (_isBuilt)
        {
            throw new InvalidOperationException("The page was built; start another builder for more rows.");
        }
    }

    /// <summary>What the texts of a page that is copied are in this one; -1 = not looked up yet.</summary>
    private sealed class Known
    {
        public Known(TilePage page)
        {
            (Origin, Image) = (new int[page.Origins.Length], new int[page.ImageIds.Length]);
            Array.Fill(Origin, -1);
            Array.Fill(Image, -1);
        }

        public int[] Origin { get; }

        public int[] Image { get; }
    }

    /// <summary>A list whose array can be had without copying it.</summary>
    private struct Column<T>(int capacity)
    {
        private T[] _items = new T[capacity];
        private int _count;

        public void Add(T item)
        {
            Grow(1);
            _items[_count++] = item;
        }

        public void Add(ReadOnlySpan<T> items)
        {
            Grow(items.Length);
            items.CopyTo(_items.AsSpan(_count));
            _count += items.Length;
        }

        public readonly T[] Take() => _count == _items.Length ? _items : _items[.._count];

        private void Grow(int more)
        {
            if (_count + more > _items.Length)
            {
                Array.Resize(ref _items, Math.Max(_count + more, 2 * _items.Length));
            }
        }
    }
}
