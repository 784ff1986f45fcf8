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
    HealpixCell tile, TileStore store, TileProgress progress, SourceFinder finder, PsfModeller psfs,
    GalaxyMeasurer measurer, EngineDirectory engines, TileRecorder recorder, IOptions<GrainsOptions> options,
    Action stayAwake)
{
    private readonly HashSet<PendingMeasurement> _given = new(PendingMeasurement.ByGalaxy);
    private readonly Dictionary<string, (SourceList Of, Dictionary<long, int> Places)> _places = [];
    private readonly Dictionary<string, string> _failedImages = [];
    private int _unrecorded;

    /// <summary>Works until nothing is pending, or until it is stopped. Never throws.</summary>
    public async Task Run(CancellationToken stop)
    {
        progress.Start();
        using var span = GrainsTrace.Start("tile work");
        span?.SetTag("galnet.tile", tile.ToString());
        string? failure = null;
        try
        {
            await store.Load();
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
            span?.SetStatus(failure is null ? ActivityStatusCode.Ok : ActivityStatusCode.Error, failure);
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
        using var span = GrainsTrace.Start("prepare image");
        span?.SetTag("galnet.image", image.Info.ImageId);
        progress.Phase = TilePhase.Detecting;
        var found = await finder.Find(tile, image.Info, image.Given, stop);
        progress.Read += found.ReadSeconds;
        progress.Detect += found.DetectSeconds;
        progress.Phase = TilePhase.ModellingPsf;
        var clock = Stopwatch.GetTimestamp();
        var centre = await psfs.Centre(image.Info, stop);
        // Where there is nothing to measure no PSF is wanted.
        var isPsfWanted = (image.Psf is null || image.PsfKey != TilePlan.PsfKey(image))
            && Array.Exists(found.Sources.GalaxyId, id => id != SourceList.Unlisted);
        var model = isPsfWanted ? await psfs.Model(image.Info, found, centre).WaitAsync(stop) : null;
        progress.Psf += Stopwatch.GetElapsedTime(clock).TotalSeconds;
        await store.ChangeSky(sky => WithPrepared(sky, image, found, model, centre));
    }

    private TileState WithPrepared(
        TileState sky, TileImage image, FoundSources found, StoredPsf? model, (double XPix, double YPix) centre)
    {
        var place = Array.FindIndex(sky.Images, one => one.Info.ImageId == image.Info.ImageId);
        var now = sky.Images[place];
        if (!ReferenceEquals(now.Given, image.Given) || now.Info.Content != image.Info.Content)
        {
            return sky; // The user gave other sources or pixels meanwhile: the next round looks at those.
        }

        var objects = sky.Objects;
        if (TilePlan.NeedsSources(now))
        {
            (now, objects) = WithSources(now, found, (sky.Settings ?? new MeasureSettings()).StampSize, sky.Objects);
        }

        var images = sky.Images.ToArray();
        images[place] = TilePlan.PsfKey(now) == TilePlan.PsfKey(image) ? psfs.WithModel(now, model, centre) : now;
        return sky with { Images = images, Objects = objects };
    }

    private static (TileImage Image, long[] Objects) WithSources(
        TileImage image, FoundSources found, int stampSize, long[] known)
    {
        // After a change of a part of the image, sources elsewhere stay what they were.
        var isPartial = image.Sources is not null && image.SourcesKey == TilePlan.SourcesKey(image)
            && !(image.Changes!.AllSince > image.SourcesRevision);
        var sources = isPartial ? SourceMerge.Of(image, found.Sources, stampSize) : found.Sources;
        var objects = known.ToList();
        var ids = sources.GalaxyId.ToArray();
        ObjectMatcher.Assign(objects, sources.RaDeg, sources.DecDeg, ids);
        const int margin = DetectionBlock.MarginPix;
        var (x, y, width, height) = found.Region;
        return (
            image with
            {
                Sources = sources.WithIds(ids),
                SourcesKey = TilePlan.SourcesKey(image),
                SourcesRevision = image.Info.Revision,
                Region = [x - margin, y - margin, width + 2 * margin, height + 2 * margin],
            },
            [.. objects]);
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
        using var span = GrainsTrace.Start("measure group");
        span?.SetTag("galnet.engine", group[0].Engine).SetTag("galnet.galaxies", group.Length);
        var images = store.Sky.Images.ToDictionary(image => image.Info.ImageId);
        var jobs = Array.ConvertAll(group, asked =>
        {
            _given.Add(asked);
            var image = images[asked.ImageId];
            return new MeasureJob(asked, image, PlacesOf(image)[asked.GalaxyId]);
        });
        var engine = await GrainCalls.Patiently(() => engines.Get(group[0].Engine), stop);
        return await measurer.Measure(jobs, engine, Report, stop);
    }

    // Where each galaxy stands in the list of sources: the same for all groups until the list changes.
    private Dictionary<long, int> PlacesOf(TileImage image)
    {
        var sources = image.Sources!;
        if (!_places.TryGetValue(image.Info.ImageId, out var known) || !ReferenceEquals(known.Of, sources))
        {
            known = _places[image.Info.ImageId] = (sources, TilePlan.SourcesOf(tile, sources)
                .ToDictionary(source => sources.GalaxyId[source]));
        }

        return known.Places;
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
