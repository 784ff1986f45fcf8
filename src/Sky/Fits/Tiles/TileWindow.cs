namespace GaLNet.Sky.Fits.Tiles;

/// <summary>The part of a tile that lies in one plane of the image.</summary>
/// <param name="Number">0-based number of the tile, which is its row in the table.</param>
/// <param name="PixelCount">Pixels of the whole tile.</param>
/// <param name="X0">First column of the tile in the image.</param>
/// <param name="Y0">First row of the tile in the image.</param>
/// <param name="Width">Columns of the tile.</param>
/// <param name="Height">Rows of the tile.</param>
/// <param name="Offset">Where the plane's pixels begin inside the tile.</param>
internal readonly record struct TileWindow(
    long Number, long PixelCount, long X0, long Y0, int Width, int Height, long Offset);
