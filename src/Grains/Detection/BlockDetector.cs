using System.Diagnostics;
using GaLNet.Grains.Compute;
using GaLNet.Grains.Images;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Grains.State;
using GaLNet.Photometry.Detection;
using GaLNet.Photometry.Psf;

namespace GaLNet.Grains.Detection;

/// <summary>
/// Detects the sources of blocks of images on the compute threads. Tiles that share a block share the work: the last
/// few results stay in memory.
/// </summary>
internal sealed class BlockDetector(ComputePool pool, ImageLibrary library)
{
    private const int KeptBlocks = 32;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Lazy<Task<BlockResult>>> _results = [];
    private readonly LinkedList<string> _byUse = [];

    /// <summary>
    /// The block's sources and stars, and whether this call is the one that found them. Throws
    /// <see cref="Interfaces.InputException"/> when the image cannot be read.
    /// </summary>
    public async Task<(BlockResult Result, bool IsFresh)> Detect(ImageInfo image, DetectionBlock block)
    {
        var key = $"{image.Content}|{block}";
        var (work, isFresh) = Remember(key, image, block);
        try
        {
            return (await work.Value, isFresh);
        }
        catch
        {
            Forget(key, work);
            throw;
        }
    }

    private (Lazy<Task<BlockResult>> Work, bool IsFresh) Remember(string key, ImageInfo image, DetectionBlock block)
    {
        lock (_lock)
        {
            var isFresh = !_results.TryGetValue(key, out var work);
            if (isFresh)
            {
                _results[key] = work = new Lazy<Task<BlockResult>>(() => pool.Run(() => DetectNow(image, block)));
            }

            _byUse.Remove(key);
            _byUse.AddFirst(key);
            if (_byUse.Count > KeptBlocks)
            {
                _results.Remove(_byUse.Last!.Value);
                _byUse.RemoveLast();
            }

            return (work!, isFresh);
        }
    }

    private void Forget(string key, Lazy<Task<BlockResult>> work)
    {
        lock (_lock)
        {
            if (_results.GetValueOrDefault(key) == work)
            {
                _results.Remove(key);
                _byUse.Remove(key);
            }
        }
    }

    private BlockResult DetectNow(ImageInfo image, DetectionBlock block)
    {
        var clock = Stopwatch.StartNew();
        Plane plane;
        using (var loan = library.Borrow(image))
        {
            var (x, y, width, height) = block.Window(image.Width, image.Height);
            plane = loan.Planes.Read(image, x, y, width, height);
        }

        var read = clock.Elapsed.TotalSeconds;
        clock.Restart();
        var field = AnalysedField.Of(plane);
        var sure = field.Stars.ToHashSet();
        var sources = new List<BlockSource>();
        for (var i = 0; i < field.Detection.Sources.Count; i++)
        {
            var source = field.Detection.Sources[i];
            if (block.Owns(source.XPix + plane.OriginX, source.YPix + plane.OriginY))
            {
                sources.Add(Describe(source, plane, field.Detection.Sky, sure.Contains(i)));
            }
        }

        var stars = field.Stars.Select(i => StarPiece.Cut(plane, field.Detection, i))
            .Where(star => block.Owns(star.XPix, star.YPix)).ToArray();
        return new BlockResult(sources, stars, read, clock.Elapsed.TotalSeconds);
    }

    private static BlockSource Describe(DetectedSource source, Plane plane, SkyModel sky, bool isSure)
    {
        var x = Math.Clamp((int)Math.Round(source.XPix), 0, plane.Width - 1);
        var y = Math.Clamp((int)Math.Round(source.YPix), 0, plane.Height - 1);
        return new BlockSource
        {
            XPix = source.XPix + plane.OriginX,
            YPix = source.YPix + plane.OriginY,
            Flux = source.Flux,
            FluxError = source.FluxError,
            SignalToNoise = source.SignalToNoise,
            RadiusPix = source.HalfLightRadiusPix,
            AxisRatio = source.MajorPix > 0 ? Math.Clamp(source.MinorPix / source.MajorPix, 0.05, 1) : 1,
            ThetaDeg = source.ThetaDeg,
            Sky = sky.Level[y * plane.Width + x],
            SkySigma = SigmaNear(sky.Sigma, plane.Width, plane.Height, x, y),
            Bits = (source.IsStar ? SourceBits.Star : 0)
                | (source.IsBlended ? SourceBits.Blended : 0)
                | (source.IsSaturated ? SourceBits.Saturated : 0)
                | (source.IsTruncated ? SourceBits.Truncated : 0)
                | (isSure ? SourceBits.PsfStar : 0),
        };
    }

    // The central pixel may be masked and have no sigma (a saturated core): the nearest ring with one says it.
    private static double SigmaNear(float[] sigma, int width, int height, int x, int y)
    {
        for (var radius = 0; radius <= 32; radius++)
        {
            var found = new List<float>();
            for (var j = Math.Max(y - radius, 0); j <= Math.Min(y + radius, height - 1); j++)
            {
                for (var i = Math.Max(x - radius, 0); i <= Math.Min(x + radius, width - 1); i++)
                {
                    var value = sigma[j * width + i];
                    if (Math.Max(Math.Abs(i - x), Math.Abs(j - y)) == radius && float.IsFinite(value) && value > 0)
                    {
                        found.Add(value);
                    }
                }
            }

            if (found.Count > 0)
            {
                found.Sort();
                return found[found.Count / 2];
            }
        }

        return double.NaN;
    }
}
