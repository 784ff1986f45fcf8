using GaLNet.Grains.Compute;
using GaLNet.Grains.Images;
using GaLNet.Grains.Interfaces.Catalogue;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Grains.Interfaces.References;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Grains.State;
using GaLNet.Sky.Healpix;
using Microsoft.Extensions.Options;

namespace GaLNet.Grains.Catalogue;

/// <summary>The directory of one catalogue.</summary>
[GrainType("catalogue")]
internal sealed class CatalogueGrain(
    [PersistentState("catalogue", GrainStores.Catalogue)] IPersistentState<CatalogueState> state,
    ComputePool pool, ImageRoots roots, IOptions<GrainsOptions> options) : Grain, ICatalogueGrain, IDisposable
{
    // Images are hashed side by side, but registered one after the other: their order is part of the catalogue.
    private readonly SemaphoreSlim _registering = new(1, 1);

    private int TileOrder => state.State.TileOrder ?? options.Value.TileOrder;

    /// <inheritdoc/>
    public async Task<IngestResult> Ingest(ImageSource source, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        var order = TileOrder;
        var image = await pool.Run(
            () =>
            {
                roots.Check(source);
                return ImageReader.Read(source, order);
            },
            cancellationToken);
        await _registering.WaitAsync(cancellationToken);
        try
        {
            return new IngestResult(image, await Register(image, order));
        }
        finally
        {
            _registering.Release();
        }
    }

    /// <inheritdoc/>
    public Task<CatalogueListing> List(CancellationToken cancellationToken = default)
    {
        var images = state.State.Images;
        string[] tiles = [.. images.SelectMany(image => image.Tiles).Distinct().Select(HealpixCell.Parse).Order()
            .Select(tile => tile.ToString())];
        return Task.FromResult(new CatalogueListing(TileOrder, images, tiles));
    }

    /// <inheritdoc/>
    public Task SetReference(ReferenceInfo reference, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return ChangeReferences(
            known => [.. known.Where(one => one.Name != reference.Name).Append(reference)], cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<bool> RemoveReference(string name, CancellationToken cancellationToken = default)
    {
        var isThere = Array.Exists(state.State.References, one => one.Name == name);
        await ChangeReferences(known => [.. known.Where(one => one.Name != name)], cancellationToken);
        return isThere;
    }

    /// <inheritdoc/>
    public Task<ReferenceInfo[]> ListReferences(CancellationToken cancellationToken = default)
        => Task.FromResult(state.State.References);

    /// <inheritdoc/>
    public void Dispose() => _registering.Dispose();

    private async Task ChangeReferences(
        Func<ReferenceInfo[], ReferenceInfo[]> change, CancellationToken cancellationToken)
    {
        await _registering.WaitAsync(cancellationToken);
        try
        {
            var before = state.State;
            state.State = new CatalogueState
            {
                TileOrder = before.TileOrder,
                Images = before.Images,
                References = [.. change(before.References).OrderBy(one => one.Name, StringComparer.Ordinal)],
            };
            await StateWriter.Write(state, before, this);
        }
        finally
        {
            _registering.Release();
        }
    }

    // Every step may be repeated after a crash: the image is in the directory only after all tiles know it.
    private async Task<bool> Register(ImageInfo image, int order)
    {
        var before = state.State;
        var place = Array.FindIndex(before.Images, known => known.ImageId == image.ImageId);
        if (place >= 0 && before.Images[place].Source == image.Source
            && before.Images[place].FileStamp == image.FileStamp)
        {
            return false;
        }

        await GrainFactory.GetGrain<IImageGrain>(image.ImageId).Register(image);
        await Task.WhenAll(image.Tiles.Select(tile => GrainFactory.GetGrain<ITileGrain>(tile).AddImage(image)));
        ImageInfo[] images = place < 0 ? [.. before.Images, image] : [.. before.Images];
        images[place < 0 ? ^1 : place] = image;
        state.State = new CatalogueState { TileOrder = order, Images = images, References = before.References };
        await StateWriter.Write(state, before, this);
        return place < 0;
    }
}
