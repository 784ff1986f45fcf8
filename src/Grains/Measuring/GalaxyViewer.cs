using GaLNet.Grains.Compute;
using GaLNet.Grains.Images;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Grains.Interfaces.Models;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Grains.State;
using GaLNet.Inference;
using GaLNet.Photometry.Fitting;

namespace GaLNet.Grains.Measuring;

/// <summary>Shows galaxies as they were measured, for pictures.</summary>
internal sealed class GalaxyViewer(ComputePool pool, ImageLibrary library, EngineRegistry engines)
{
    /// <summary>A galaxy's pixels, PSF and model. The model is that of the row, if there is one.</summary>
    public Task<StampView> View(
        TileImage image, int source, PsfInfo? psf, int stampSize, string engine, CatalogueRow? row)
        => pool.Run(() => ViewNow(image, source, psf, stampSize, engine, row));

    private StampView ViewNow(
        TileImage image, int source, PsfInfo? psf, int stampSize, string engineName, CatalogueRow? row)
    {
        using var loan = library.Borrow(image.Info);
        double x = image.Sources!.XPix[source], y = image.Sources.YPix[source];
        var cut = StampCutter.Cut(loan.Planes, image.Info, image.Sources, source, stampSize);
        var model = psf?.Model.ToModel();
        var local = LocalPsf.ForFits(model, x, y, cut.Stamp);
        var frame = loan.Planes.Wcs.FrameAt(x + 1, y + 1);
        return new StampView
        {
            Size = stampSize,
            Pixels = cut.Stamp.Pixels,
            Model = row is { } fitted && local is not null && double.IsFinite(fitted.Mag)
                ? Render(image.Info, loan.Planes, cut, local, engineName, fitted)
                : [],
            Excluded = Excluded(cut.Stamp),
            SkySigma = cut.Stamp.SkySigma,
            Psf = local?.Image.Pixels ?? [],
            PsfSize = local?.Image.Width ?? 0,
            PixelScaleArcsec = frame.PixelScaleArcsec,
            NorthAngleDeg = frame.NorthAngleDeg,
            Parity = frame.Parity,
        };
    }

    // Sky and neighbours are not recorded: they come from a fit made once more, the galaxy from its record. A network
    // tells nothing of neighbours; a χ² fit does.
    private float[] Render(
        ImageInfo info, ImagePlanes planes, CutStamp cut, LocalPsf psf, string engineName, CatalogueRow row)
    {
        var name = EngineNames.NetworkOf(engineName) is null ? engineName : EngineNames.Chi2;
        if (engines.Find(name) is not { } engine)
        {
            return [];
        }

        var again = engine.Measure(cut.Stamp, psf.Image);
        var recorded = FitTranslator.ToStamp(row.XFits, row.YFits, row.Mag, row.ReffArcsec, row.Q, row.PaDeg, row.N,
            psf.LightInside, cut, info, planes.Wcs);
        var sky = double.IsFinite(again.Sky) ? again.Sky : cut.Stamp.Sky;
        return engine.Render(again with { Profile = recorded, Sky = sky }, cut.Stamp, psf.Image);
    }

    private static byte[] Excluded(Stamp stamp)
    {
        var excluded = new byte[stamp.Pixels.Length];
        for (var at = 0; at < excluded.Length; at++)
        {
            var isUsed = float.IsFinite(stamp.Pixels[at]) && stamp.Mask?[at] is null or 0
                && (stamp.SkyVariance is null || stamp.SkyVariance[at] > 0);
            excluded[at] = isUsed ? (byte)0 : (byte)1;
        }

        return excluded;
    }
}
