using System.Globalization;
using GaLNet.Grains.Compute;
using GaLNet.Grains.Interfaces;
using GaLNet.Grains.Interfaces.Models;
using GaLNet.Grains.Serving;
using GaLNet.Grains.State;

namespace GaLNet.Grains.Models;

/// <summary>The networks of one catalogue.</summary>
[GrainType("models")]
internal sealed class ModelsGrain(
    [PersistentState("models", GrainStores.Catalogue)] IPersistentState<ModelsState> state, INetworkFormat format,
    ComputePool pool, TimeProvider time) : Grain, IModelsGrain
{
    /// <inheritdoc/>
    public Task<ModelListing> List(CancellationToken cancellationToken = default)
    {
        var models = Known().OrderBy(model => model.Engine, StringComparer.Ordinal)
            .ThenBy(model => model.Name, StringComparer.Ordinal)
            .ThenBy(model => model.Version, ModelVersions.Comparer).ToArray();
        var active = models.Select(model => model.Engine).Distinct()
            .Select(ActiveOf).OfType<CatalogueModel>().ToDictionary(model => model.Engine, model => model.WeightsHash);
        return Task.FromResult(new ModelListing(models, active));
    }

    /// <inheritdoc/>
    public Task<CatalogueModel?> GetActive(string engine, CancellationToken cancellationToken = default)
        => Task.FromResult(ActiveOf(engine));

    /// <inheritdoc/>
    public async Task<PublishResult> Publish(
        NetworkFile file, bool activate, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (file.Bytes.Length > NetworkFile.MaxBytes)
        {
            throw new InputException(string.Create(CultureInfo.InvariantCulture,
                $"{file.Name} has {file.Bytes.Length / 1048576.0:F1} MB; a catalogue takes networks of up to " +
                $"{NetworkFile.MaxBytes / 1048576} MB: train a narrower one."));
        }

        var model = await pool.Run(() => ModelTrial.Examine(format, file), cancellationToken);
        var isNew = !Known().Any(known => known.WeightsHash == model.WeightsHash);
        if (isNew && Known().FirstOrDefault(known => known.Name == model.Name && known.Version == model.Version)
            is { } twin)
        {
            throw new InputException(
                $"The catalogue has a {twin.Name} {twin.Version} with other weights ({twin.WeightsHash[..8]}); " +
                "export the new one under another version.");
        }

        return await Keep(model, file, isNew, activate);
    }

    /// <inheritdoc/>
    public async Task<PublishResult> Activate(
        string name, string version, CancellationToken cancellationToken = default)
    {
        var model = Known().FirstOrDefault(known => known.Name == name && known.Version == version)
            ?? throw new InputException($"There is no model {name} {version}; there are {Few(Known())}.");
        // A later software may come without this model: what was chosen by name stays at hand.
        var shipped = format.Shipped.FirstOrDefault(one => one.Model.WeightsHash == model.WeightsHash);
        var file = shipped is null ? null : await pool.Run(shipped.Read, cancellationToken);
        return await Keep(model, file, false, true);
    }

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // What came with the software is read from disk once, on a thread for such things.
        await pool.Run(() => format.Shipped, cancellationToken);
        await base.OnActivateAsync(cancellationToken);
    }

    private async Task<PublishResult> Keep(CatalogueModel model, NetworkFile? file, bool isNew, bool activate)
    {
        var before = state.State;
        var kept = Array.Find(before.Kept, one => one.WeightsHash == model.WeightsHash);
        var wasActive = ActiveOf(model.Engine)?.WeightsHash == model.WeightsHash;
        // The file first: a model that is listed can be loaded, whenever the process dies.
        if (kept is null && file is not null)
        {
            await GrainFactory.GetGrain<IModelFileGrain>(model.WeightsHash).Store(file);
            kept = model with { PublishedAt = isNew ? time.GetUtcNow() : null };
        }

        var changes = !before.Kept.Contains(kept) || (activate && !before.Active.ContainsKey(model.Engine))
            || (activate && !wasActive);
        if (changes)
        {
            var active = new Dictionary<string, string>(before.Active);
            if (activate)
            {
                active[model.Engine] = model.WeightsHash;
            }

            state.State = new ModelsState
            {
                Kept = kept is null || before.Kept.Contains(kept) ? before.Kept : [.. before.Kept, kept],
                Active = active,
            };
            await StateWriter.Write(state, before, this);
        }

        return new PublishResult(kept ?? model, isNew, activate || wasActive);
    }

    // What came with the software is known without a word in the store; a stored entry says more (when it came).
    private IEnumerable<CatalogueModel> Known()
        => state.State.Kept.Concat(format.Shipped.Select(shipped => shipped.Model))
            .DistinctBy(model => model.WeightsHash);

    private CatalogueModel? ActiveOf(string engine)
    {
        var known = Known().Where(model => model.Engine == engine).ToArray();
        return state.State.Active.TryGetValue(engine, out var weights)
            ? Array.Find(known, model => model.WeightsHash == weights)
            : format.Shipped.Select(shipped => shipped.Model)
                .Where(model => model.Engine == engine && model.Name == engine)
                .OrderBy(model => model.Version, ModelVersions.Comparer).LastOrDefault();
    }

    private static string Few(IEnumerable<CatalogueModel> models)
    {
        string[] names = [.. models.Select(model => $"{model.Name} {model.Version}").Order(StringComparer.Ordinal)];
        return names.Length == 0 ? "none yet: publish one" : string.Join(", ", names);
    }
}
