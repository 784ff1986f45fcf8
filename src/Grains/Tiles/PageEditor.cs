using GaLNet.Grains.Interfaces.Galaxies;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Grains.State;
using GaLNet.Photometry.Fitting;

namespace GaLNet.Grains.Tiles;

/// <summary>
/// Makes a tile's page. Rows are sorted by galaxy, then by image in order of registration, so that a page depends on
/// what is in it and not on the order in which it came.
/// </summary>
internal sealed class PageEditor
{
    private readonly string _tile;
    private readonly TilePage? _from;
    private readonly int[] _fromImageOrder;
    private readonly Dictionary<string, int> _imageOrder;
    private readonly Dictionary<(long Galaxy, int Image), Row> _rows = [];

    /// <summary>Starts from a page; null = an empty one.</summary>
    public PageEditor(string tile, TileState sky, TilePage? from = null)
    {
        _tile = tile;
        _from = from;
        _imageOrder = sky.Images.Select((image, order) => (image.Info.ImageId, order))
            .ToDictionary(pair => pair.ImageId, pair => pair.order);
        _fromImageOrder = Array.ConvertAll(from?.ImageIds ?? [], image => _imageOrder[image]);
    }

    /// <summary>Copies a row of another page, replacing any of the same galaxy and image.</summary>
    public void Copy(TilePage page, int row)
        => Put(page.GalaxyId[row], page.ImageIds[page.Image[row]], new Row(page, row, null, null));

    /// <summary>Puts a measurement, replacing any row of the same galaxy and image.</summary>
    public void Put(GalaxyFit fit) => Put(fit.GalaxyId, fit.Provenance.ImageId, new Row(null, 0, fit, null));

    /// <summary>Puts a star or a faint source, replacing any row of the same galaxy and image.</summary>
    public void PutListed(TileImage image, int source, FitFlags flags)
        => Put(image.Sources!.GalaxyId[source], image.Info.ImageId, new Row(null, source, null, (image, flags)));

    /// <summary>The page.</summary>
    public TilePage Build()
    {
        (long Galaxy, int Image)[] keys = [.. _rows.Keys];
        Array.Sort(keys);
        var page = new TilePageBuilder(_tile, keys.Length + (_from is null ? 0 : _from.Count - Replaced(keys)));
        var next = 0;
        foreach (var key in keys)
        {
            var place = PlaceOf(key, next);
            AddFrom(page, next, place);
            next = IsAt(place, key) ? place + 1 : place;
            Add(page, _rows[key]);
        }

        AddFrom(page, next, _from?.Count ?? 0);
        return page.Build();
    }

    private static void Add(TilePageBuilder page, Row row)
    {
        if (row.Fit is { } fit)
        {
            page.Add(fit);
        }
        else if (row.Listed is var (image, flags))
        {
            AddListed(page, image, row.Index, flags);
        }
        else
        {
            page.AddRow(row.Page!, row.Index);
        }
    }

    private void AddFrom(TilePageBuilder page, int first, int end)
    {
        if (end > first)
        {
            page.AddRows(_from!, first, end - first);
        }
    }

    private int Replaced((long, int)[] keys)
    {
        var (count, place) = (0, 0);
        foreach (var key in keys)
        {
            place = PlaceOf(key, place);
            count += IsAt(place, key) ? 1 : 0;
        }

        return count;
    }

    private bool IsAt(int place, (long, int) key) => place < (_from?.Count ?? 0) && KeyOf(place) == key;

    // The first row from here on that does not come before a key: rows are sorted by it.
    private int PlaceOf((long, int) key, int first)
    {
        var end = _from?.Count ?? 0;
        while (first < end)
        {
            var middle = (first + end) / 2;
            (first, end) = KeyOf(middle).CompareTo(key) < 0 ? (middle + 1, end) : (first, middle);
        }

        return first;
    }

    private (long Galaxy, int Image) KeyOf(int row)
        => (_from!.GalaxyId[row], _fromImageOrder[_from.Image[row]]);

    private static void AddListed(TilePageBuilder page, TileImage image, int source, FitFlags flags)
    {
        const double magPerLn = 1.0857362047581294;
        var sources = image.Sources!;
        double flux = sources.Flux[source], x = sources.XPix[source], y = sources.YPix[source];
        page.AddListed(
            sources.GalaxyId[source], sources.RaDeg[source], sources.DecDeg[source], x + 1, y + 1,
            flux > 0 ? image.Info.ZeroPoint.Value - 2.5 * Math.Log10(flux) : double.NaN,
            flux > 0 ? magPerLn * sources.FluxError[source] / flux : double.NaN,
            sources.SignalToNoise[source],
            image.Psf is { } psf
                ? psf.Model.ToModel().FwhmPixAt(x, y) * image.Info.PixelScaleArcsec.Value
                : double.NaN,
            flags, image.Info.ImageId);
    }

    private void Put(long galaxy, string image, Row row) => _rows[(galaxy, _imageOrder[image])] = row;

    private readonly record struct Row(
        TilePage? Page, int Index, GalaxyFit? Fit, (TileImage Image, FitFlags Flags)? Listed);
}
