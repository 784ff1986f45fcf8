using GaLNet.Grains.Compute;
using GaLNet.Grains.Images;
using GaLNet.Grains.Interfaces;
using GaLNet.Grains.Interfaces.Catalogue;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Grains.Interfaces.References;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Grains.State;
using GaLNet.Grains.Tiles;
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

    private (ImageInfo[] Of, SkyIndex Index)? _index;

    private int TileOrder => state.State.TileOrder ?? options.Value.TileOrder;

    private SkyIndex Index
    {
        get
        {
            if (_index?.Of != state.State.Images)
            {
                _index = (state.State.Images, new SkyIndex(TileOrder, state.State.Images));
            }

            return _index.Value.Index;
        }
    }

    /// <inheritdoc/>
    public Task<IngestResult> Ingest(ImageSource source, CancellationToken cancellationToken = default)
        => Ingest(source, null, cancellationToken);

    /// <inheritdoc/>
    public Task<IngestResult> Replace(
        string imageId, ImageSource source, CancellationToken cancellationToken = default)
        => Array.Exists(state.State.Images, image => image.ImageId == imageId)
            ? Ingest(source, imageId, cancellationToken)
            : throw new InputException(
                $"There is no image {imageId} in this catalogue to be replaced; 'galnet status' lists the ids.");

    private async Task<IngestResult> Ingest(
        ImageSource source, string? replaced, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        var order = TileOrder;
        var (image, blocks) = await pool.Run(
            () =>
            {
                roots.Check(source);
                return ImageReader.Read(source, order);
            },
            cancellationToken);
        await _registering.WaitAsync(cancellationToken);
        try
        {
            return await Register(image, blocks, replaced, order);
        }
        finally
        {
            _registering.Release();
        }
    }

    /// <inheritdoc/>
    public Task<CatalogueListing> List(CancellationToken cancellationToken = default) => Task.FromResult(Index.All);

    /// <inheritdoc/>
    public Task<CatalogueListing> ListCone(
        double raDeg, double decDeg, double radiusArcsec, CancellationToken cancellationToken = default)
        => double.IsFinite(raDeg) && Math.Abs(decDeg) <= 90 && radiusArcsec >= 0
            ? Task.FromResult(Index.Of(HealpixNested.Cone(TileOrder, raDeg, decDeg, radiusArcsec)
                .Select(index => new HealpixCell(TileOrder, index))))
            : throw new InputException(
                $"({raDeg}, {decDeg}) within {radiusArcsec} arcsec is no region; give degrees, a declination of " +
                "-90 to 90 and a radius from 0 up.");

    /// <inheritdoc/>
    public Task<CatalogueListing> ListTiles(string[] tiles, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tiles);
        return Task.FromResult(Index.Of(tiles
            .Select(name => HealpixCell.TryParse(name, out var tile) ? tile : (HealpixCell?)null)
            .OfType<HealpixCell>()));
    }

    /// <inheritdoc/>
    public Task<CatalogueListing> ListGalaxy(long galaxyId, CancellationToken cancellationToken = default)
        => Task.FromResult(Index.Of(galaxyId < 0 ? [] :
            [new HealpixCell(TileOrder, galaxyId >> (2 * (HealpixNested.MaxOrder - TileOrder)))]));

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
    private async Task<IngestResult> Register(ImageInfo read, ImageBlocks blocks, string? replaced, int order)
    {
        var before = state.State;
        var place = PlaceOf(before.Images, read, replaced);
        var known = place < 0 ? null : before.Images[place];
        if (known is not null && known.Content == read.ImageId && known.Source == read.Source
            && known.FileStamp == read.FileStamp)
        {
            return new IngestResult(known, false);
        }

        var image = known is null ? read : read with
        {
            ImageId = known.ImageId,
            Replacement = read.ImageId == known.ImageId ? "" : read.ImageId,
        };
        var registered = await GrainFactory.GetGrain<IImageGrain>(image.ImageId).Register(image, blocks);
        image = registered.Image;
        await Task.WhenAll(image.Tiles.Union(known?.Tiles ?? []).Select(tile =>
            GrainFactory.GetGrain<ITileGrain>(tile).AddImage(image, registered.Changes)));
        ImageInfo[] images = known is null ? [.. before.Images, image] : [.. before.Images];
        images[known is null ? ^1 : place] = image;
        state.State = new CatalogueState { TileOrder = order, Images = images, References = before.References };
        await StateWriter.Write(state, before, this);
        return new IngestResult(image, known is null,
            known is not null && known.Content != image.Content ? registered.Changes : null);
    }

    // The image that this one is, or replaces: what the user names, the same content wherever it lies, what came from
    // the same path and shows the same sky; a content that was replaced and comes back is the image that it was.
    private static int PlaceOf(ImageInfo[] images, ImageInfo read, string? replaced)
    {
        Predicate<ImageInfo>[] ways = replaced is not null
            ? [one => one.ImageId == replaced]
            :
            [
                one => one.Content == read.ImageId,
                one => one.Source.Path == read.Source.Path && IsOfSameSky(one, read),
                one => one.ImageId == read.ImageId,
            ];
        return ways.Select(way => Array.FindIndex(images, way)).FirstOrDefault(place => place >= 0, -1);
    }

    // A file name may serve for one field after the other; a new astrometric solution moves a field a little.
    private static bool IsOfSameSky(ImageInfo one, ImageInfo other)
    {
        const double farthestArcsec = 60;
        return one.Width == other.Width && one.Height == other.Height
            && Enumerable.Range(0, one.CornerRaDeg.Length).All(corner => ObjectMatcher.SeparationArcsec(
                one.CornerRaDeg[corner], one.CornerDecDeg[corner], other.CornerRaDeg[corner],
                other.CornerDecDeg[corner]) < farthestArcsec);
    }
}
