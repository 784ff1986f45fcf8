using GaLNet.Photometry.Statistics;

namespace GaLNet.Training.Feed;

/// <summary>
/// One of the eight ways to lay a square image: mirrored along x, mirrored along y, then axes swapped. Sky has no
/// preferred one, so every mock is eight mocks.
/// </summary>
/// <param name="Code">0..7: bit 0 mirrors x, bit 1 mirrors y, bit 2 swaps the axes.</param>
public readonly record struct Orientation(int Code)
{
    /// <summary>Number of orientations.</summary>
    public const int Count = 8;

    private bool MirrorsX => (Code & 1) != 0;

    private bool MirrorsY => (Code & 2) != 0;

    private bool SwapsAxes => (Code & 4) != 0;

    /// <summary>For every pixel of the new image, row by row, the place of its source in the old one.</summary>
    public int[] SourcePixels(int side)
    {
        var source = new int[side * side];
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                var (fromX, fromY) = SwapsAxes ? (y, x) : (x, y);
                if (MirrorsX) fromX = side - 1 - fromX;
                if (MirrorsY) fromY = side - 1 - fromY;
                source[y * side + x] = fromY * side + fromX;
            }
        }

        return source;
    }

    /// <summary>The galaxy as the new image shows it.</summary>
    public GalaxyParameters Apply(GalaxyParameters galaxy)
    {
        var (x, y, pa) = (galaxy.XArcsec, galaxy.YArcsec, galaxy.PaDeg);
        if (MirrorsX) (x, pa) = (-x, 180 - pa);
        if (MirrorsY) (y, pa) = (-y, 180 - pa);
        if (SwapsAxes) (x, y, pa) = (y, x, 90 - pa);
        return galaxy with { XArcsec = x, YArcsec = y, PaDeg = PositionAngles.Wrap(pa) };
    }
}
