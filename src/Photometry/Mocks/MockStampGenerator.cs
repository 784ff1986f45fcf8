using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Psf;
using GaLNet.Photometry.Rendering;
using GaLNet.Photometry.Statistics;

namespace GaLNet.Photometry.Mocks;

/// <summary>
/// Makes mock stamps (GaLNet I, §2.2): a galaxy from the priors, convolved with a PSF, its neighbours, noise, and the
/// cut in S/N. Stamp number i of a seed is the same bytes whoever makes it, in whatever order and on however many
/// threads. One generator per thread; the drawing itself allocates nothing beyond the truth.
/// </summary>
public sealed class MockStampGenerator
{
    private const int MostTrials = 5_000;

    private readonly MockStampOptions _options;
    private readonly ulong _seed;
    private readonly RandomStream _random;
    private readonly ModelRenderer _renderer;
    private readonly NeighbourPainter _neighbours;
    private readonly PsfStamp _psf;
    private readonly float[] _around;
    private readonly PsfStamp[]? _psfImages;
    private readonly BackgroundCutter? _backgrounds;
    private readonly StampNoiseMaker _noise = new();
    private readonly SignalBound _signalBound;

    /// <summary>A generator of the stamps of one family.</summary>
    public MockStampGenerator(MockStampOptions options, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(options);
        RequireOdd(options.SizePix, nameof(options.SizePix));
        RequireOdd(options.PsfSizePix, nameof(options.PsfSizePix));
        _options = options;
        _seed = seed;
        _random = new RandomStream(seed, 0);
        _psf = new PsfStamp(
            options.PsfSizePix, options.PsfSizePix, new float[options.PsfSizePix * options.PsfSizePix]);
        // The renderer wants light from the start; every stamp brings its own PSF.
        _psf.Pixels[_psf.Pixels.Length / 2] = 1;
        _renderer = new ModelRenderer(options.SizePix, options.SizePix, _psf);
        _neighbours = new NeighbourPainter(options, _renderer);
        _around = new float[options.Crowding is null && options.Backgrounds is null ? 0 : StampLength];
        _backgrounds = options.Backgrounds is { } fields ? new BackgroundCutter(options, fields) : null;
        _signalBound = new SignalBound(options.SizePix, options.PixelScaleArcsec);
        if (options.PsfImages is not { } images) return;
        if (images.Count == 0)
            throw new ArgumentException("Found no PSF to draw from; give at least one image.", nameof(options));
        _psfImages = [.. images.Select(image => PsfImages.ToSide(image, options.PsfSizePix))];
    }

    /// <summary>Pixels of a stamp.</summary>
    public int StampLength => _options.SizePix * _options.SizePix;

    /// <summary>Pixels of a PSF stamp.</summary>
    public int PsfLength => _psf.Pixels.Length;

    /// <summary>Makes stamp <paramref name="number"/>.</summary>
    public MockStamp Make(long number)
    {
        var pixels = new float[StampLength];
        var psf = new float[PsfLength];
        var truth = Make(number, pixels, psf);
        var stamp = new Stamp
        {
            Width = _options.SizePix,
            Height = _options.SizePix,
            Pixels = pixels,
            SkySigma = truth.Noise.SkySigma,
            Gain = truth.Noise.Gain,
            SignalRadiusPix = ApertureSignal.PaperRadiusArcsec / _options.PixelScaleArcsec,
        };
        return new MockStamp(number, stamp, _psf with { Pixels = psf }, truth);
    }

    /// <summary>Makes stamp <paramref name="number"/> into the caller's memory.</summary>
    /// <param name="number">Number of the stamp, 0 or more.</param>
    /// <param name="pixels">[size * size] counts, overwritten.</param>
    /// <param name="psf">[psfSize * psfSize], overwritten; unit sum.</param>
    public MockStampTruth Make(long number, Span<float> pixels, Span<float> psf)
    {
        var truth = Paint(number, pixels, _around, psf);
        if (truth.Background is null)
        {
            for (var i = 0; i < _around.Length; i++) pixels[i] += _around[i];
            _noise.AddTo(truth.Noise, pixels, _random);
        }
        else
        {
            // The background has all of its noise; the galaxy brings its own photons'.
            truth.Noise.AddPhotonsTo(pixels, _random);
            for (var i = 0; i < _around.Length; i++) pixels[i] += _around[i];
        }

        return truth;
    }

    /// <summary>
    /// Paints stamp <paramref name="number"/> without noise, the target and its neighbours apart, so that a trainer can
    /// combine them anew and add fresh noise at every visit. A real background is its neighbours and its noise at once:
    /// then only the target's photons are missing (<see cref="MockNoise.AddPhotonsTo"/> of the truth's noise).
    /// </summary>
    /// <param name="number">Number of the stamp, 0 or more.</param>
    /// <param name="target">[size * size] counts of the target, overwritten.</param>
    /// <param name="neighbours">[size * size] counts of neighbours or background, overwritten; empty without.</param>
    /// <param name="psf">[psfSize * psfSize], overwritten; unit sum.</param>
    public MockStampTruth Paint(long number, Span<float> target, Span<float> neighbours, Span<float> psf)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        _random.Restart(_seed, (ulong)number);
        var o = _options;
        var centre = 0.5 * (o.SizePix - 1);
        var radius = ApertureSignal.PaperRadiusArcsec / o.PixelScaleArcsec;
        MockSource galaxy;
        MockPsf? shape;
        double signal;
        var place = _backgrounds?.Draw(_random);
        var noise = place is { } there ? _backgrounds!.NoiseAt(there) : o.Noise;
        // One PSF belongs to the place; any other is drawn anew with every galaxy.
        if (place is { } its && o.Backgrounds!.PairPsf) SetPsf(_backgrounds!.PsfAt(its));
        var trials = 0;
        do
        {
            if (++trials > MostTrials)
                throw new InvalidOperationException(
                    $"Found no galaxy with S/N of {o.Priors.MinSignalToNoise} in {MostTrials} draws; "
                    + "draw brighter ones or lower the limit.");
            shape = o.Backgrounds is { PairPsf: true } ? null : DrawPsf();
            galaxy = o.Place(false, o.Priors.Draw(_random));
            if (shape is not null)
            {
                signal = _signalBound.Of(galaxy.Parameters, galaxy.Flux(o.ZeroPoint), noise);
                if (signal < o.Priors.MinSignalToNoise) continue;
                SetPsf(shape);
            }

            PaintTarget(galaxy, target);
            signal = ApertureSignal.ToNoise(target, o.SizePix, centre, centre, radius, noise.SkySigma, noise.Gain);
        }
        while (!(signal >= o.Priors.MinSignalToNoise));

        _psf.Pixels.CopyTo(psf);
        double inStamp = 0;
        foreach (var light in target) inStamp += light;
        IReadOnlyList<MockSource> around = o.Crowding is null || neighbours.IsEmpty
            ? []
            : _neighbours.Paint(
                MockSurroundings.Draw(o.Crowding, o, _random), neighbours,
                new MockPsfStamp(_psf, shape, o.PixelScaleArcsec));
        if (place is { } at && !neighbours.IsEmpty) _backgrounds!.Cut(at, neighbours);
        return new MockStampTruth(
            galaxy.Parameters, signal, inStamp / galaxy.Flux(o.ZeroPoint),
            LightWithin(neighbours, 2 * radius) / inStamp, shape, around) { Noise = noise, Background = place };
    }

    /// <summary>Paints one given galaxy without noise.</summary>
    /// <param name="galaxy">Its parameters, offsets from the stamp's centre.</param>
    /// <param name="shape">The PSF.</param>
    /// <param name="target">[size * size] counts, overwritten.</param>
    public void Paint(in GalaxyParameters galaxy, MockPsf shape, Span<float> target)
    {
        ArgumentNullException.ThrowIfNull(shape);
        SetPsf(shape);
        PaintTarget(_options.Place(false, galaxy), target);
    }

    /// <summary>Paints given objects around a target, without noise; what cannot reach the stamp is skipped.</summary>
    /// <param name="sources">Galaxies and stars, in the stamp's pixels; they may lie outside it.</param>
    /// <param name="shape">The PSF.</param>
    /// <param name="plane">[size * size] counts, overwritten.</param>
    /// <returns>What was painted.</returns>
    public IReadOnlyList<MockSource> PaintAround(IEnumerable<MockSource> sources, MockPsf shape, Span<float> plane)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(shape);
        SetPsf(shape);
        return _neighbours.Paint(sources, plane, new MockPsfStamp(_psf, shape, _options.PixelScaleArcsec));
    }

    private void PaintTarget(MockSource galaxy, Span<float> target)
    {
        target.Clear();
        _renderer.Add(galaxy.ToProfile(_options.PixelScaleArcsec, _options.ZeroPoint), target);
    }

    // An image is set at once; an analytic PSF is for the caller to set, when it is needed.
    private MockPsf? DrawPsf()
    {
        if (_psfImages is { } images)
        {
            SetPsf(images[(int)(images.Length * _random.NextUniform())]);
            return null;
        }

        return _options.PsfPriors.Draw(_random);
    }

    private void SetPsf(PsfStamp image)
    {
        image.Pixels.CopyTo(_psf.Pixels, 0);
        _renderer.SetPsf(_psf);
    }

    private void SetPsf(MockPsf shape)
    {
        shape.Stamp(_psf.Pixels, _options.PsfSizePix, _options.PixelScaleArcsec);
        _renderer.SetPsf(_psf);
    }

    private double LightWithin(ReadOnlySpan<float> plane, double radiusPix)
    {
        if (plane.IsEmpty) return 0;
        double sum = 0;
        var centre = _options.SizePix / 2;
        var reach = (int)Math.Min(radiusPix, centre);
        for (var dy = -reach; dy <= reach; dy++)
            for (var dx = -reach; dx <= reach; dx++)
                if (dx * dx + dy * dy <= radiusPix * radiusPix)
                    sum += plane[(centre + dy) * _options.SizePix + centre + dx];

        return sum;
    }

    private static void RequireOdd(int size, string name)
    {
        if (size < 1 || size % 2 == 0)
            throw new ArgumentOutOfRangeException(
                name, size, "Found a stamp of even size; it needs a central pixel, so an odd one.");
    }
}
