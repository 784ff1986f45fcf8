using GaLNet.Photometry.Mocks;
using GaLNet.Photometry.Statistics;

namespace GaLNet.Training.Evaluation;

/// <summary>
/// The same galaxies under the same sky as another camera would see them: another pixel scale, zero point and gain.
/// Parameters in arcsec, PSF in arcsec and the sky's noise per square arcsec are kept.
/// </summary>
/// <param name="Name">Short name.</param>
/// <param name="PixelScaleArcsec">Arcsec per pixel.</param>
/// <param name="ZeroPoint">AB magnitude of one count.</param>
/// <param name="GainFactor">Electrons for the same light, in units of KiDS's.</param>
internal readonly record struct SurveyGrid(
    string Name, double PixelScaleArcsec, double ZeroPoint, double GainFactor)
{
    private const double DepthMag = 25.02, DepthApertureArcsec = 2;

    // 25 pixels of the finest scale hold a PSF that is cut here.
    private const double TruncationArcsec = 2.0;

    /// <summary>Where networks were trained: KiDS.</summary>
    public static SurveyGrid Home { get; } = new("0.200\" zp 0", 0.2, 0, 1);

    /// <summary>Three pixel scales by four zero points, with gains from a third to three times KiDS's.</summary>
    public static IReadOnlyList<SurveyGrid> Others { get; } =
    [
        .. from scale in new[] { 0.168, 0.262, 0.339 }
           from zeroPoint in new (double Value, double Gain)[] { (0, 1), (22.5, 3), (27, 0.33), (30, 1) }
           select new SurveyGrid(
               FormattableString.Invariant($"{scale:F3}\" zp {zeroPoint.Value}"), scale, zeroPoint.Value, zeroPoint.Gain),
    ];

    /// <summary>How mocks of this survey are made.</summary>
    public MockStampOptions Options => new()
    {
        PixelScaleArcsec = PixelScaleArcsec,
        ZeroPoint = ZeroPoint,
        PsfPriors = MockPsfPriors.KidsR with { TruncationArcsec = TruncationArcsec },
        Noise = MockNoise.FromDepth(
            DepthMag, DepthApertureArcsec, PixelScaleArcsec, ZeroPoint,
            GainFactor * MockNoise.KidsR.Gain * Math.Pow(10, -0.4 * ZeroPoint)),
    };

    /// <summary>Galaxies of the paper's sample as this survey shows them; their noise is the survey's own.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">Family of galaxies and PSFs: the same in every survey.</param>
    /// <param name="cancellationToken">Stops the painting.</param>
    public TestSet Make(int count, ulong seed, CancellationToken cancellationToken)
    {
        var (home, own) = (Home.Options, Options);
        var noise = own.Noise;
        var units = new StampUnits(own.SizePix, own.SizePix, PixelScaleArcsec, ZeroPoint);
        var stamps = new TestStamp[count];
        var noiseSeed = seed ^ RandomSeedOf(Name);
        Parallel.For(
            0, count, new ParallelOptions { CancellationToken = cancellationToken },
            () => (Drawing: new MockStampGenerator(home, seed), Painting: new MockStampGenerator(own, seed)),
            (i, _, generators) =>
            {
                var drawn = generators.Drawing.Make(i);
                var pixels = new float[own.SizePix * own.SizePix];
                generators.Painting.Paint(drawn.Truth.Galaxy, drawn.Truth.Psf!, pixels);
                var signal = ApertureSignal.ToNoise(
                    pixels, own.SizePix, own.SizePix / 2, own.SizePix / 2,
                    ApertureSignal.PaperRadiusArcsec / own.PixelScaleArcsec, noise.SkySigma, noise.Gain);
                noise.AddTo(pixels, new RandomStream(noiseSeed, (ulong)i));
                var stamp = new Photometry.Fitting.Stamp
                {
                    Width = own.SizePix, Height = own.SizePix, Pixels = pixels, SkySigma = noise.SkySigma,
                    Gain = noise.Gain, SkyIsFixed = true,
                    SignalRadiusPix = ApertureSignal.PaperRadiusArcsec / own.PixelScaleArcsec,
                };
                stamps[i] = new TestStamp(
                    stamp, drawn.Truth.Psf!.ToStamp(own.PsfSizePix, own.PixelScaleArcsec), units, drawn.Truth.Galaxy,
                    null, signal);
                return generators;
            },
            _ => { });
        return new TestSet(Name, $"{count} galaxies, {Name}", stamps);
    }

    // A word of its own for every survey, so that no two share their noise.
    private static ulong RandomSeedOf(string name)
    {
        var hash = 0xCBF2_9CE4_8422_2325UL;
        foreach (var letter in name) hash = (hash ^ letter) * 0x100_0000_01B3UL;
        return hash;
    }
}
