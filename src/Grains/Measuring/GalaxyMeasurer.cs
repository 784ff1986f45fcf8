using System.Diagnostics;
using GaLNet.Grains.Compute;
using GaLNet.Grains.Images;
using GaLNet.Grains.Interfaces;
using GaLNet.Grains.Interfaces.Galaxies;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Grains.State;
using GaLNet.Grains.Tiles;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Psf;

namespace GaLNet.Grains.Measuring;

/// <summary>Measures galaxies on the compute threads.</summary>
internal sealed class GalaxyMeasurer(
    ComputePool pool, ImageLibrary library, EngineRegistry engines, TimeProvider time)
{
    /// <summary>
    /// Measures one galaxy. Whatever is in its pixels or goes wrong with it alone is a fit with a flag; an image that
    /// cannot be read is a failure of the image; cancelled before it began, there is neither.
    /// </summary>
    public async Task<Measured> Measure(
        PendingMeasurement asked, TileImage image, int source, CancellationToken cancellationToken)
    {
        try
        {
            return await pool.Run(() => MeasureNow(asked, image, source), cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return new Measured(asked, null, 0, null);
        }
        catch (InputException exception)
        {
            return new Measured(asked, null, 0, exception.Message);
        }
    }

    /// <summary>A galaxy as it is measured, for pictures. The model is that of the row, if there is one.</summary>
    public Task<StampView> View(
        TileImage image, int source, PsfInfo? psf, int stampSize, string engine, CatalogueRow? row)
        => pool.Run(() => ViewNow(image, source, psf, stampSize, engine, row));

    private Measured MeasureNow(PendingMeasurement asked, TileImage image, int source)
    {
        var engine = engines.Get(asked.Engine);
        var wanted = TilePlan.Wanted(image, engine.Name, engine.ModelId, asked.StampSize);
        var provenance = wanted with { Epoch = asked.Epoch };
        using var loan = library.Borrow(image.Info);
        var cut = StampCutter.Cut(loan.Planes, image.Info, image.Sources!, source, asked.StampSize);
        var model = image.Psf?.Model.ToModel();
        double x = image.Sources!.XPix[source], y = image.Sources.YPix[source];
        var flags = image.Sources.Has(source, SourceBits.Blended) ? FitFlags.Blended : FitFlags.None;
        if (model is null || model.Rung is PsfRung.Tile or PsfRung.Image)
        {
            flags |= FitFlags.PsfFallback;
        }

        var clock = Stopwatch.GetTimestamp();
        var fit = Fit(engine, cut.Stamp, model, x, y);
        var seconds = Stopwatch.GetElapsedTime(clock).TotalSeconds;
        var fwhm = model is null ? double.NaN : model.FwhmPixAt(x, y) * image.Info.PixelScaleArcsec.Value;
        var onSky = FitTranslator.ToSky(
            fit, cut, image.Info, loan.Planes.Wcs, asked.GalaxyId, provenance, fwhm, flags, time.GetUtcNow());
        return new Measured(asked, onSky, seconds, null);
    }

    private static SersicFit Fit(IFitEngine engine, Stamp stamp, PsfModel? model, double xPix, double yPix)
    {
        // Without a PSF, or where its polynomial leaves the possible, nothing can be said of the galaxy's shape.
        if (model is null || !model.IsValidAt(xPix, yPix))
        {
            return SersicFit.NotMeasured(FitFlags.PsfFallback);
        }

        try
        {
            return engine.Measure(stamp, model.StampAt(xPix, yPix));
        }
#pragma warning disable CA1031 // One bad source never stops a batch, whatever an engine makes of it.
        catch (Exception)
#pragma warning restore CA1031
        {
            return SersicFit.NotMeasured(FitFlags.None);
        }
    }

    private StampView ViewNow(
        TileImage image, int source, PsfInfo? psf, int stampSize, string engineName, CatalogueRow? row)
    {
        using var loan = library.Borrow(image.Info);
        double x = image.Sources!.XPix[source], y = image.Sources.YPix[source];
        var cut = StampCutter.Cut(loan.Planes, image.Info, image.Sources, source, stampSize);
        var model = psf?.Model.ToModel();
        var psfStamp = model is not null && model.IsValidAt(x, y) ? model.StampAt(x, y) : null;
        var frame = loan.Planes.Wcs.FrameAt(x + 1, y + 1);
        return new StampView
        {
            Size = stampSize,
            Pixels = cut.Stamp.Pixels,
            Model = row is { } fitted && psfStamp is not null && double.IsFinite(fitted.Mag)
                ? Render(image.Info, loan.Planes, cut, psfStamp, engineName, fitted)
                : [],
            Excluded = Excluded(cut.Stamp),
            SkySigma = cut.Stamp.SkySigma,
            Psf = psfStamp?.Pixels ?? [],
            PsfSize = psfStamp?.Width ?? 0,
            PixelScaleArcsec = frame.PixelScaleArcsec,
            NorthAngleDeg = frame.NorthAngleDeg,
            Parity = frame.Parity,
        };
    }

    // Sky and neighbours are not recorded: they come from the same fit made once more, the galaxy from its record.
    private float[] Render(
        ImageInfo info, ImagePlanes planes, CutStamp cut, PsfStamp psf, string engineName, CatalogueRow row)
    {
        if (engines.Find(engineName) is not { } engine)
        {
            return [];
        }

        var again = engine.Measure(cut.Stamp, psf);
        var recorded = FitTranslator.ToStamp(row.XFits, row.YFits, row.Mag, row.ReffArcsec, row.Q, row.PaDeg, row.N,
            cut, info, planes.Wcs);
        var sky = double.IsFinite(again.Sky) ? again.Sky : cut.Stamp.Sky;
        return engine.Render(again with { Profile = recorded, Sky = sky }, cut.Stamp, psf);
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
