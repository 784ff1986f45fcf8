using GaLNet.ClientCli.Shell;
using GaLNet.Grains.Interfaces.Catalogue;
using GaLNet.Grains.Interfaces.Galaxies;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Grains.Interfaces.Models;
using GaLNet.Grains.Interfaces.References;
using GaLNet.Grains.Interfaces.Serving;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Inference;
using GaLNet.Silo;

namespace GaLNet.ClientCli.Session;

/// <summary>An open catalogue: the embedded silo on a store, and the grains by their keys.</summary>
internal sealed class CatalogueSession : IAsyncDisposable
{
    private readonly EmbeddedSilo _silo;
    private readonly bool _isNew;
    private bool _holdsImages;

    private CatalogueSession(EmbeddedSilo silo, bool isNew) => (_silo, _isNew) = (silo, isNew);

    /// <summary>The directory of images and tiles.</summary>
    public ICatalogueGrain Catalogue => _silo.Client.GetGrain<ICatalogueGrain>(ICatalogueGrain.Key);

    /// <summary>Opens a store, creating it when it does not exist.</summary>
    public static Task<CatalogueSession> OpenOrCreateAsync(string store, CancellationToken cancellationToken)
        => StartAsync(store, cancellationToken);

    /// <summary>Opens a store that must exist already.</summary>
    public static Task<CatalogueSession> OpenAsync(string store, CancellationToken cancellationToken)
        => File.Exists(store) || Directory.Exists(store)
            ? StartAsync(store, cancellationToken)
            : throw new CommandFailedException(
                $"there is no catalogue at {store}: make one with 'galnet measure IMAGE --out catalogue.fits', "
                + "or name another with --store.");

    /// <summary>One tile.</summary>
    public ITileGrain Tile(string tile) => _silo.Client.GetGrain<ITileGrain>(tile);

    /// <summary>One galaxy.</summary>
    public IGalaxyGrain Galaxy(long galaxyId) => _silo.Client.GetGrain<IGalaxyGrain>(galaxyId);

    /// <summary>One reference's measurements in one tile.</summary>
    public IReferenceGrain Reference(string tile, string reference)
        => _silo.Client.GetGrain<IReferenceGrain>(IReferenceGrain.KeyOf(tile, reference));

    /// <summary>The networks.</summary>
    public IModelsGrain Models => _silo.Client.GetGrain<IModelsGrain>(IModelsGrain.Key);

    /// <summary>What the networks of this process have done since it was started.</summary>
    public Task<InferenceStatistics[]> InferenceAsync(CancellationToken cancellationToken)
        => _silo.Client.GetGrain<IInferenceGrain>(EngineNames.GaLNet2).GetStatistics(cancellationToken);

    /// <summary>One image.</summary>
    public IImageGrain Image(string imageId) => _silo.Client.GetGrain<IImageGrain>(imageId);

    /// <summary>Says that an image was registered: from now on the store is worth keeping.</summary>
    public void Keep() => _holdsImages = true;

    /// <summary>
    /// Closes the catalogue; a store that was made for images that could not be registered goes again.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        if (_isNew && !_holdsImages)
        {
            StoreFiles.Delete(_silo.StorePath);
        }
    }

    private static async Task<CatalogueSession> StartAsync(string store, CancellationToken cancellationToken)
    {
        var isNew = !File.Exists(store);
        var silo = await GaLNetSilo.StartEmbeddedAsync(
            store, new EmbeddedSiloOptions { Verbose = ErrorSentence.IsDebugging }, cancellationToken);
        return new CatalogueSession(silo, isNew);
    }
}
