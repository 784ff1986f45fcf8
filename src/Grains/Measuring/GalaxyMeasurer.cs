using System.Diagnostics;
using GaLNet.Grains.Compute;
using GaLNet.Grains.Interfaces;
using GaLNet.Grains.Serving;
using GaLNet.Grains.Tiles;
using GaLNet.Photometry.Fitting;

namespace GaLNet.Grains.Measuring;

/// <summary>
/// Measures galaxies: pixels on the compute threads, networks in their queues. Whatever is in a galaxy's pixels or goes
/// wrong with it alone is a fit with a flag; an image that cannot be read is a failure of the image.
/// </summary>
internal sealed class GalaxyMeasurer(
    ComputePool pool, GalaxyPreparer preparer, StampRoom room, NetworkRoute networks, GrainsMeter meter,
    TimeProvider time)
{
    // Stamps that a thread cuts, or network answers that it turns into fits, in one go.
    private const int AtOnce = 8;

    /// <summary>
    /// Measures a group of galaxies and answers in its order. What was cancelled before it began is neither fit nor
    /// failure. Throws <see cref="InputException"/> when the network cannot be had; nothing was measured then.
    /// </summary>
    /// <param name="jobs">The galaxies; their stamps are in memory together when a network measures them.</param>
    /// <param name="engine">How.</param>
    /// <param name="report">Told of each as soon as it is measured, in the caller's own context.</param>
    /// <param name="cancellationToken">Stops what has not begun.</param>
    public async Task<Measured[]> Measure(
        IReadOnlyList<MeasureJob> jobs, EngineInForce engine, Action<Measured> report,
        CancellationToken cancellationToken)
    {
        if (engine.Network is null)
        {
            // A fit takes long enough to be handed to a thread by itself.
            return await Each(
                jobs, 1, "fit galaxy", GrainsTrace.Here, i => FitNow(jobs[i], engine), report, cancellationToken);
        }

        try
        {
            return await MeasureByNetwork(jobs, engine, report, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return [.. jobs.Select(job => Measured.Nothing(job.Asked))];
        }
    }

    // First all stamps, then the network for all of them at once, then each by itself again.
    private async Task<Measured[]> MeasureByNetwork(
        IReadOnlyList<MeasureJob> jobs, EngineInForce engine, Action<Measured> report,
        CancellationToken cancellationToken)
    {
        using var stay = await room.Enter(jobs.Count, cancellationToken);
        var prepared = new PreparedGalaxy?[jobs.Count];
        var results = await Each(
            jobs, AtOnce, "cut stamp", GrainsTrace.Here,
            i =>
            {
                var clock = Stopwatch.GetTimestamp();
                prepared[i] = preparer.Prepare(jobs[i]);
                return Measured.Nothing(jobs[i].Asked) with { CutSeconds = Seconds(clock) };
            },
            _ => { }, cancellationToken);
        int[] asked = [.. Enumerable.Range(0, jobs.Count).Where(i => prepared[i]?.Psf is not null)];
        meter.CountWaiting(asked.Length);
        try
        {
            return await Answered(jobs, engine, report, results, prepared, asked, cancellationToken);
        }
        finally
        {
            meter.CountWaiting(-asked.Length);
        }
    }

    private async Task<Measured[]> Answered(
        IReadOnlyList<MeasureJob> jobs, EngineInForce engine, Action<Measured> report, Measured[] cut,
        PreparedGalaxy?[] prepared, int[] asked, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        using var span = GrainsTrace.Start("infer");
        span?.SetTag("galnet.model", engine.Network!.ModelId).SetTag("galnet.galaxies", asked.Length);
        var answer = asked.Length == 0
            ? new NetworkFits(engine.Network!.ModelId, [])
            : await networks.Measure(
                engine.Network!,
                [.. asked.Select(i => new StampAndPsf(prepared[i]!.Cut.Stamp, prepared[i]!.Psf!.Image))],
                cancellationToken);
        var answered = GrainsTrace.Here;
        span?.Stop();
        var waited = Seconds(start) / Math.Max(1, asked.Length);
        var fits = new SersicFit?[jobs.Count];
        for (var place = 0; place < asked.Length; place++)
        {
            fits[asked[place]] = answer.Fits[place];
        }

        int[] there = [.. Enumerable.Range(0, jobs.Count).Where(i => prepared[i] is not null)];
        var refined = await Each(
            [.. there.Select(i => jobs[i])], AtOnce, "fit galaxy", answered,
            k =>
            {
                var i = there[k];
                return Refine(prepared[i]!, fits[i], engine, answer.ModelId) with
                {
                    CutSeconds = cut[i].CutSeconds, InferSeconds = fits[i] is null ? 0 : waited,
                };
            },
            report, cancellationToken);
        var all = cut.ToArray();
        for (var k = 0; k < there.Length; k++)
        {
            all[there[k]] = refined[k];
        }

        return all;
    }

    /// <summary>
    /// Does a step for each galaxy on the compute threads, <paramref name="atOnce"/> of them in one go: where a step is
    /// short, handing it over and waiting for it costs as much.
    /// </summary>
    private async Task<Measured[]> Each(
        IReadOnlyList<MeasureJob> jobs, int atOnce, string what, ActivityContext parent, Func<int, Measured> work,
        Action<Measured> report, CancellationToken cancellationToken)
    {
        var results = new Measured[jobs.Count];
        await Task.WhenAll(Enumerable.Range(0, jobs.Count).Chunk(atOnce).Select(async some =>
        {
            var isBegun = await Begun(some);
            foreach (var i in some)
            {
                results[i] = isBegun ? results[i] : Measured.Nothing(jobs[i].Asked);
                report(results[i]);
            }
        }));
        return results;

        async Task<bool> Begun(int[] some)
        {
            try
            {
                return await pool.Run(
                    () =>
                    {
                        foreach (var i in some)
                        {
                            results[i] = cancellationToken.IsCancellationRequested
                                ? Measured.Nothing(jobs[i].Asked)
                                : Traced(jobs[i].Asked, what, parent, () => work(i));
                        }

                        return true;
                    },
                    cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }
    }

    private static Measured Traced(
        State.PendingMeasurement asked, string what, ActivityContext parent, Func<Measured> work)
    {
        using var span = GrainsTrace.Start(what, parent);
        span?.SetTag("galnet.galaxy", asked.GalaxyId).SetTag("galnet.image", asked.ImageId)
            .SetTag("galnet.engine", asked.Engine);
        try
        {
            return work() with { Trace = span?.Context ?? default };
        }
        catch (InputException exception)
        {
            return Measured.Nothing(asked) with { Failure = exception.Message };
        }
    }

    private Measured FitNow(MeasureJob job, EngineInForce engine)
    {
        var clock = Stopwatch.GetTimestamp();
        var galaxy = preparer.Prepare(job);
        var cut = Seconds(clock);
        clock = Stopwatch.GetTimestamp();
        var psf = galaxy.FitPsf;
        var fit = psf is not null
            ? Guarded(() => engine.Fitter!.Measure(galaxy.Cut.Stamp, psf.Image))
            : SersicFit.NotMeasured(FitFlags.PsfFallback);
        return OnSky(galaxy, fit, psf, engine, engine.ModelId) with { CutSeconds = cut, FitSeconds = Seconds(clock) };
    }

    // The network's answer is the fit, or where the fit begins.
    private Measured Refine(PreparedGalaxy galaxy, SersicFit? answer, EngineInForce engine, string networkId)
    {
        var clock = Stopwatch.GetTimestamp();
        var psf = engine.IsRefined ? galaxy.FitPsf : galaxy.Psf;
        var fit = answer is not null && psf is not null
            ? Guarded(() => engine.FitOf(
                Through(answer, galaxy.Psf!, psf), new StampAndPsf(galaxy.Cut.Stamp, psf.Image)))
            : SersicFit.NotMeasured(FitFlags.PsfFallback);
        return OnSky(galaxy, fit, psf, engine, engine.ModelIdOf(networkId)) with { FitSeconds = Seconds(clock) };
    }

    // The same light seen through another image of the PSF.
    private static SersicFit Through(SersicFit answer, LocalPsf from, LocalPsf to)
        => ReferenceEquals(from, to) || !(from.LightInside > 0)
            ? answer
            : answer with
            {
                Profile = answer.Profile with { Flux = answer.Profile.Flux * to.LightInside / from.LightInside },
            };

    private Measured OnSky(
        PreparedGalaxy galaxy, SersicFit fit, LocalPsf? psf, EngineInForce engine, string modelId)
    {
        var asked = galaxy.Job.Asked;
        var wanted = TilePlan.Wanted(galaxy.Job.Image, engine.Word, modelId, asked.StampSize);
        var onSky = FitTranslator.ToSky(
            fit, galaxy.Cut, galaxy.Job.Image.Info, galaxy.Wcs, asked.GalaxyId, wanted with { Epoch = asked.Epoch },
            psf, galaxy.PsfFwhmArcsec, galaxy.Flags, time.GetUtcNow());
        meter.CountFit(engine.Word, (FitFlags)onSky.Flags);
        return Measured.Nothing(asked) with { Fit = onSky };
    }

    private static SersicFit Guarded(Func<SersicFit> fit)
    {
        try
        {
            return fit();
        }
#pragma warning disable CA1031 // One bad source never stops a batch, whatever an engine makes of it.
        catch (Exception)
#pragma warning restore CA1031
        {
            return SersicFit.NotMeasured(FitFlags.None);
        }
    }

    private static double Seconds(long since) => Stopwatch.GetElapsedTime(since).TotalSeconds;
}
