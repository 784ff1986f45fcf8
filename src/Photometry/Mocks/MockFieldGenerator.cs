using GaLNet.Photometry.Psf;
using GaLNet.Photometry.Statistics;

namespace GaLNet.Photometry.Mocks;

/// <summary>
/// Makes mock survey images: galaxies and stars from number counts (and, if asked, from the priors) under a PSF that
/// varies over the image, with noise. A seed makes the same bytes on any number of threads.
/// </summary>
public static class MockFieldGenerator
{
    // Objects are painted on boxes of their own, a few at a time, and added in their order.
    private const int BatchSize = 64;
    private const double SaturatedMagnitudes = 3;

    /// <summary>Makes a field.</summary>
    /// <param name="options">What field.</param>
    /// <param name="seed">Seed of the layout, the PSF and the noise.</param>
    /// <param name="threads">Threads to use; 0 for one per core.</param>
    public static MockField Make(MockFieldOptions options, ulong seed, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.WidthPix, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.HeightPix, 1);
        if ((long)options.WidthPix * options.HeightPix > Array.MaxLength)
            throw new ArgumentOutOfRangeException(
                nameof(options), $"Found a field of {options.WidthPix} x {options.HeightPix} pixels, more than one "
                + "array holds; make several smaller ones.");
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads > 0 ? threads : -1 };
        var random = new RandomStream(seed, 0);
        var psf = MockPsfField.Draw(options.PsfPriors, options.WidthPix, options.HeightPix, random);
        var sources = MockFieldLayout.Draw(options, random).ToArray();
        var pixels = new float[options.WidthPix * options.HeightPix];
        PaintAll(options, psf, sources, pixels, parallel);
        var saturation = SaturationOf(options, psf);
        Parallel.For(0, options.HeightPix, parallel, row =>
        {
            var line = pixels.AsSpan(row * options.WidthPix, options.WidthPix);
            // Stream 0 made the layout; every row has one of its own.
            options.Noise.AddTo(line, new RandomStream(seed, 1 + (ulong)row));
            foreach (ref var pixel in line)
                pixel = (float)Math.Min(pixel + options.SkyLevel, saturation);
        });
        return new MockField(options, seed, pixels, sources, psf, saturation);
    }

    private static void PaintAll(
        MockFieldOptions options, MockPsfField psf, MockSource[] sources, float[] pixels, ParallelOptions parallel)
    {
        var boxes = new MockBox[BatchSize];
        using var painters = new ThreadLocal<MockBoxPainter>(() => new MockBoxPainter(options, psf));
        for (var start = 0; start < sources.Length; start += BatchSize)
        {
            var count = Math.Min(BatchSize, sources.Length - start);
            var first = start;
            Parallel.For(0, count, parallel, i =>
            {
                boxes[i] = painters.Value!.Paint(sources[first + i]);
                sources[first + i] = sources[first + i] with
                {
                    Psf = boxes[i].Psf,
                    SignalToNoise = ApertureSignal.ToNoise(
                        boxes[i].Pixels, boxes[i].Side, sources[first + i].XPix - boxes[i].Left,
                        sources[first + i].YPix - boxes[i].Bottom,
                        ApertureSignal.PaperRadiusArcsec / options.PixelScaleArcsec, options.Noise.SkySigma,
                        options.Noise.Gain),
                };
            });
            for (var i = 0; i < count; i++) boxes[i].AddTo(pixels, options.WidthPix, options.HeightPix);
        }
    }

    private static double SaturationOf(MockFieldOptions options, MockPsfField psf)
    {
        if (options.Saturation is { } level) return level;
        if (options.SaturatedStarMag is not { } mag) return double.PositiveInfinity;
        PsfStamp star = psf.Centre.ToStamp(25, options.PixelScaleArcsec);
        var flux = Math.Pow(10, -0.4 * (mag + SaturatedMagnitudes - options.ZeroPoint));
        return options.SkyLevel + flux * star.Pixels.Max();
    }
}
