using BenchmarkDotNet.Attributes;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Mocks;

namespace GaLNet.Benchmarks;

/// <summary>The χ² engine on mock stamps with the paper's distributions.</summary>
[MemoryDiagnoser]
public class FitBenchmarks
{
    private const int Count = 32;
    private readonly Chi2Engine _engine = new();
    private MockStamp[] _stamps = [];

    /// <summary>True: neighbours from number counts around the targets.</summary>
    [Params(false, true)]
    public bool Crowded { get; set; }

    /// <summary>Makes the stamps.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var generator = new MockStampGenerator(
            new MockStampOptions { Crowding = Crowded ? new MockCrowding() : null }, 1);
        _stamps = [.. Enumerable.Range(0, Count).Select(i => generator.Make(i))];
    }

    /// <summary>One galaxy, seven parameters and the sky, with errors.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public int Fit()
    {
        var evaluations = 0;
        foreach (var stamp in _stamps) evaluations += _engine.Measure(stamp.Stamp, stamp.Psf).Iterations;
        return evaluations;
    }
}
