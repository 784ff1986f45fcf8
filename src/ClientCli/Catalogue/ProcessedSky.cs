using GaLNet.ClientCli.Session;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Sky.Healpix;

namespace GaLNet.ClientCli.Catalogue;

/// <summary>
/// The part of the sky that a catalogue speaks of: footprints of images inside the tiles whose work is done. A
/// position outside is one that nobody looked at; one inside without a row is empty sky.
/// </summary>
internal static class ProcessedSky
{
    // Cells of a 64th of the image's side follow its edges well and stay a few thousand for any image.
    private const int CellsPerSide = 64;
    private const int CoarsestOrder = 8;
    private const int FinestOrder = 20;

    /// <summary>The coverage of these tiles on these images.</summary>
    public static async Task<Moc> OfAsync(
        CatalogueSession session, IReadOnlyList<string> tiles, IReadOnlySet<string> images,
        CancellationToken cancellationToken)
    {
        var listing = await session.Catalogue.List(cancellationToken);
        var footprints = listing.Images.Where(image => images.Contains(image.ImageId))
            .ToDictionary(image => image.ImageId, Footprint);
        var covered = Moc.FromCells([]);
        foreach (var tile in tiles)
        {
            var status = await session.Tile(tile).GetStatus(cancellationToken);
            if (status is not { Phase: TilePhase.Idle, Pending: 0 })
            {
                continue;
            }

            var cell = Moc.FromCells([HealpixCell.Parse(tile)]);
            foreach (var image in await WorkedOnAsync(session, tile, cancellationToken))
            {
                if (footprints.TryGetValue(image, out var footprint))
                {
                    covered = covered.Union(cell.Intersection(footprint));
                }
            }
        }

        return covered;
    }

    /// <summary>An image was worked on in a tile when it has rows or a PSF there.</summary>
    private static async Task<IEnumerable<string>> WorkedOnAsync(
        CatalogueSession session, string tile, CancellationToken cancellationToken)
    {
        var page = await session.Tile(tile).GetPage(cancellationToken);
        var psfs = await session.Tile(tile).GetPsfs(cancellationToken);
        return page.Rows().Select(row => row.ImageId).Concat(psfs.Select(psf => psf.ImageId)).Distinct();
    }

    private static Moc Footprint(ImageInfo image)
    {
        var cellArcsec = Math.Min(image.Width, image.Height) * image.PixelScaleArcsec.Value / CellsPerSide;
        // A cell of order k is 58.6 degrees / 2^k across.
        var order = (int)Math.Ceiling(Math.Log2(58.6 * 3600 / cellArcsec));
        order = Math.Clamp(order, CoarsestOrder, FinestOrder);
        (double RaDeg, double DecDeg)[] corners = [.. image.CornerRaDeg.Zip(image.CornerDecDeg)];
        return Moc.FromCells(HealpixNested.Polygon(order, corners).Select(index => new HealpixCell(order, index)));
    }
}
