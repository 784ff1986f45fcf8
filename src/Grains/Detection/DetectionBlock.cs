namespace GaLNet.Grains.Detection;

/// <summary>
/// A piece of an image in which sources are detected at once. It is laid out on the image alone, so that tiles of any
/// order see the same sources: each belongs to the block whose core contains its centre, and every block is read with
/// a margin in which its neighbours' sources are whole.
/// </summary>
/// <param name="X0">First column of the core, 0-based.</param>
/// <param name="Y0">First row of the core.</param>
/// <param name="X1">Column after the core.</param>
/// <param name="Y1">Row after the core.</param>
internal readonly record struct DetectionBlock(int X0, int Y0, int X1, int Y1)
{
    /// <summary>Longest side of a core, pixels.</summary>
    public const int MaxCorePix = 2560;

    /// <summary>
    /// Margin read around a core, pixels: more than three meshes of the sky, so that the sky at the core is made of
    /// whole cells.
    /// </summary>
    public const int MarginPix = 400;

    /// <summary>All blocks of an image.</summary>
    public static IEnumerable<DetectionBlock> Of(int width, int height)
    {
        int columns = Pieces(width), rows = Pieces(height);
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                yield return new DetectionBlock(
                    Cut(width, columns, column), Cut(height, rows, row),
                    Cut(width, columns, column + 1), Cut(height, rows, row + 1));
            }
        }
    }

    /// <summary>The window to read: the core and its margin, inside the image.</summary>
    public (int X, int Y, int Width, int Height) Window(int imageWidth, int imageHeight)
    {
        int x = Math.Max(X0 - MarginPix, 0), y = Math.Max(Y0 - MarginPix, 0);
        return (x, y, Math.Min(X1 + MarginPix, imageWidth) - x, Math.Min(Y1 + MarginPix, imageHeight) - y);
    }

    /// <summary>True when the core overlaps a window given by its first and last pixels.</summary>
    public bool Overlaps(double x0, double y0, double x1, double y1) => x0 < X1 && x1 >= X0 && y0 < Y1 && y1 >= Y0;

    /// <summary>True when a centre belongs to this block. A pixel's area reaches half a pixel to each side.</summary>
    public bool Owns(double xPix, double yPix)
        => xPix >= X0 - 0.5 && xPix < X1 - 0.5 && yPix >= Y0 - 0.5 && yPix < Y1 - 0.5;

    private static int Pieces(int length) => Math.Max((length + MaxCorePix - 1) / MaxCorePix, 1);

    private static int Cut(int length, int pieces, int index) => (int)((long)length * index / pieces);
}
