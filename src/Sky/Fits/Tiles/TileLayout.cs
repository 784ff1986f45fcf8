namespace GaLNet.Sky.Fits.Tiles;

/// <summary>How an n-dimensional image is cut into tiles; the first axis runs fastest in all numbering.</summary>
internal sealed class TileLayout
{
    private readonly long[] _shape;
    private readonly long[] _tile;
    private readonly long[] _counts;

    public TileLayout(long[] shape, long[] tile)
    {
        // A plain image is a cube of one plane; a line of pixels is an image of one row.
        _shape = [.. shape, .. Enumerable.Repeat(1L, Math.Max(0, 2 - shape.Length))];
        _tile = [.. tile, .. Enumerable.Repeat(1L, Math.Max(0, 2 - tile.Length))];
        _counts = [.. _shape.Select((n, i) => (n + _tile[i] - 1) / _tile[i])];
        TileCount = _counts.Aggregate(1L, (a, b) => checked(a * b));
    }

    /// <summary>Tiles in the image.</summary>
    public long TileCount { get; }

    /// <summary>The tiles that a window of a plane touches.</summary>
    public IEnumerable<TileWindow> Touching(long plane, int x0, int y0, int width, int height)
    {
        for (var ty = y0 / _tile[1]; ty * _tile[1] < (long)y0 + height; ty++)
        {
            for (var tx = x0 / _tile[0]; tx * _tile[0] < (long)x0 + width; tx++)
                yield return Window(plane, tx, ty);
        }
    }

    private TileWindow Window(long plane, long tx, long ty)
    {
        var (width, height) = (Size(0, tx), Size(1, ty));
        var (number, tiles) = (tx + ty * _counts[0], _counts[0] * _counts[1]);
        var (offset, pixels) = (0L, width * height);
        for (var axis = 2; axis < _shape.Length; axis++)
        {
            var at = plane % _shape[axis];
            plane /= _shape[axis];
            var tile = at / _tile[axis];
            number += tile * tiles;
            tiles *= _counts[axis];
            offset += (at - tile * _tile[axis]) * pixels;
            pixels *= Size(axis, tile);
        }
        return new TileWindow(number, pixels, tx * _tile[0], ty * _tile[1], (int)width, (int)height, offset);
    }

    private long Size(int axis, long tile) => Math.Min(_tile[axis], _shape[axis] - tile * _tile[axis]);
}
