using System.Collections.Concurrent;
using GaLNet.Grains.Compute;
using GaLNet.Grains.Images;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Grains.State;
using GaLNet.Grains.Tiles;
using GaLNet.Photometry.Psf;
using GaLNet.Sky.Healpix;

namespace GaLNet.Grains.Detection;

/// <summary>Finds the sources of an image in and around a tile, or takes those that the user gave.</summary>
internal sealed class SourceFinder(ComputePool pool, ImageLibrary library, BlockDetector detector)
{
    private const int KeptModels = 64;
    private readonly ConcurrentDictionary<string, Lazy<Task<PsfModel?>>> _models = new();

    // An image's own PSF is measured from this many blocks, spread evenly, however large it is.
    private const int ImagePsfBlocks = 9;

    /// <summary>
    /// Sources and stars. With <paramref name="given"/> sources only those are listed; detected ones that are none of
    /// them are neighbours. Throws <see cref="Interfaces.InputException"/> when the image cannot be read.
    /// </summary>
    public async Task<FoundSources> Find(
        HealpixCell tile, ImageInfo image, InputSource[]? given, CancellationToken cancellationToken)
    {
        var window = await pool.Run(() => WindowOf(tile, image), cancellationToken);
        if (window is not { } rectangle)
        {
            return new FoundSources(new SourceListBuilder().Build(), [], (0, 0, image.Width, image.Height), 0, 0);
        }

        var blocks = DetectionBlock.Of(image.Width, image.Height)
            .Where(block => block.Overlaps(rectangle.X0, rectangle.Y0, rectangle.X1, rectangle.Y1)).ToArray();
        // Whoever is told to stop does not wait for blocks that are being detected: other tiles may want them.
        var results = await Task.WhenAll(blocks.Select(block => detector.Detect(image, block)))
            .WaitAsync(cancellationToken);
        var found = results.SelectMany(result => result.Result.Sources)
            .Where(source => rectangle.Contains(source.XPix, source.YPix)).ToArray();
        var sources = await pool.Run(() => Locate(image, found, given), cancellationToken);
        var fresh = results.Where(result => result.IsFresh).Select(result => result.Result).ToArray();
        return new FoundSources(
            sources, [.. results.SelectMany(result => result.Result.Stars)], Union(blocks),
            fresh.Sum(result => result.ReadSeconds), fresh.Sum(result => result.DetectSeconds));
    }

    /// <summary>
    /// The PSF of the blocks that a tile touches, from the sure stars in them; null when there are too few. Small tiles
    /// often share their blocks, so the last models stay in memory.
    /// </summary>
    public Task<PsfModel?> ModelPsf(ImageInfo image, FoundSources found)
    {
        if (_models.Count > KeptModels)
        {
            _models.Clear();
        }

        return _models.GetOrAdd($"{image.Content}|{found.Region}", _ => new Lazy<Task<PsfModel?>>(
            () => pool.Run(() => PsfFitter.Fit(found.Stars, found.Region)))).Value;
    }

    /// <summary>
    /// The PSF of a whole image from sure stars of a few blocks spread over it; null when there are too few.
    /// </summary>
    public async Task<PsfModel?> ModelImagePsf(ImageInfo image)
    {
        var blocks = DetectionBlock.Of(image.Width, image.Height).ToArray();
        var chosen = blocks.Length <= ImagePsfBlocks
            ? blocks
            : [.. Enumerable.Range(0, ImagePsfBlocks)
                .Select(i => blocks[(2 * i + 1) * blocks.Length / (2 * ImagePsfBlocks)])];
        var results = await Task.WhenAll(chosen.Select(block => detector.Detect(image, block)));
        StarPiece[] stars = [.. results.SelectMany(result => result.Result.Stars)];
        var model = await pool.Run(() => PsfFitter.Fit(stars, (0, 0, image.Width, image.Height)));
        return model is null ? null : model with { Rung = PsfRung.Image };
    }

    /// <summary>The image's 0-based pixel at a position; its centre where the projection does not reach.</summary>
    public (double XPix, double YPix) PixelOf(ImageInfo image, double raDeg, double decDeg)
    {
        using var loan = library.Borrow(image);
        return loan.Planes.Wcs.TrySkyToPixel(raDeg, decDeg, out var x, out var y)
            ? (x - 1, y - 1)
            : (0.5 * (image.Width - 1), 0.5 * (image.Height - 1));
    }

    private TileWindow? WindowOf(HealpixCell tile, ImageInfo image)
    {
        using var loan = library.Borrow(image);
        return TileWindow.Of(tile, image, loan.Planes.Wcs);
    }

    private SourceList Locate(ImageInfo image, BlockSource[] found, InputSource[]? given)
    {
        using var loan = library.Borrow(image);
        var wcs = loan.Planes.Wcs;
        var sources = new SourceListBuilder();
        if (given is not null)
        {
            GivenSources.Add(sources, given, found, loan.Planes, image);
            return sources.Build();
        }

        foreach (var source in found)
        {
            var (ra, dec) = wcs.PixelToSky(source.XPix + 1, source.YPix + 1);
            if (double.IsFinite(ra) && double.IsFinite(dec))
            {
                sources.Add(source, ra, dec);
            }
        }

        return sources.Build();
    }

    private static (int X, int Y, int Width, int Height) Union(DetectionBlock[] blocks)
    {
        int x = blocks.Min(block => block.X0), y = blocks.Min(block => block.Y0);
        return (x, y, blocks.Max(block => block.X1) - x, blocks.Max(block => block.Y1) - y);
    }
}
