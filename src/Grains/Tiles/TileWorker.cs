using GaLNet.Inference;
using System.Diagnostics;
using GaLNet.Grains.Compute;
using GaLNet.Grains.Detection;
using GaLNet.Grains.Images;
using GaLNet.Grains.Interfaces;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Grains.Interfaces.Models;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Grains.Measuring;
using GaLNet.Grains.State;
using GaLNet.Sky.Healpix;
using Microsoft.Extensions.Options;
using Orleans.Storage;

namespace GaLNet.Grains.Tiles;

/// <summary>
/// A tile's work: finds sources, models PSFs, measures what is pending and records it. Runs as turns of the tile's
/// grain; pixels are for the compute threads. Whatever moment it stops at, the states say what is left to do.
/// </summary>
internal sealed class TileWorker(
    HealpixCell tile, TileStore store, TileProgress progress, SourceFinder finder, GalaxyMeasurer measurer,
    EngineDirectory engines, TileRecorder recorder, ComputePool pool, IGrainFactory grains,
    IOptions<GrainsOptions> options, TimeProvider time, Action stayAwake)
{
    private readonly HashSet<PendingMeasurement> _given = [];
    private readonly Dictionary<string, string> _failedImages = [];
    private int _unrecorded;

    /// <summary>Works until nothing is pending, or until it is stopped. Never throws.</summary>
    public async Task Run(CancellationToken stop)
    {
        progress.Start();
        string? failure = null;
        try
        {
            await Prepare(stop);
            await MeasurePending(stop);
            failure = FailureSentence();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            failure = null;
        }
        catch (InconsistentStateException)
        {
            // The tile lives on another silo by now, and its work goes on there; this one leaves memory.
            failure = null;
        }
#pragma warning disable CA1031 // The work belongs to nobody who could catch it: the tile's status tells.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            failure = StateWriter.StoreFailure(exception)?.Message ?? exception.Message;
        }
        finally
        {
            progress.End(failure);
        }
    }

    private async Task Prepare(CancellationToken stop)
    {
        if (!store.Page.IsUnplanned)
        {
            return;
        }

        while (Array.Find(store.Sky.Images, NeedsWork) is { } image)
        {
            stop.ThrowIfCancellationRequested();
            stayAwake();
            try
            {
                await Prepare(image, stop);
            }
            catch (InputException exception)
            {
                _failedImages[image.Info.ImageId] = exception.Message;
            }
        }

        while (!await Plan())
        {
        }
    }

    /// <summary>Decides what is pending; false when the settings changed while their engine was looked up.</summary>
    private async Task<bool> Plan()
    {
        var settings = store.Sky.Settings;
        var engine = await GrainCalls.Patiently(
            () => engines.Get((settings ?? new MeasureSettings()).Engine));
        var isPlanned = false;
        await store.ChangePage(page =>
        {
            isPlanned = store.Sky.Settings == settings;
            return isPlanned
                ? TilePlan.Plan(tile, store.Sky, page, engine.ModelId) with
                {
                    IsUnplanned = Array.Exists(store.Sky.Images, TilePlan.NeedsPreparation),
                }
                : page;
        });
        return isPlanned;
    }

    private bool NeedsWork(TileImage image)
        => TilePlan.NeedsPreparation(image) && !_failedImages.ContainsKey(image.Info.ImageId);

    private async Task Prepare(TileImage image, CancellationToken stop)
    {
        progress.Phase = TilePhase.Detecting;
        var found = await finder.Find(tile, image.Info, image.Given, stop);
        progress.Read += found.ReadSeconds;
        progress.Detect += found.DetectSeconds;
        progress.Phase = TilePhase.ModellingPsf;
        var clock = Stopwatch.GetTimestamp();
        var (ra, dec) = tile.Centre;
        var (x, y) = await pool.Run(() => finder.PixelOf(image.Info, ra, dec), stop);
        var model = await ModelPsf(image.Info, found, (x, y)).WaitAsync(stop);
        progress.Psf += Stopwatch.GetElapsedTime(clock).TotalSeconds;
        await store.ChangeSky(sky => WithSources(sky, image, found.Sources, model, (x, y)));
    }

    // What the user gives; else the ladder: over the tile (or its mean), else of the image; null where even that has
    // too few stars.
    private async Task<StoredPsf?> ModelPsf(
        ImageInfo image, FoundSources found, (double XPix, double YPix) centre)
    {
        if (!Array.Exists(found.Sources.GalaxyId, id => id != SourceList.Unlisted))
        {
            return null; // Nothing to measure.
        }

        if (image.Source.PsfPath is not null)
        {
            return StoredPsf.Of(await pool.Run(() => GivenPsf.Read(image, centre.XPix, centre.YPix)));
        }

        var model = await finder.ModelPsf(image, found);
        return model is not null
            ? StoredPsf.Of(model)
            : await GrainCalls.Patiently(
                () => grains.GetGrain<IImageGrain>(image.ImageId).GetPsf(CancellationToken.None));
    }

    private TileState WithSources(
        TileState sky, TileImage image, SourceList sources, StoredPsf? model, (double XPix, double YPix) centre)
    {
        var place = Array.FindIndex(sky.Images, one => one.Info.ImageId == image.Info.ImageId);
        if (!ReferenceEquals(sky.Images[place].Given, image.Given))
        {
            return sky; // The user gave other sources meanwhile: the next round looks for those.
        }

        var objects = sky.Objects.ToList();
        var ids = sources.GalaxyId.ToArray();
        ObjectMatcher.Assign(objects, sources.RaDeg, sources.DecDeg, ids);
        var images = sky.Images.ToArray();
        images[place] = images[place] with
        {
            Sources = sources.WithIds(ids),
            SourcesKey = TilePlan.SourcesKey(image),
            Psfs = WithModel(images[place], model, centre),
            PsfKey = TilePlan.PsfKey(image),
        };
        return sky with { Images = images, Objects = [.. objects] };
    }

    private PsfInfo[] WithModel(TileImage image, StoredPsf? model, (double XPix, double YPix) centre)
    {
        // The same model again is the same version: nothing that was measured with it is stale.
        if (model is null || (image.Psf is { } newest && PsfComparison.AreSame(newest.Model, model)))
        {
            return image.Psfs;
        }

        var fwhm = model.ToModel().FwhmPixAt(centre.XPix, centre.YPix) * image.Info.PixelScaleArcsec.Value;
        return
        [
            new PsfInfo(image.Info.ImageId, (image.Psf?.Version ?? 0) + 1, model, time.GetUtcNow(), fwhm),
            .. image.Psfs,
        ];
    }

    private async Task MeasurePending(CancellationToken stop)
    {
        progress.Phase = TilePhase.Measuring;
        while (NextGroups() is { Count: > 0 } groups)
        {
            await MeasureGroups(groups, stop);
            stop.ThrowIfCancellationRequested();
        }
    }

    // What was tried and left pending in this run is not tried again: it would fail again. A group has one engine.
    private List<PendingMeasurement[]> NextGroups()
        => [.. store.Page.Pending.Where(one => !_given.Contains(one) && !_failedImages.ContainsKey(one.ImageId))
            .GroupBy(one => one.Engine)
            .SelectMany(same => same.Chunk(EngineNames.NetworkOf(same.Key) is null
                ? options.Value.GroupSize
                : options.Value.NetworkGroupSize))];

    /// <summary>
    /// While a group is fitted the next one already waits for the threads, and the one before is recorded, so that
    /// neither cores nor disk stand still.
    /// </summary>
    private async Task MeasureGroups(List<PendingMeasurement[]> groups, CancellationToken stop)
    {
        var fitting = new Queue<Task<Measured[]>>();
        var recording = Task.CompletedTask;
        var next = 0;
        try
        {
            while (next < groups.Count || fitting.Count > 0)
            {
                while (next < groups.Count && fitting.Count < 2 && !stop.IsCancellationRequested)
                {
                    fitting.Enqueue(MeasureGroup(groups[next++], stop));
                }

                if (fitting.Count == 0)
                {
                    break;
                }

                stayAwake();
                var measured = await fitting.Dequeue();
                await recording;
                recording = Record(measured);
            }
        }
        finally
        {
            await recording;
            await Task.WhenAll(fitting);
        }
    }

    private async Task<Measured[]> MeasureGroup(PendingMeasurement[] group, CancellationToken stop)
    {
        var images = store.Sky.Images.ToDictionary(image => image.Info.ImageId);
        var places = new Dictionary<string, Dictionary<long, int>>();
        var jobs = Array.ConvertAll(group, asked =>
        {
            _given.Add(asked);
            var image = images[asked.ImageId];
            if (!places.TryGetValue(asked.ImageId, out var place))
            {
                place = places[asked.ImageId] = TilePlan.SourcesOf(tile, image.Sources!)
                    .ToDictionary(source => image.Sources!.GalaxyId[source]);
            }

            return new MeasureJob(asked, image, place[asked.GalaxyId]);
        });
        var engine = await GrainCalls.Patiently(() => engines.Get(group[0].Engine), stop);
        return await measurer.Measure(jobs, engine, Report, stop);
    }

    private void Report(Measured measured)
    {
        progress.Cut += measured.CutSeconds;
        progress.Infer += measured.InferSeconds;
        progress.Fit += measured.FitSeconds;
        progress.Fitted += measured.Fit is null ? 0 : 1;
    }

    private async Task Record(Measured[] measured)
    {
        foreach (var one in measured.Where(one => one.Failure is not null))
        {
            _failedImages[one.Asked.ImageId] = one.Failure!;
        }

        var clock = Stopwatch.GetTimestamp();
        var (recorded, refused) = await recorder.Record([.. measured.Where(one => one.Fit is not null)]);
        _unrecorded += refused;
        progress.Record += Stopwatch.GetElapsedTime(clock).TotalSeconds;
        progress.Recorded += recorded;
    }

    private string? FailureSentence()
    {
        if (_failedImages.Count > 0)
        {
            return _failedImages.Values.First();
        }

        return _unrecorded == 0
            ? null
            : $"{_unrecorded} fits of tile {tile} could not be recorded and stay pending; run the same command again.";
    }
}
