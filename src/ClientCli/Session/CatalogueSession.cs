using GaLNet.ClientCli.Shell;
using GaLNet.Grains.Interfaces.Catalogue;
using GaLNet.Grains.Interfaces.Galaxies;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Silo;

namespace GaLNet.ClientCli.Session;

/// <summary>An open catalogue: the embedded silo on a store, and the grains by their keys.</summary>
internal sealed class CatalogueSession : IAsyncDisposable
{
    private readonly EmbeddedSilo _silo;

    private CatalogueSession(EmbeddedSilo silo) => _silo = silo;

    /// <summary>The directory of images and tiles.</summary>
    public ICatalogueGrain Catalogue => _silo.Client.GetGrain<ICatalogueGrain>(ICatalogueGrain.Key);

    /// <summary>Opens a store, creating it when it does not exist.</summary>
    public static Task<CatalogueSession> OpenOrCreateAsync(string store, CancellationToken cancellationToken)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(store)) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        return StartAsync(store, cancellationToken);
    }

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

    /// <summary>One image.</summary>
    public IImageGrain Image(string imageId) => _silo.Client.GetGrain<IImageGrain>(imageId);

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    private static async Task<CatalogueSession> StartAsync(string store, CancellationToken cancellationToken)
        => new(await GaLNetSilo.StartEmbeddedAsync(
            store,
            new EmbeddedSiloOptions { Verbose = ErrorSentence.IsDebugging },
            cancellationToken));
}
