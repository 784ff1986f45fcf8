using BenchmarkDotNet.Attributes;
using GaLNet.Photometry.Detection;
using GaLNet.Photometry.Mocks;

namespace GaLNet.Benchmarks;

/// <summary>A survey field of 1500 x 1500 pixels: made, and its sources found.</summary>
[MemoryDiagnoser]
public class FieldBenchmarks
{
    private Plane _plane = null!;

    /// <summary>Makes the field that is searched.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var options = new MockFieldOptions();
        var field = MockFieldGenerator.Make(options, 1);
        _plane = new Plane
        {
            Width = options.WidthPix,
            Height = options.HeightPix,
            Pixels = field.Pixels,
            Gain = options.Noise.Gain,
        };
    }

    /// <summary>Galaxies, stars, varying PSF and noise; all cores.</summary>
    [Benchmark]
    public int MakeField() => MockFieldGenerator.Make(new MockFieldOptions(), 1).Sources.Count;

    /// <summary>Sky mesh, matched filter, deblending, first measurements.</summary>
    [Benchmark]
    public int DetectSources() => SourceDetector.Detect(_plane).Sources.Count;
}
