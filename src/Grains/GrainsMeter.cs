using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using GaLNet.Photometry.Fitting;

namespace GaLNet.Grains;

/// <summary>
/// What the grains of a silo report of themselves, under the meter <see cref="MeterName"/>. Galaxies and tiles are no
/// dimensions: there are too many of them.
/// </summary>
public sealed class GrainsMeter : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "GaLNet";

    private static readonly FitFlags[] Reasons =
        [FitFlags.PsfFallback, FitFlags.OutsideTrainingDomain, FitFlags.Saturated, FitFlags.MaskedPixels];

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _fits;
    private readonly Counter<long> _failures;
    private readonly UpDownCounter<long> _waiting;
    private readonly ConcurrentDictionary<string, (int Stale, int Pending)> _tiles = new();

    /// <summary>Makes the instruments.</summary>
    public GrainsMeter()
    {
        _fits = _meter.CreateCounter<long>("galnet.fits", "{fit}", "Fits made, by engine.");
        _failures = _meter.CreateCounter<long>("galnet.fit.failures", "{fit}", "Fits without numbers, by reason.");
        _waiting = _meter.CreateUpDownCounter<long>(
            "galnet.stamps.waiting", "{stamp}", "Stamps in memory on their way to a network and back.");
        _meter.CreateObservableGauge(
            "galnet.fits.stale", () => _tiles.Values.Sum(tile => tile.Stale), "{fit}",
            "Fits that differ from what their tiles would use now; tiles in memory, as last looked at.");
        _meter.CreateObservableGauge(
            "galnet.fits.pending", () => _tiles.Values.Sum(tile => tile.Pending), "{fit}",
            "Measurements waiting; tiles in memory, as last looked at.");
    }

    /// <summary>Tells this silo's instruments from those of another silo in the process.</summary>
    internal Meter Meter => _meter;

    /// <summary>Counts a fit.</summary>
    public void CountFit(string engine, FitFlags flags)
    {
        _fits.Add(1, new KeyValuePair<string, object?>("engine", engine));
        if (flags.HasFlag(FitFlags.Failed))
        {
            var reason = Array.Find(Reasons, one => (flags & one) != 0);
            _failures.Add(1, new KeyValuePair<string, object?>(
                "reason", reason == FitFlags.None ? "engine" : FitFlagNames.NameOf(reason)));
        }
    }

    /// <summary>Counts stamps that were cut for a network (positive) or are done with (negative).</summary>
    public void CountWaiting(int change) => _waiting.Add(change);

    /// <summary>Notes how much of a tile is stale and pending.</summary>
    public void Note(string tile, int stale, int pending) => _tiles[tile] = (stale, pending);

    /// <summary>Forgets a tile that leaves memory.</summary>
    public void Forget(string tile) => _tiles.TryRemove(tile, out _);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
