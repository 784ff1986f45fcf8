using GaLNet.Grains.Interfaces;
using GaLNet.Grains.Interfaces.Galaxies;
using GaLNet.Grains.State;
using Microsoft.Extensions.Options;

namespace GaLNet.Grains.Galaxies;

/// <summary>
/// One galaxy: the truth about its fits. Leaves memory soon after it was written: a field has hundreds of thousands.
/// </summary>
[GrainType("galaxy"), CollectionAgeLimit(Minutes = 2)]
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

        var before = state.State;
        var replaced = Array.Find(before.Fits, old => old.Provenance.ImageId == fit.Provenance.ImageId);
        if (replaced?.Provenance.Key == fit.Provenance.Key)
        {
            return false;
        }

        // A fit that comes back (the engine was changed and changed again) is current and no longer history.
        var history = before.History.Where(old => old.Provenance.Key != fit.Provenance.Key);
        state.State = new GalaxyState
        {
            Fits = [fit, .. before.Fits.Where(old => old != replaced)],
            History = [.. (replaced is null ? history : history.Prepend(replaced)).Take(options.Value.HistoryLimit)],
        };
        await StateWriter.Write(state, before, this);
        return true;
    }

    /// <inheritdoc/>
    public Task<GalaxyView?> Get(CancellationToken cancellationToken = default)
        => Task.FromResult(state.RecordExists
            ? new GalaxyView(this.GetPrimaryKeyLong(), state.State.Fits, state.State.History)
            : null);
}
