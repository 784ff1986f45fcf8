using System.Diagnostics;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Statistics;

namespace GaLNet.Training.Evaluation;

/// <summary>What an engine said about every galaxy of a set.</summary>
/// <param name="Engine">The engine's word or the network's name.</param>
/// <param name="ModelId">What made the numbers.</param>
/// <param name="Galaxies">Truth, answer, errors and bounds, in the set's order.</param>
/// <param name="Flags">What the engine flagged.</param>
/// <param name="CpuSeconds">CPU time of all threads.</param>
internal sealed record EngineAnswers(
    string Engine, string ModelId, IReadOnlyList<ScoredGalaxy> Galaxies, IReadOnlyList<FitFlags> Flags,
    double CpuSeconds)
{
    private const int PieceSize = 512;

    /// <summary>Measures a set on all cores, a piece at a time.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="name">What to call it.</param>
    /// <param name="stamps">The set.</param>
    /// <param name="done">Told how many more are measured.</param>
    /// <param name="cancellationToken">Stops between pieces.</param>
    public static EngineAnswers Of(
        IFitEngine engine, string name, IReadOnlyList<TestStamp> stamps, Action<int> done,
        CancellationToken cancellationToken)
    {
        var galaxies = new ScoredGalaxy[stamps.Count];
        var flags = new FitFlags[stamps.Count];
        var start = Cpu();
        for (var first = 0; first < stamps.Count; first += PieceSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var piece = stamps.Skip(first).Take(PieceSize).ToArray();
            var fits = Measure(engine, piece);
            for (var i = 0; i < piece.Length; i++)
            {
                galaxies[first + i] = Scored(piece[i], fits[i]);
                flags[first + i] = fits[i].Flags;
            }

            done(piece.Length);
        }

        return new EngineAnswers(name, engine.ModelId, galaxies, flags, Cpu() - start);
    }

    /// <summary>Answers for some of the stamps alone.</summary>
    public EngineAnswers Only(IReadOnlyList<int> which) => this with
    {
        Galaxies = [.. which.Select(i => Galaxies[i])],
        Flags = [.. which.Select(i => Flags[i])],
    };

    private static IReadOnlyList<SersicFit> Measure(IFitEngine engine, TestStamp[] piece)
    {
        if (engine is IBatchFitEngine batches)
            return batches.Measure([.. piece.Select(item => new StampAndPsf(item.Stamp, item.Psf))]);
        var fits = new SersicFit[piece.Length];
        Parallel.For(0, piece.Length, i => fits[i] = engine.Measure(piece[i].Stamp, piece[i].Psf));
        return fits;
    }

    private static ScoredGalaxy Scored(TestStamp item, SersicFit fit) => new(
        item.Truth, item.Units.Values(fit.Profile), item.Units.Errors(fit.Errors, fit.Profile.Flux), item.Crlb,
        fit.Errors95 is { } wide ? item.Units.Errors(wide, fit.Profile.Flux) : null);

    private static double Cpu()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime.TotalSeconds;
    }
}
