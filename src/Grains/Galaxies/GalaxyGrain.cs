using GaLNet.Grains.Interfaces;
using GaLNet.Grains.Interfaces.Galaxies;
using GaLNet.Grains.Interfaces.References;
using GaLNet.Grains.State;
using Microsoft.Extensions.Options;
using Orleans.Placement;

namespace GaLNet.Grains.Galaxies;

/// <summary>
/// One galaxy: the truth about its fits. Leaves memory soon after it was written: a field has hundreds of thousands.
/// Lives where its tile first wrote to it: recording then stays inside one silo.
/// </summary>
[GrainType("galaxy"), CollectionAgeLimit(Minutes = 2), PreferLocalPlacement]
public sealed class GalaxyGrain(
    [PersistentState("galaxy", GrainStores.Catalogue)] IPersistentState<GalaxyState> state,
    IOptions<GrainsOptions> options) : Grain, IGalaxyGrain
{
    /// <inheritdoc/>
    public async Task<bool> Record(GalaxyFit fit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fit);
        if (fit.GalaxyId != this.GetPrimaryKeyLong())
        {
            throw new InputException(
                $"A fit of galaxy {fit.GalaxyId} was sent to galaxy {this.GetPrimaryKeyLong()}; send it to its own.");
        }

        if (IsKnown(fit))
        {
            // It is told again after something broke: what is in the store counts, not what this grain remembers.
            await state.ReadStateAsync(cancellationToken);
            if (IsKnown(fit))
            {
                return false;
            }
        }

        var before = state.State;
        var replaced = Array.Find(before.Fits, old => old.Provenance.ImageId == fit.Provenance.ImageId);

        // A fit that comes back (the engine was changed and changed again) is current and no longer history.
        var history = before.History.Where(old => old.Provenance.Key != fit.Provenance.Key);
        GalaxyFit[] fits = [fit, .. before.Fits.Where(old => old != replaced)];
        state.State = new GalaxyState
        {
            Fits = fits,
            History = Bounded(fits, [.. replaced is null ? history : history.Prepend(replaced)]),
            References = before.References,
        };
        await StateWriter.Write(state, before, this);
        return true;
    }

    /// <inheritdoc/>
    public async Task<bool> Attach(ReferenceMeasurement measurement, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(measurement);
        if (measurement.GalaxyId != this.GetPrimaryKeyLong())
        {
            throw new InputException(
                $"A measurement of galaxy {measurement.GalaxyId} was sent to galaxy {this.GetPrimaryKeyLong()}; "
                + "send it to its own.");
        }

        return await SetReferences(
            measurement.Reference, Array.IndexOf(state.State.References, measurement) >= 0, measurement);
    }

    /// <inheritdoc/>
    public Task<bool> Detach(string reference, CancellationToken cancellationToken = default)
        => SetReferences(reference, !Array.Exists(state.State.References, one => one.Reference == reference), null);

    /// <inheritdoc/>
    public Task<GalaxyView?> Get(CancellationToken cancellationToken = default)
        => Task.FromResult(state.RecordExists
            ? new GalaxyView(
                this.GetPrimaryKeyLong(), state.State.Fits, state.State.History, state.State.References)
            : null);

    // Told twice, or told late by a silo that did not know how things had moved on.
    private bool IsKnown(GalaxyFit fit)
        => Array.Find(state.State.Fits, old => old.Provenance.ImageId == fit.Provenance.ImageId) is { } known
            && (known.Provenance.Key == fit.Provenance.Key || fit.Provenance.IsOlderThan(known.Provenance));

    private async Task<bool> SetReferences(string name, bool isDone, ReferenceMeasurement? measurement)
    {
        if (isDone)
        {
            return false;
        }

        var before = state.State;
        var others = before.References.Where(one => one.Reference != name);
        state.State = new GalaxyState
        {
            Fits = before.Fits,
            History = before.History,
            References =
            [
                .. (measurement is null ? others : others.Append(measurement))
                    .OrderBy(one => one.Reference, StringComparer.Ordinal),
            ],
        };
        await StateWriter.Write(state, before, this);
        return true;
    }

    // Engines are compared galaxy by galaxy: what each of them said last stays, however long the history grows.
    private GalaxyFit[] Bounded(GalaxyFit[] current, GalaxyFit[] history)
    {
        var newest = current.Concat(history)
            .DistinctBy(fit => (fit.Provenance.ImageId, fit.Provenance.Engine)).ToHashSet();
        var room = options.Value.HistoryLimit - history.Count(newest.Contains);
        return [.. history.Where(fit => newest.Contains(fit) || room-- > 0)];
    }
}
