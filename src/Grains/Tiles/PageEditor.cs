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
    private readonly Dictionary<string, int> _imageOrder;
    private readonly Dictionary<(long Galaxy, int Image), Row> _rows = [];

    /// <summary>Starts an empty page.</summary>
    public PageEditor(string tile, TileState sky)
    {
        _tile = tile;
        _imageOrder = sky.Images.Select((image, order) => (image.Info.ImageId, order))
            .ToDictionary(pair => pair.ImageId, pair => pair.order);
    }

    /// <summary>Copies a row of another page, replacing any of the same galaxy and image.</summary>
    public void Copy(TilePage page, int row)
        => Put(page.GalaxyId[row], page.ImageIds[page.Image[row]], new Row(page, row, null, null));

    /// <summary>Copies all rows of another page.</summary>
    public void CopyAll(TilePage page)
    {
        for (var row = 0; row < page.Count; row++)
        {
            Copy(page, row);
        }
    }

    /// <summary>Puts a measurement, replacing any row of the same galaxy and image.</summary>
    public void Put(GalaxyFit fit) => Put(fit.GalaxyId, fit.Provenance.ImageId, new Row(null, 0, fit, null));

    /// <summary>Puts a star or a faint source, replacing any row of the same galaxy and image.</summary>
    public void PutListed(TileImage image, int source, FitFlags flags)
        => Put(image.Sources!.GalaxyId[source], image.Info.ImageId, new Row(null, source, null, (image, flags)));

    /// <summary>The page.</summary>
    public TilePage Build()
    {
        var page = new TilePageBuilder(_tile);
        foreach (var row in _rows.OrderBy(pair => pair.Key.Galaxy).ThenBy(pair => pair.Key.Image)
            .Select(pair => pair.Value))
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

        return page.Build();
    }

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
