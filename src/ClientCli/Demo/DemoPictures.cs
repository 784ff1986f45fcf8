using GaLNet.ClientCli.Catalogue;
using GaLNet.ClientCli.Pictures;
using GaLNet.ClientCli.Session;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Mocks;
using GaLNet.Sky.Wcs;

namespace GaLNet.ClientCli.Demo;

/// <summary>The pictures of the demo.</summary>
internal static class DemoPictures
{
    private const int Triptychs = 8;
    private const int PanelSize = 190;
    private const double StarRadiusPix = 9;
    private const double FaintRadiusPix = 6;

    /// <summary>The field with what was found, marked by kind.</summary>
    public static void DrawField(MockField field, CelestialWcs wcs, IReadOnlyList<CatalogueRow> rows, string path)
    {
        var options = field.Options;
        var frame = wcs.FrameAt((options.WidthPix + 1) / 2.0, (options.HeightPix + 1) / 2.0);
        var marks = rows.Select(row => MarkOf(row, wcs, options.PixelScaleArcsec)).ToArray();
        FieldPicture.Save(
            new Raster(options.WidthPix, options.HeightPix, field.Pixels), (options.SkyLevel, options.Noise.SkySigma),
            marks, options.PixelScaleArcsec, (frame.NorthAngleDeg, frame.Parity),
            "The simulated field and what was found in it", path);
    }

    /// <summary>Image | model | residual of galaxies from the brightest to the faintest.</summary>
    public static async Task DrawTriptychsAsync(
        CatalogueSession session, IReadOnlyList<CatalogueRow> rows, string path, CancellationToken cancellationToken)
    {
        var measured = rows.Where(row => double.IsFinite(row.N)).OrderBy(row => row.Mag).ToArray();
        var count = Math.Min(Triptychs, measured.Length);
        var panels = new List<StampPanel>();
        for (var i = 0; i < count; i++)
        {
            var row = measured[i * (measured.Length - 1) / Math.Max(1, count - 1)];
            if (await StampPanels.OfAsync(
                session, row.Tile, StampCaption.Of(row), row.GalaxyId, row.ImageId, cancellationToken) is { } panel)
            {
                panels.Add(panel);
            }
        }

        if (panels.Count > 0)
        {
            StampTriptych.Save(
                panels, "From the brightest to the faintest galaxy: what was seen, what was fitted, what is left", 2,
                PanelSize, path);
        }
    }

    private static FoundMark MarkOf(CatalogueRow row, CelestialWcs wcs, double pixelScaleArcsec)
    {
        var flags = (FitFlags)row.Flags;
        var (x, y) = (row.XFits - 1, row.YFits - 1);
        if (flags.HasFlag(FitFlags.Star))
        {
            return new FoundMark(FoundKind.Star, x, y, StarRadiusPix, 1, 0);
        }

        if (flags.HasFlag(FitFlags.LowSignalToNoise))
        {
            return new FoundMark(FoundKind.Faint, x, y, FaintRadiusPix, 1, 0);
        }

        return double.IsFinite(row.N)
            ? new FoundMark(
                FoundKind.Galaxy, x, y, 2 * row.ReffArcsec / pixelScaleArcsec, row.Q,
                wcs.FrameAt(row.XFits, row.YFits).ThetaDeg(row.PaDeg))
            : new FoundMark(FoundKind.Failed, x, y, StarRadiusPix, 1, 0);
    }
}
