namespace GaLNet.Sky.Healpix;

/// <summary>
/// The HEALPix tessellation (Górski et al. 2005) in NESTED numbering, orders 0 to 29. Positions are degrees.
/// </summary>
public static class HealpixNested
{
    /// <summary>Finest order; its indices are galaxy ids (cells of 0.4 milliarcsec).</summary>
    public const int MaxOrder = 29;

    private static readonly double[] MaxRadii = [.. Enumerable.Range(0, MaxOrder + 1).Select(FarthestCorner)];

    /// <summary>Cells of an order: 12·4^order.</summary>
    public static long CellCount(int order)
    {
        CheckOrder(order);
        return 12L << (2 * order);
    }

    /// <summary>Index of the cell that contains a position. Any finite right ascension; declination -90..90.</summary>
    public static long Index(int order, double raDeg, double decDeg)
    {
        CheckOrder(order);
        if (!double.IsFinite(raDeg) || !(Math.Abs(decDeg) <= 90))
            throw new ArgumentOutOfRangeException(nameof(decDeg), $"({raDeg}, {decDeg}) is not a position on the sky.");
        var quarters = raDeg / 90 - 4 * Math.Floor(raDeg / 360);
        if (quarters >= 4)
            quarters = 0;
        var (sin, cos) = Math.SinCos(decDeg * (Math.PI / 180));
        var (face, x, y) = HealpixFaces.Locate(order, sin, Math.Abs(cos), quarters);
        return Join(order, face, x, y);
    }

    /// <summary>Centre of a cell.</summary>
    public static (double RaDeg, double DecDeg) Centre(int order, long index)
        => Point(order, index, 0.5, 0.5).ToDegrees();

    /// <summary>The four corners of a cell: South, West, North, East.</summary>
    public static (double RaDeg, double DecDeg)[] Corners(int order, long index) =>
    [
        Point(order, index, 0, 0).ToDegrees(), Point(order, index, 0, 1).ToDegrees(),
        Point(order, index, 1, 1).ToDegrees(), Point(order, index, 1, 0).ToDegrees(),
    ];

    /// <summary>
    /// The eight cells around one, in the order SW, W, NW, N, NE, E, SE, S; -1 where there is none (where three faces
    /// meet).
    /// </summary>
    public static long[] Neighbours(int order, long index)
    {
        var (face, x, y) = Split(order, index);
        return
        [
            At(order, face, x - 1, y), At(order, face, x - 1, y + 1), At(order, face, x, y + 1),
            At(order, face, x + 1, y + 1), At(order, face, x + 1, y), At(order, face, x + 1, y - 1),
            At(order, face, x, y - 1), At(order, face, x - 1, y - 1),
        ];
    }

    /// <summary>
    /// Every cell that a disc touches, ascending. No cell is missed; a cell that passes within about 2 % of its size
    /// may
    /// be included.
    /// </summary>
    public static long[] Cone(int order, double raDeg, double decDeg, double radiusArcsec)
    {
        CheckOrder(order);
        return HealpixCover.Cells(order, new ConeRegion(raDeg, decDeg, radiusArcsec));
    }

    /// <summary>
    /// Every cell that a polygon with great-circle sides touches, ascending; none is missed. The vertices (at least
    /// three, either sense, no crossing sides) must lie within less than 90 degrees of their mean.
    /// </summary>
    public static long[] Polygon(int order, IReadOnlyList<(double RaDeg, double DecDeg)> vertices)
    {
        CheckOrder(order);
        return HealpixCover.Cells(order, new PolygonRegion(vertices));
    }

    /// <summary>Direction of a point of a cell, (0, 0) = its South corner, (1, 1) = its North corner.</summary>
    internal static UnitVector Point(int order, long index, double u, double v)
    {
        var (face, x, y) = Split(order, index);
        var scale = 1.0 / (1L << order);
        return HealpixFaces.Direction(face, (x + u) * scale, (y + v) * scale);
    }

    /// <summary>
    /// Largest distance from a centre to an outline among the cells of an order, radians: that of the cell in the West
    /// corner of a polar face, whose own North corner reaches farthest.
    /// </summary>
    internal static double MaxRadius(int order) => MaxRadii[order];

    internal static void CheckOrder(int order)
    {
        if (order is < 0 or > MaxOrder)
            throw new ArgumentOutOfRangeException(nameof(order), $"The order is {order}; HEALPix has 0 to {MaxOrder}.");
    }

    private static double FarthestCorner(int order)
    {
        var cell = Join(order, 0, 0, (1L << order) - 1);
        // A millionth more than exact: the distance itself is a rounded number.
        return Point(order, cell, 0.5, 0.5).AngleTo(Point(order, cell, 1, 1)) * 1.000001;
    }

    private static long At(int order, int face, long x, long y)
    {
        var last = (1L << order) - 1;
        var isX = x >= 0 && x <= last;
        var isY = y >= 0 && y <= last;
        if (isX && isY)
            return Join(order, face, x, y);
        var (other, ox, oy) = (isX, isY) switch
        {
            (false, true) => HealpixSeams.Across(face, x < 0 ? 0 : 2, y, last),
            (true, false) => HealpixSeams.Across(face, y < 0 ? 3 : 1, x, last),
            _ => HealpixSeams.Beyond(face, x < 0 ? (y < 0 ? 0 : 1) : (y < 0 ? 3 : 2), last),
        };
        return other < 0 ? -1 : Join(order, other, ox, oy);
    }

    private static long Join(int order, int face, long x, long y)
        => ((long)face << (2 * order)) + HealpixFaces.Interleave(x, y);

    private static (int Face, long X, long Y) Split(int order, long index)
    {
        if (index < 0 || index >= CellCount(order))
            throw new ArgumentOutOfRangeException(nameof(index),
                $"Order {order} has the cells 0 to {CellCount(order) - 1}; {index} is none of them.");
        var (x, y) = HealpixFaces.Deinterleave(index & ((1L << (2 * order)) - 1));
        return ((int)(index >> (2 * order)), x, y);
    }
}
