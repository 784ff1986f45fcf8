using BenchmarkDotNet.Attributes;
using GaLNet.Photometry.Mocks;

namespace GaLNet.Benchmarks;

/// <summary>Mock stamps and their parts.</summary>
[MemoryDiagnoser]
public class MockBenchmarks
{
    private const int Count = 64;
    private float[] _pixels = [];
    private float[] _psf = [];
    private float[] _light = [];
    private MockStampGenerator _clean = null!;
    private MockStampGenerator _crowded = null!;
    private RandomStream _random = null!;
    private readonly StampNoiseMaker _noise = new();
    private MockPsf _shape = null!;

    /// <summary>Pixels per side.</summary>
    [Params(61, 101, 151)]
    public int Side { get; set; }

    /// <summary>Makes the generators and one noiseless stamp.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var options = new MockStampOptions { SizePix = Side };
        _clean = new MockStampGenerator(options, 1);
        _crowded = new MockStampGenerator(options with { Crowding = new MockCrowding() }, 1);
        _pixels = new float[_clean.StampLength];
        _light = new float[_clean.StampLength];
        _psf = new float[_clean.PsfLength];
        _shape = _clean.Paint(1, _light, [], _psf).Psf!;
        _random = new RandomStream(1, 1);
    }

    /// <summary>One accepted stamp: draws, PSF, convolution, S/N cut, noise.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public void Stamp()
    {
        for (var i = 0; i < Count; i++) _clean.Make(i, _pixels, _psf);
    }

    /// <summary>One accepted stamp with neighbours from number counts.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public void CrowdedStamp()
    {
        for (var i = 0; i < Count; i++) _crowded.Make(i, _pixels, _psf);
    }

    /// <summary>Gaussian sky and Poisson objects on one stamp.</summary>
    [Benchmark]
    public void Noise()
    {
        _light.CopyTo(_pixels, 0);
        _noise.AddTo(MockNoise.KidsR, _pixels, _random);
    }

    /// <summary>One pixel-integrated PSF stamp.</summary>
    [Benchmark]
    public void PsfStamp() => _shape.Stamp(_psf, 25, 0.2);
}
