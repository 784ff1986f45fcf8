using GaLNet.Grains.Interfaces.Galaxies;
using GaLNet.Photometry.Fitting;

namespace GaLNet.Grains.Interfaces.Tiles;

/// <summary>Collects rows and makes a <see cref="TilePage"/> of them. Not thread-safe.</summary>
public sealed class TilePageBuilder(string tile)
{
    private readonly List<long> _galaxyId = [];
    private readonly List<double> _numbers = [];
    private readonly List<int> _flags = [];
    private readonly List<int> _origin = [];
    private readonly List<long> _fittedAt = [];
    private readonly List<bool> _stale = [];
    private readonly List<int> _image = [];
    private readonly Dictionary<string, int> _originIndex = [];
    private readonly List<Provenance> _origins = [];
    private readonly Dictionary<string, int> _imageIndex = [];
    private readonly Dictionary<object, int[]> _copied = new(ReferenceEqualityComparer.Instance);

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
        return Append(galaxyId, numbers, (int)flags, -1, 0, false, imageId);
    }

    /// <summary>Copies one row of another page of the same tile.</summary>
    public TilePageBuilder AddRow(TilePage page, int row)
        => Append(page.GalaxyId[row],
            page.Numbers.AsSpan(row * TilePage.NumbersPerRow, TilePage.NumbersPerRow),
            page.Flags[row],
            page.Origin[row] < 0 ? -1 : OriginOf(page, page.Origin[row]),
            page.FittedAtTicks[row], page.IsStale[row], page.ImageIds[page.Image[row]]);

    /// <summary>The page.</summary>
    public TilePage Build() => new()
    {
        Tile = tile,
        GalaxyId = [.. _galaxyId],
        Numbers = [.. _numbers],
        Flags = [.. _flags],
        Origin = [.. _origin],
        FittedAtTicks = [.. _fittedAt],
        Origins = [.. _origins],
        IsStale = [.. _stale],
        Image = [.. _image],
        ImageIds = [.. _imageIndex.OrderBy(pair => pair.Value).Select(pair => pair.Key)],
    };

    private TilePageBuilder Append(
        long galaxyId, ReadOnlySpan<double> numbers, int flags, int origin, long fittedAt, bool isStale, string imageId)
    {
        if (!_imageIndex.TryGetValue(imageId, out var image))
        {
            image = _imageIndex[imageId] = _imageIndex.Count;
        }

        _galaxyId.Add(galaxyId);
        _numbers.AddRange(numbers);
        _flags.Add(flags);
        _origin.Add(origin);
        _fittedAt.Add(fittedAt);
        _stale.Add(isStale);
        _image.Add(image);
        return this;
    }

    // Pages are copied row by row with every group that is recorded: their few provenances are looked up once.
    private int OriginOf(TilePage page, int origin)
    {
        const int unknown = -1;
        if (!_copied.TryGetValue(page, out var known))
        {
            known = _copied[page] = new int[page.Origins.Length];
            Array.Fill(known, unknown);
        }

        return known[origin] == unknown ? known[origin] = OriginOf(page.Origins[origin]) : known[origin];
    }

    private int OriginOf(Provenance provenance)
    {
        if (!_originIndex.TryGetValue(provenance.Key, out var index))
        {
            index = _originIndex[provenance.Key] = _origins.Count;
            _origins.Add(provenance);
        }

        return index;
    }
}
