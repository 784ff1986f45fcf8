using GaLNet.Grains.Interfaces;
using GaLNet.Grains.Interfaces.Galaxies;
using GaLNet.Grains.Interfaces.References;
using GaLNet.Grains.State;
using Microsoft.Extensions.Options;
using Orleans.Placement;
using Orleans.Storage;

namespace GaLNet.Grains.Galaxies;

/// <summary>
/// One galaxy: the truth about its fits. Leaves memory soon after it was written: a field has hundreds of thousands.
/// Lives where its tile first wrote to it: recording then stays inside one silo. Reads its state when it first needs it.
/// </summary>
[GrainType("galaxy"), CollectionAgeLimit(Minutes = 2), PreferLocalPlacement]
public sealed class GalaxyGrain(
    [StoredState("galaxy")] IPersistentState<GalaxyState> stored,
    IOptions<GrainsOptions> options) : Grain, IGalaxyGrain
{
    private bool _isKnown;

    /// <inheritdoc/>
    public async Task<bool> Record(GalaxyFit fit, CancellationToken cancellationToken = default)
    {
        Check(fit);
        var isRemembered = _isKnown;
        var state = await State();
        if (isRemembered && IsKnown(fit, state.State))
        {
            // It is told again after something broke: what is in the store counts, not what this grain remembers.
            await state.ReadStateAsync(cancellationToken);
        }

        if (IsKnown(fit, state.State))
        {
            return false;
        }

        var before = state.State;
        var replaced = Array.Find(before.Fits, old => old.Provenance.ImageId == fit.Provenance.ImageId);
        // A fit that comes back (the engine was changed and changed again) is current and no longer history.
        var history = before.History.Where(old => old.Provenance != fit.Provenance);
        fit = replaced is null ? fit : fit with { Provenance = fit.Provenance.WithTextsOf(replaced.Provenance) };
        GalaxyFit[] fits = [fit, .. before.Fits.Where(old => !ReferenceEquals(old, replaced))];
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
    public async Task<bool> RecordNew(GalaxyFit fit, CancellationToken cancellationToken = default)
    {
        Check(fit);
        return (!_isKnown && await TryFirst(fit)) || await Record(fit, cancellationToken);
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

        var references = (await State()).State.References;
        return await SetReferences(
            measurement.Reference, Array.IndexOf(references, measurement) >= 0, measurement);
    }

    /// <inheritdoc/>
    public async Task<bool> Detach(string reference, CancellationToken cancellationToken = default)
    {
        var references = (await State()).State.References;
        return await SetReferences(reference, !Array.Exists(references, one => one.Reference == reference), null);
    }

    /// <inheritdoc/>
    public async Task<GalaxyView?> Get(CancellationToken cancellationToken = default)
    {
        var state = await State();
        return state.RecordExists
            ? new GalaxyView(this.GetPrimaryKeyLong(), state.State.Fits, state.State.History, state.State.References)
            : null;
    }

    private void Check(GalaxyFit fit)
    {
        ArgumentNullException.ThrowIfNull(fit);
        if (fit.GalaxyId != this.GetPrimaryKeyLong())
        {
            throw new InputException(
                $"A fit of galaxy {fit.GalaxyId} was sent to galaxy {this.GetPrimaryKeyLong()}; send it to its own.");
        }
    }

    private async ValueTask<IPersistentState<GalaxyState>> State()
    {
        if (!_isKnown)
        {
            await stored.ReadStateAsync();
            _isKnown = true;
        }

        return stored;
    }

    /// <summary>Writes a first fit; false, and nothing is known, when there is something already.</summary>
    private async Task<bool> TryFirst(GalaxyFit fit)
    {
        stored.State = new GalaxyState { Fits = [fit] };
        try
        {
            await stored.WriteStateAsync();
        }
        catch (InconsistentStateException)
        {
            return false;
        }
        catch (Exception exception) when (StateWriter.StoreFailure(exception) is { } failure)
        {
            throw new StoreException(failure.Message);
        }

        _isKnown = true;
        return true;
    }

    // Told twice, or told late by a silo that did not know how things had moved on.
    private static bool IsKnown(GalaxyFit fit, GalaxyState state)
        => Array.Find(state.Fits, old => old.Provenance.ImageId == fit.Provenance.ImageId) is { } known
            && (known.Provenance == fit.Provenance || fit.Provenance.IsOlderThan(known.Provenance));

    private async Task<bool> SetReferences(string name, bool isDone, ReferenceMeasurement? measurement)
    {
        if (isDone)
        {
            return false;
        }

        var state = await State();
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

    // Engines are compared galaxy by galaxy: what each of them said last stays, however long the history grows. Of the
    // rest the oldest go.
    private GalaxyFit[] Bounded(GalaxyFit[] current, GalaxyFit[] history)
    {
        var excess = history.Length - options.Value.HistoryLimit;
        if (excess <= 0)
        {
            return history;
        }

        var kept = history.ToList();
        for (var i = kept.Count - 1; i >= 0 && excess > 0; i--)
        {
            var old = kept[i].Provenance;
            if (current.Concat(kept.Take(i)).Any(newer => newer.Provenance.ImageId == old.ImageId
                && newer.Provenance.Engine == old.Engine))
            {
                kept.RemoveAt(i);
                excess--;
            }
        }

        return [.. kept];
    }
}
