using GaLNet.Grains.Interfaces.Images;
using GaLNet.Sky.Healpix;
using GaLNet.Sky.Wcs;

namespace GaLNet.Grains.Tiles;

/// <summary>The part of an image that a tile looks at, in the image's 0-based pixels.</summary>
/// <param name="X0">First column.</param>
/// <param name="Y0">First row.</param>
/// <param name="X1">Last column.</param>
/// <param name="Y1">Last row.</param>
internal readonly record struct TileWindow(double X0, double Y0, double X1, double Y1)
{
    /// <summary>
    /// Margin around the tile, pixels: sources in it are neighbours of those inside, and stamps as large as 151 pixels
    /// reach no further.
    /// </summary>
    public const double MarginPix = 128;

    /// <summary>True when a position lies in the window.</summary>
    public bool Contains(double xPix, double yPix) => xPix >= X0 && xPix <= X1 && yPix >= Y0 && yPix <= Y1;

    /// <summary>The window of a tile on an image; null when they do not touch.</summary>
    public static TileWindow? Of(HealpixCell tile, ImageInfo image, CelestialWcs wcs)
    {
        double x0 = double.PositiveInfinity, y0 = x0, x1 = double.NegativeInfinity, y1 = x1;
        foreach (var (ra, dec) in Outline(tile))
        {
            // A corner on the far side of the sky: a coarse tile that may reach anywhere on the image.
            if (!wcs.TrySkyToPixel(ra, dec, out var x, out var y))
            {
                return new TileWindow(0, 0, image.Width - 1, image.Height - 1);
            }

            (x0, y0, x1, y1) = (Math.Min(x0, x - 1), Math.Min(y0, y - 1), Math.Max(x1, x - 1), Math.Max(y1, y - 1));
        }

        var window = new TileWindow(
            Math.Max(x0 - MarginPix, -0.5), Math.Max(y0 - MarginPix, -0.5),
            Math.Min(x1 + MarginPix, image.Width - 0.5), Math.Min(y1 + MarginPix, image.Height - 0.5));
        return window.X1 > window.X0 && window.Y1 > window.Y0 ? window : null;
    }

    // Corners and points along the sides: cells have curved sides, and three orders down there are eight pieces.
    private static IEnumerable<(double RaDeg, double DecDeg)> Outline(HealpixCell tile)
    {
        const int finer = 3;
        if (tile.Order + finer > HealpixNested.MaxOrder)
        {
            return HealpixNested.Corners(tile.Order, tile.Index);
        }

        var first = tile.Index << (2 * finer);
        return Enumerable.Range(0, 1 << (2 * finer))
            .SelectMany(child => HealpixNested.Corners(tile.Order + finer, first + child));
    }
}
