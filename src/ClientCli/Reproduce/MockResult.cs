using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Mocks;
using GaLNet.Photometry.Statistics;

namespace GaLNet.ClientCli.Reproduce;

/// <summary>One engine on mock stamps.</summary>
/// <param name="Engine">The engine's word.</param>
/// <param name="ModelId">What made the numbers.</param>
/// <param name="Fits">Its answers, in the stamps' order.</param>
/// <param name="Galaxies">Truth, measurement and errors.</param>
/// <param name="CpuSeconds">CPU seconds per galaxy, all threads.</param>
internal sealed record MockResult(
    string Engine, string ModelId, IReadOnlyList<SersicFit> Fits, IReadOnlyList<ScoredGalaxy> Galaxies,
    double CpuSeconds)
{
    /// <summary>The paper's statistics.</summary>
    public ScoreTable Scores { get; } = ScoreTable.Of(Galaxies);

    /// <summary>Measures all stamps, on as many threads as there are cores, or in the engine's own batches.</summary>
    public static MockResult Of(IFitEngine engine, IReadOnlyList<MockStamp> stamps, double pixelScaleArcsec)
    {
        // What compiles on the first calls is no part of what a galaxy costs.
        foreach (var stamp in stamps.Take(8))
        {
            engine.Measure(stamp.Stamp, stamp.Psf);
        }

        var fits = new SersicFit[stamps.Count];
        var cost = Bench.Peers.CpuTime.Of(() =>
        {
            if (engine is IBatchFitEngine batches)
            {
                batches.Measure([.. stamps.Select(one => new StampAndPsf(one.Stamp, one.Psf))]).ToArray().CopyTo(fits, 0);
            }
            else
            {
                Parallel.For(0, fits.Length, at => fits[at] = engine.Measure(stamps[at].Stamp, stamps[at].Psf));
            }
        });
        return new MockResult(
            engine.Name, engine.ModelId, fits,
            [.. fits.Select((fit, at) => Scored(fit, stamps[at], pixelScaleArcsec))], cost.CpuSeconds / stamps.Count);
    }

    private static ScoredGalaxy Scored(SersicFit fit, MockStamp stamp, double scale)
    {
        const double magPerLn = 1.0857362047581294;
        var (p, e) = (fit.Profile, fit.Errors);
        var middle = 0.5 * (stamp.Stamp.Width - 1);
        return new ScoredGalaxy(
            stamp.Truth.Galaxy,
            new GalaxyParameters(
                (p.XPix - middle) * scale, (p.YPix - middle) * scale,
                p.Flux > 0 ? -2.5 * Math.Log10(p.Flux) : double.NaN, p.ReffPix * scale, p.AxisRatio, p.PaDeg, p.Index),
            new GalaxyParameters(
                e.XPix * scale, e.YPix * scale, magPerLn * e.Flux / p.Flux, e.ReffPix * scale, e.AxisRatio, e.PaDeg,
                e.Index));
    }
}
