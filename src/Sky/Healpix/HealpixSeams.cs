namespace GaLNet.Sky.Healpix;

/// <summary>
/// How the twelve faces join. Not a table from elsewhere: sides and corners are matched by where they lie on the sky.
/// Sides: 0 = South-West (x = 0), 1 = North-West (y = 1), 2 = North-East (x = 1), 3 = South-East (y = 0).
/// Corners: 0 = South, 1 = West, 2 = North, 3 = East.
/// </summary>
internal static class HealpixSeams
{
    private static readonly (double X, double Y)[] Corners = [(0, 0), (0, 1), (1, 1), (1, 0)];
    private static readonly (int Face, int Side, bool IsReversed)[,] Sides = MatchSides();
    private static readonly (int Face, int Corner)[,] Diagonals = MatchCorners();

    /// <summary>The cell across a side, at place <paramref name="t"/> (0 .. side - 1) along it.</summary>
    public static (int Face, long X, long Y) Across(int face, int side, long t, long last)
    {
        var (other, otherSide, isReversed) = Sides[face, side];
        if (isReversed)
            t = last - t;
        return otherSide switch
        {
            0 => (other, 0, t),
            1 => (other, t, last),
            2 => (other, last, t),
            _ => (other, t, 0),
        };
    }

    /// <summary>The cell diagonally beyond a corner, or face -1 where only three faces meet.</summary>
    public static (int Face, long X, long Y) Beyond(int face, int corner, long last)
    {
        var (other, otherCorner) = Diagonals[face, corner];
        return other < 0
            ? (-1, 0, 0)
            : (other, (long)Corners[otherCorner].X * last, (long)Corners[otherCorner].Y * last);
    }

    private static UnitVector SidePoint(int face, int side, double t) => side switch
    {
        0 => HealpixFaces.Direction(face, 0, t),
        1 => HealpixFaces.Direction(face, t, 1),
        2 => HealpixFaces.Direction(face, 1, t),
        _ => HealpixFaces.Direction(face, t, 0),
    };

    private static bool IsSame(UnitVector a, UnitVector b) => a.AngleTo(b) < 1e-6;

    private static (int, int, bool)[,] MatchSides()
    {
        var seams = new (int, int, bool)[12, 4];
        foreach (var (face, side, other, otherSide) in Pairs())
        {
            var point = SidePoint(face, side, 0.25);
            if (IsSame(point, SidePoint(other, otherSide, 0.25)))
                seams[face, side] = (other, otherSide, false);
            else if (IsSame(point, SidePoint(other, otherSide, 0.75)))
                seams[face, side] = (other, otherSide, true);
        }
        return seams;
    }

    private static (int, int)[,] MatchCorners()
    {
        var diagonals = new (int, int)[12, 4];
        foreach (var (face, corner, other, otherCorner) in Pairs())
        {
            if (otherCorner == 0 && other == (face == 0 ? 1 : 0))
                diagonals[face, corner] = (-1, 0);
            var isNeighbour = Sides[face, corner].Face == other || Sides[face, (corner + 3) % 4].Face == other;
            var (x, y) = Corners[corner];
            var (ox, oy) = Corners[otherCorner];
            if (!isNeighbour && IsSame(HealpixFaces.Direction(face, x, y), HealpixFaces.Direction(other, ox, oy)))
                diagonals[face, corner] = (other, otherCorner);
        }
        return diagonals;
    }

    private static IEnumerable<(int Face, int Part, int Other, int OtherPart)> Pairs()
        => from face in Enumerable.Range(0, 12)
           from part in Enumerable.Range(0, 4)
           from other in Enumerable.Range(0, 12)
           where other != face
           from otherPart in Enumerable.Range(0, 4)
           select (face, part, other, otherPart);
}
