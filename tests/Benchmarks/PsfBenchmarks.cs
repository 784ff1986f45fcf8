using BenchmarkDotNet.Attributes;
using GaLNet.Photometry.Detection;
using GaLNet.Photometry.Mocks;
using GaLNet.Photometry.Psf;

namespace GaLNet.Benchmarks;

/// <summary>
/// The PSF of a survey field of 1500 x 1500 pixels: modelled from its stars, drawn, asked of every source.
/// </summary>
[MemoryDiagnoser]
public class PsfBenchmarks
{
    private Plane _plane = null!;
    private DetectionResult _detection = null!;
    private IReadOnlyList<int> _stars = [];
    private PsfModel _model = null!;

    /// <summary>Makes the field, finds its sources and models its PSF.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var options = new MockFieldOptions();
        _plane = new Plane
        {
            Width = options.WidthPix,
            Height = options.HeightPix,
            Pixels = MockFieldGenerator.Make(options, 1).Pixels,
            Gain = options.Noise.Gain,
        };
        _detection = SourceDetector.Detect(_plane);
        _stars = StarSelector.Select(_plane, _detection);
        _model = PsfFitter.Fit(_plane, _detection, _stars)
            ?? throw new InvalidOperationException("The mock field has too few sure stars for a PSF.");
    }

    /// <summary>Stars offered to the fit, and sources of the field.</summary>
    public (int Stars, int Sources) Counts => (_stars.Count, _detection.Sources.Count);

    /// <summary>The PSF of a place as networks take it, 25 x 25.</summary>
    [Benchmark]
    public PsfStamp Stamp() => _model.StampAt(700, 800);

    /// <summary>The share of a star's light in it.</summary>
    [Benchmark]
    public double LightInside() => _model.LightInsideAt(700, 800);

    /// <summary>The joint fit of all stars, with clipping; all cores.</summary>
    [Benchmark]
    public PsfModel? Model() => PsfFitter.Fit(_plane, _detection, _stars);

    /// <summary>Every source of the field fitted as a star; all cores.</summary>
    [Benchmark]
    public DetectionResult Classify() => StarGalaxy.Classify(_plane, _detection, _model);
}
