using GaLNet.Grains.Interfaces;
using GaLNet.Grains.Interfaces.Galaxies;
using GaLNet.Grains.Interfaces.References;
using GaLNet.Grains.State;

namespace GaLNet.Grains.References;

/// <summary>
/// One reference in one tile. Galaxies are written first, then the page, as with fits: whatever moment it stops at, the
/// same command again completes it.
/// </summary>
[GrainType("reference"), CollectionAgeLimit(Minutes = 2)]
internal sealed class ReferenceGrain(
    [PersistentState("reference", GrainStores.Catalogue)] IPersistentState<ReferenceState> state)
    : Grain, IReferenceGrain
{
    private const int AtOnce = 64;

    /// <inheritdoc/>
    public async Task<bool> Put(ReferencePage page, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(page);
        var before = state.State.Page;
        if (before is not null && SameAs(before, page))
        {
            return false;
        }

        await ForEach(page.Count, row => Galaxy(page.GalaxyId[row]).Attach(page.Row(row), cancellationToken));
        await Detach(before, page.GalaxyId, cancellationToken);
        await Store(page);
        return true;
    }

    /// <inheritdoc/>
    public Task<ReferencePage?> Get(CancellationToken cancellationToken = default)
        => Task.FromResult(state.State.Page);

    /// <inheritdoc/>
    public async Task<int> Remove(CancellationToken cancellationToken = default)
    {
        var before = state.State.Page;
        if (before is null)
        {
            return 0;
        }

        await Detach(before, [], cancellationToken);
        await Store(null);
        return before.Count;
    }

    private async Task Detach(ReferencePage? before, long[] kept, CancellationToken cancellationToken)
    {
        var stays = kept.ToHashSet();
        long[] gone = before is null ? [] : [.. before.GalaxyId.Where(id => !stays.Contains(id))];
        await ForEach(gone.Length, at => Galaxy(gone[at]).Detach(before!.Reference, cancellationToken));
    }

    private async Task Store(ReferencePage? page)
    {
        var before = state.State;
        state.State = new ReferenceState { Page = page };
        await StateWriter.Write(state, before, this);
    }

    private static async Task ForEach(int count, Func<int, Task> act)
    {
        foreach (var group in Enumerable.Range(0, count).Chunk(AtOnce))
        {
            await Task.WhenAll(group.Select(act));
        }
    }

    private IGalaxyGrain Galaxy(long id) => GrainFactory.GetGrain<IGalaxyGrain>(id);

    // SequenceEqual compares doubles by Equals: NaN equals NaN.
    private static bool SameAs(ReferencePage one, ReferencePage other)
        => one.ContentHash == other.ContentHash && one.GalaxyId.AsSpan().SequenceEqual(other.GalaxyId)
            && one.Numbers.AsSpan().SequenceEqual(other.Numbers) && one.Flags.AsSpan().SequenceEqual(other.Flags)
            && one.TheirFlags.AsSpan().SequenceEqual(other.TheirFlags)
            && one.SourceId.AsSpan().SequenceEqual(other.SourceId);
}
