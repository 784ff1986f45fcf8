using System.Globalization;
using GaLNet.Grains.Interfaces.Galaxies;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Grains.State;
using GaLNet.Photometry.Fitting;
using GaLNet.Sky.Healpix;

namespace GaLNet.Grains.Tiles;

/// <summary>Decides what a tile is to measure: pure functions of its states.</summary>
internal static class TilePlan
{
    /// <summary>What an image's source list is made from now.</summary>
    public static string SourcesKey(TileImage image) => string.Create(CultureInfo.InvariantCulture,
        $"{SoftwareVersion.Current}|{(image.Given is null ? "detected" : $"given {Fingerprint(image.Given)}")}");

    /// <summary>True when the image's sources or PSF are missing or made from something else.</summary>
    public static bool NeedsPreparation(TileImage image) => NeedsSources(image) || image.PsfKey != PsfKey(image);

    /// <summary>True when the image's sources are missing or were found in something else.</summary>
    public static bool NeedsSources(TileImage image)
        => !image.HasSources || image.SourcesKey != SourcesKey(image) || image.SourcesRevision < image.LatestChange;

    /// <summary>
    /// What an image's PSF model is made from now: what the user gives for the tile; the file that he gives with the
    /// image, whose stamp tells that it was replaced; or detected stars, whatever sources the user gives. A part of the
    /// image that was replaced is no reason for another PSF: every galaxy of the tile would be stale.
    /// </summary>
    public static string PsfKey(TileImage image)
    {
        if (image.GivenPsf.Length > 0)
        {
            return $"given {image.GivenPsf}";
        }

        if (image.Info.Source.PsfPath is { } path)
        {
            return string.Create(CultureInfo.InvariantCulture,
                $"{SoftwareVersion.Current}|{path}|{image.Info.Source.PsfSampling}|{image.Info.FileStamp}");
        }

        return image.Changes is { PsfSince: > 0 and var since }
            ? string.Create(CultureInfo.InvariantCulture, $"{SoftwareVersion.Current}|revision {since}")
            : SoftwareVersion.Current;
    }

    /// <summary>What a fit of this image would be made by now; its epoch is 0.</summary>
    public static Provenance Wanted(TileImage image, string engine, string model, int stampSize) => new()
    {
        Engine = engine,
        Model = model,
        ImageId = image.Info.ImageId,
        PsfVersion = image.Psf?.Version ?? 0,
        Software = SoftwareVersion.Current,
        StampSize = stampSize,
        ImageRevision = image.Info.Revision,
    };

    /// <summary>
    /// True when a fit was made by something else than what is wanted, whatever its pixels; the epoch does not matter.
    /// </summary>
    public static bool IsStale(Provenance made, Provenance? wanted)
        => wanted is null || made with { Epoch = 0, ImageRevision = wanted.ImageRevision } != wanted;

    /// <summary>True when the pixels that a fit was made of have been replaced since.</summary>
    public static bool IsOutOfDate(TileImage image, int source, Provenance made)
        => image.Sources is not null && image.IsTouched(source, made.StampSize, made.ImageRevision);

    /// <summary>
    /// The page and the pending list that the tile's sources call for: stars and faint sources listed, fits that exist
    /// kept, what is missing or stale pending. Measurements asked for by a refit stay pending. The same object when
    /// nothing changes.
    /// </summary>
    public static PageState Plan(HealpixCell tile, TileState sky, PageState page, string model)
    {
        var settings = sky.Settings ?? new MeasureSettings();
        var old = page.Page;
        var rows = RowsByKey(old);
        var waiting = page.Pending.ToDictionary(one => (one.GalaxyId, one.ImageId));
        var editor = new PageEditor(tile.ToString(), sky);
        var pending = new List<PendingMeasurement>();
        foreach (var image in sky.Images)
        {
            if (image.Sources is null)
            {
                // Not determined yet (its file is gone, say): what was known stays.
                foreach (var row in rows.Where(pair => pair.Key.ImageId == image.Info.ImageId))
                {
                    editor.Copy(old!, row.Value);
                }

                pending.AddRange(page.Pending.Where(one => one.ImageId == image.Info.ImageId));
                continue;
            }

            var wanted = Wanted(image, settings.Engine, model, settings.StampSize);
            foreach (var source in SourcesOf(tile, image.Sources))
            {
                PlanSource(image, source, settings, wanted, old, rows, waiting, editor, pending);
            }
        }

        pending.Sort((a, b) => Order(sky, a).CompareTo(Order(sky, b)));
        var rowsNow = editor.Build();
        var next = new PageState
        {
            Page = rowsNow,
            Pending = [.. pending],
            IsUnplanned = false,
            OtherEngines = EngineRows.StillThere(tile.ToString(), page.OtherEngines, rowsNow),
        };
        return IsSame(page, next) ? page : next;
    }

    /// <summary>Sources of the tile itself, each of its objects once.</summary>
    public static IEnumerable<int> SourcesOf(HealpixCell tile, SourceList sources)
    {
        var seen = new HashSet<long>();
        for (var source = 0; source < sources.Count; source++)
        {
            var id = sources.GalaxyId[source];
            if (id >= 0 && tile.Contains(id) && seen.Add(id))
            {
                yield return source;
            }
        }
    }

    /// <summary>Rows of a page by galaxy and image.</summary>
    public static Dictionary<(long GalaxyId, string ImageId), int> RowsByKey(TilePage? page)
        => page is null
            ? []
            : Enumerable.Range(0, page.Count).ToDictionary(row => (page.GalaxyId[row], page.ImageIds[page.Image[row]]));

    private static void PlanSource(
        TileImage image, int source, MeasureSettings settings, Provenance wanted, TilePage? old,
        Dictionary<(long, string), int> rows, Dictionary<(long, string), PendingMeasurement> waiting,
        PageEditor editor, List<PendingMeasurement> pending)
    {
        var sources = image.Sources!;
        var key = (sources.GalaxyId[source], image.Info.ImageId);
        if (sources.Has(source, SourceBits.Star))
        {
            editor.PutListed(image, source, FitFlags.Star | Flags(sources, source));
            return;
        }

        var isMeasured = rows.TryGetValue(key, out var row) && old!.IsMeasured(row);
        if (!isMeasured && !(sources.SignalToNoise[source] >= settings.MinSignalToNoise))
        {
            editor.PutListed(image, source, FitFlags.LowSignalToNoise | Flags(sources, source));
            return;
        }

        var made = isMeasured ? old!.Origins[old.Origin[row]] : null;
        if (made is not null)
        {
            editor.Copy(old!, row);
        }

        var isWaiting = waiting.TryGetValue(key, out var asked);
        if (isWaiting && asked.Epoch > (made?.Epoch ?? 0))
        {
            pending.Add(asked);
        }
        else if (made is null || IsStale(made, wanted) || IsOutOfDate(image, source, made))
        {
            pending.Add(new PendingMeasurement(
                key.Item1, key.Item2, settings.Engine, settings.StampSize, made?.Epoch ?? 0));
        }
    }

    private static FitFlags Flags(SourceList sources, int source)
        => (sources.Has(source, SourceBits.Saturated) ? FitFlags.Saturated : 0)
            | (sources.Has(source, SourceBits.Blended) ? FitFlags.Blended : 0);

    private static (int, long) Order(TileState sky, PendingMeasurement one)
        => (Array.FindIndex(sky.Images, image => image.Info.ImageId == one.ImageId), one.GalaxyId);

    private static bool IsSame(PageState before, PageState after)
        => before.IsUnplanned == after.IsUnplanned
            && before.Pending.AsSpan().SequenceEqual(after.Pending)
            && (before.Page is { } page ? page.SameAs(after.Page!) : after.Page!.Count == 0);

    private static string Fingerprint(InputSource[] given)
    {
        var hash = new HashCode64();
        foreach (var one in given)
        {
            hash.Add(one.RaDeg);
            hash.Add(one.DecDeg);
            hash.Add(one.IsStar ? 1 : 0);
            hash.Add(one.Mag);
        }

        return $"{given.Length} {hash.Value:x16}";
    }
}
