using System.Numerics.Tensors;
using GaLNet.Photometry.Mocks;
using GaLNet.Training.Studies;

namespace GaLNet.Training.Feed;

/// <summary>
/// Paints record number i of a family: four fifths as the paper's sample in KiDS r, one fifth wider, so that one
/// network serves other pixel scales, seeings and depths. The bytes depend on (seed, number) alone. One per thread.
/// Real sky and real PSFs, where given, are those of the paper's sample; the wider one is drawn in any case.
/// </summary>
internal sealed class RecordPainter
{
    // Enough pixel scales between the limits that the network cannot tell them from a continuum.
    private const int WideSurveys = 24;
    private const double FinestPixel = 0.15, CoarsestPixel = 0.36;
    private const double LeastGainSigma = 10, MostGainSigma = 3000;
    private const double KidsDepthMag = 25.02, DepthApertureArcsec = 2;
    private static readonly MockCrowding Crowding = new();

    // The largest light that a record holds, sky sigmas: real sky has stars beyond a half's range.
    private const float MostLight = 60_000;

    private readonly MockStampOptions _options;
    private readonly MockStampGenerator _paper;
    private readonly MockStampGenerator?[] _wide = new MockStampGenerator?[WideSurveys];
    private readonly ulong _seed;
    private readonly double _wideShare;
    private readonly float[] _target;
    private readonly float[] _neighbours;
    private readonly float[] _psf = new float[MockRecord.PsfLength];

    /// <param name="seed">Family.</param>
    /// <param name="wideShare">Share of the wider sample.</param>
    /// <param name="options">The paper's sample: <see cref="OptionsOf"/>.</param>
    public RecordPainter(ulong seed, double wideShare, MockStampOptions options)
    {
        _seed = seed;
        _wideShare = wideShare;
        _options = options;
        _paper = new MockStampGenerator(options, seed);
        _target = new float[_paper.StampLength];
        _neighbours = new float[_paper.StampLength];
    }

    /// <summary>The paper's sample as a feed wants it; reads images where it asks for real sky.</summary>
    public static MockStampOptions OptionsOf(FeedOptions feed)
        => RealSky.Read(feed.RealSky, PaperOptions with
        {
            Priors = StudyPriors.Of(feed.Priors), SizePix = feed.StampSide,
        });

    /// <summary>The paper's sample with neighbours as deep counts have them.</summary>
    public static MockStampOptions PaperOptions { get; } = new() { Crowding = Crowding };

    /// <summary>Paints a record.</summary>
    public void Paint(long number, MockRecord record)
    {
        // A stream of its own decides the survey, so that the generator's numbering stays what it is elsewhere.
        var random = new RandomStream(_seed ^ 0x5EED_0F_5A4B1EUL, (ulong)number);
        var isWide = random.NextUniform() < _wideShare;
        var survey = (int)(WideSurveys * random.NextUniform());
        var options = isWide ? WideOptions(survey, _options.SizePix) : _options;
        var generator = isWide ? _wide[survey] ??= new MockStampGenerator(options, _seed) : _paper;
        var drawnGainSigma = LeastGainSigma * Math.Pow(MostGainSigma / LeastGainSigma, random.NextUniform());
        var truth = generator.Paint(number, _target, _neighbours, _psf);
        var sigma = truth.Noise.SkySigma;
        var gainSigma = isWide ? drawnGainSigma : sigma * truth.Noise.Gain;
        TensorPrimitives.Multiply(_target, (float)(1 / sigma), _target);
        TensorPrimitives.Multiply(_neighbours, (float)(1 / sigma), _neighbours);
        var about = new RecordTruth(
            truth.Galaxy, options.PixelScaleArcsec, options.ZeroPoint - 2.5 * Math.Log10(sigma), (float)gainSigma,
            truth.SignalToNoise, truth.Background is not null);
        if (about.OnRealSky) TensorPrimitives.Min(_neighbours, MostLight, _neighbours);
        record.Set(about, _target, _neighbours, _psf);
    }

    // The same depth per square arcsec on another pixel grid, under any seeing a ground survey has.
    private static MockStampOptions WideOptions(int survey, int side)
    {
        var scale = FinestPixel * Math.Pow(CoarsestPixel / FinestPixel, (survey + 0.5) / WideSurveys);
        var noise = MockNoise.FromDepth(KidsDepthMag, DepthApertureArcsec, scale, 0, 1);
        return PaperOptions with
        {
            SizePix = side,
            PixelScaleArcsec = scale,
            Noise = noise with { Gain = 100 / noise.SkySigma },
            PsfPriors = MockPsfPriors.KidsR with
            {
                FwhmArcsec = Prior.Uniform(0.5, 1.1),
                TruncationArcsec = Math.Min(2.3, 12 * scale),
            },
        };
    }
}
