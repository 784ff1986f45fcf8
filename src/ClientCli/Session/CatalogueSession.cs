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
using GaLNet.Silo.Clustering;

namespace GaLNet.ClientCli.Session;

/// <summary>An open catalogue: the embedded silo on a store, or a cluster, and the grains by their keys.</summary>
internal sealed class CatalogueSession : IAsyncDisposable
{
    // While one tile detects and models its PSF, another one's fits keep the cores busy.
    private const int TilesAtOnceHere = 2;
    private const int TilesAtOnceInCluster = 24;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly IAsyncDisposable _host;
    private readonly string? _storeIfNew;
    private bool _holdsImages;

    private CatalogueSession(IAsyncDisposable host, IClusterClient client, string name, bool isCluster, string? newStore)
    {
        (_host, Client, Name, IsCluster, _storeIfNew) = (host, client, name, isCluster, newStore);
        TilesAtOnce = isCluster ? TilesAtOnceInCluster : TilesAtOnceHere;
    }

    /// <summary>What it is called, for people.</summary>
    public string Name { get; }

    /// <summary>True when other machines do the work: they may see files that we do not, and the other way round.</summary>
    public bool IsCluster { get; }

    /// <summary>Tiles that are worth having at work at once.</summary>
    public int TilesAtOnce { get; }

    /// <summary>The directory of images and tiles.</summary>
    public ICatalogueGrain Catalogue => Client.GetGrain<ICatalogueGrain>(ICatalogueGrain.Key);

    /// <summary>The way to any grain.</summary>
    public IClusterClient Client { get; }

    /// <summary>Opens a store, creating it when it does not exist.</summary>
    public static Task<CatalogueSession> OpenOrCreateAsync(string store, CancellationToken cancellationToken)
        => StartAsync(store, cancellationToken);

    /// <summary>Joins a cluster, or opens a store, creating it when it does not exist.</summary>
    public static Task<CatalogueSession> OpenOrCreateAsync(
        CatalogueTarget target, Terminal terminal, CancellationToken cancellationToken)
        => target.Cluster is null
            ? StartAsync(target.Store, cancellationToken)
            : JoinAsync(target, terminal, cancellationToken);

    /// <summary>Joins a cluster, or opens a store that must exist already.</summary>
    public static Task<CatalogueSession> OpenAsync(
        CatalogueTarget target, Terminal terminal, CancellationToken cancellationToken)
        => target.Cluster is not null || File.Exists(target.Store) || Directory.Exists(target.Store)
            ? OpenOrCreateAsync(target, terminal, cancellationToken)
            : throw new CommandFailedException(
                $"there is no catalogue at {target.Store}: make one with 'galnet measure IMAGE --out catalogue.fits', "
                + "or name another with --store or --cluster.");

    /// <summary>One tile.</summary>
    public ITileGrain Tile(string tile) => Client.GetGrain<ITileGrain>(tile);

    /// <summary>One galaxy.</summary>
    public IGalaxyGrain Galaxy(long galaxyId) => Client.GetGrain<IGalaxyGrain>(galaxyId);

    /// <summary>One reference's measurements in one tile.</summary>
    public IReferenceGrain Reference(string tile, string reference)
        => Client.GetGrain<IReferenceGrain>(IReferenceGrain.KeyOf(tile, reference));

    /// <summary>The networks.</summary>
    public IModelsGrain Models => Client.GetGrain<IModelsGrain>(IModelsGrain.Key);

    /// <summary>What the networks of this process have done since it was started.</summary>
    public Task<InferenceStatistics[]> InferenceAsync(CancellationToken cancellationToken)
        => Client.GetGrain<IInferenceGrain>(EngineNames.GaLNet2).GetStatistics(cancellationToken);

    /// <summary>One image.</summary>
    public IImageGrain Image(string imageId) => Client.GetGrain<IImageGrain>(imageId);

    /// <summary>Says that an image was registered: from now on the store is worth keeping.</summary>
    public void Keep() => _holdsImages = true;

    /// <summary>
    /// Closes the catalogue; a store that was made for images that could not be registered goes again.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        if (_storeIfNew is { } store && !_holdsImages)
        {
            StoreFiles.Delete(store);
        }
    }

    private static async Task<CatalogueSession> StartAsync(string store, CancellationToken cancellationToken)
    {
        var isNew = !File.Exists(store);
        var silo = await GaLNetSilo.StartEmbeddedAsync(
            store, new EmbeddedSiloOptions { Verbose = ErrorSentence.IsDebugging }, cancellationToken);
        return new CatalogueSession(silo, silo.Client, store, false, isNew ? silo.StorePath : null);
    }

    private static async Task<CatalogueSession> JoinAsync(
        CatalogueTarget target, Terminal terminal, CancellationToken cancellationToken)
    {
        var connection = await ClusterConnection.OpenAsync(
            target.Cluster!, Patience, terminal.Note, cancellationToken);
        return new CatalogueSession(connection, connection.Client, target.Name, true, null);
    }
}
