using GaLNet.Cluster.Tests.Storage;
using GaLNet.Grains;
using GaLNet.Grains.Interfaces.Catalogue;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Grains.State;
using GaLNet.Grains.Tiles;
using GaLNet.Silo;
using GaLNet.Silo.Storage;
using GaLNet.Sky.Healpix;
using Npgsql;
using NpgsqlTypes;
using Orleans.Runtime;
using Orleans.Storage;

namespace GaLNet.Benchmarks.Cluster;

/// <summary>
/// An imaginary survey in PostgreSQL, galaxies, pages, sources, images and directory, byte for byte in the form in which
/// grains keep themselves; the galaxies are copied in bulk.
/// </summary>
internal sealed class SyntheticCatalogue
{
    public const int TileOrder = 8;
    public const int GalaxiesPerTile = 5000;
    private const int TilesPerImage = 16;

    private SyntheticCatalogue(HealpixCell[] tiles) => Tiles = tiles;

    public HealpixCell[] Tiles { get; }

    /// <summary>Every hundredth galaxy.</summary>
    public List<long> Sample { get; } = [];

    public long Galaxies { get; private set; }

    /// <summary>Writes it into an empty database.</summary>
    public static async Task<SyntheticCatalogue> Write(BenchDatabase database, long galaxies, string model)
    {
        var count = (int)Math.Max(1, galaxies / GalaxiesPerTile);
        var first = HealpixCell.At(TileOrder, 180, 0).Index & ~0xFFFL;
        var catalogue = new SyntheticCatalogue(
            [.. Enumerable.Range(0, count).Select(i => new HealpixCell(TileOrder, first + i))]);
        await using var rows = new PostgresRows(database.Settings, SiloNames.Service);
        var storage = Storages.Ours(rows);
        var images = catalogue.Tiles.Chunk(TilesPerImage).Select(SyntheticTile.ImageOver).ToArray();
        foreach (var (image, tiles) in images.Zip(catalogue.Tiles.Chunk(TilesPerImage)))
        {
            await Task.WhenAll(tiles.Chunk(TilesPerImage / Environment.ProcessorCount).Select(some => Task.Run(async () =>
            {
                foreach (var cell in some)
                {
                    await catalogue.Write(new SyntheticTile(cell, image, GalaxiesPerTile, model), storage, database);
                }
            })));
            await WriteState(storage, "image", GrainId.Create("image", image.ImageId), new ImageState { Info = image });
        }

        await WriteState(storage, "catalogue", GrainId.Create("catalogue", ICatalogueGrain.Key),
            new CatalogueState { TileOrder = TileOrder, Images = images });
        return catalogue;
    }

    private async Task Write(SyntheticTile tile, IGrainStorage storage, BenchDatabase database)
    {
        await Copy(tile, database);
        var grain = GrainId.Create("tile", tile.Cell.ToString());
        using var store = new TileStore(
            new StoredState<TileState>(new StateStorage<TileState>(storage), "tile", grain), new StoredState<PageState>(new StateStorage<PageState>(storage), "page", grain),
            new NoGrain(), _ => Task.CompletedTask);
        store.Open(new PageParts(storage, grain, tile.Cell, new GrainsOptions().PageRows),
            new SourceParts(storage, grain));
        await store.ChangeSky(_ => tile.Sky);
        await store.ChangePage(_ => tile.Page());
        lock (Sample)
        {
            Galaxies += tile.Galaxies.Length;
            Sample.AddRange(tile.Galaxies.Where((_, i) => i % 100 == 0));
        }
    }

    private static Task WriteState<T>(CombiningStorage storage, string name, GrainId grain, T state)
        => storage.WriteStateAsync(name, grain, new GrainState<T>(state));

    private static async Task Copy(SyntheticTile tile, BenchDatabase database)
    {
        var serializer = CatalogueStorage.SerializerOf(Storages.Services);
        await using var connection = new NpgsqlConnection(database.Settings.ConnectionString());
        await connection.OpenAsync();
        await using var copy = await connection.BeginBinaryImportAsync("""
            COPY OrleansStorage (GrainTypeString, GrainIdN0, GrainIdN1, GrainIdExtensionString, ServiceId, Version,
                                 PayloadBinary) FROM STDIN (FORMAT BINARY)
            """);
        foreach (var fit in tile.Fits)
        {
            var key = RowKey.Of(SiloNames.GalaxyState, Storages.Grain(fit.GalaxyId));
            await copy.StartRowAsync();
            await copy.WriteAsync(key.GrainType, NpgsqlDbType.Varchar);
            await copy.WriteAsync(key.N0, NpgsqlDbType.Bigint);
            await copy.WriteAsync(key.N1, NpgsqlDbType.Bigint);
            await copy.WriteAsync(key.Extension, NpgsqlDbType.Varchar);
            await copy.WriteAsync(SiloNames.Service, NpgsqlDbType.Varchar);
            await copy.WriteAsync(1, NpgsqlDbType.Integer);
            await copy.WriteAsync(
                serializer.Serialize(new GalaxyState { Fits = [fit] }).ToArray(), NpgsqlDbType.Bytea);
        }

        await copy.CompleteAsync();
    }
}
