namespace GaLNet.Sky.Healpix;

/// <summary>A polygon with great-circle sides, less than a hemisphere.</summary>
internal sealed class PolygonRegion : ISkyRegion
{
    private readonly UnitVector[] _vertices;
    private readonly (double X, double Y)[] _plane;
    private readonly UnitVector _centre;
    private readonly UnitVector _east;
    private readonly UnitVector _north;

    public PolygonRegion(IReadOnlyList<(double RaDeg, double DecDeg)> vertices)
    {
        ArgumentNullException.ThrowIfNull(vertices);
        if (vertices.Count < 3)
            throw new ArgumentException($"A polygon needs at least 3 vertices; {vertices.Count} were given.",
                nameof(vertices));
        _vertices = [.. vertices.Select(v => UnitVector.FromDegrees(v.RaDeg, v.DecDeg))];
        var sum = new UnitVector(_vertices.Sum(v => v.X), _vertices.Sum(v => v.Y), _vertices.Sum(v => v.Z));
        _centre = sum.Unit;
        if (!_vertices.All(v => v.Dot(_centre) > 1e-6))
            throw new ArgumentException("The vertices must lie within less than 90 degrees of their mean.",
                nameof(vertices));
        _east = (Math.Abs(_centre.Z) < 0.9 ? new UnitVector(0, 0, 1) : new UnitVector(1, 0, 0)).Cross(_centre).Unit;
        _north = _centre.Cross(_east);
        _plane = Array.ConvertAll(_vertices, Project);
    }

    public IEnumerable<UnitVector> Witnesses => _vertices;

    public int Classify(UnitVector centre, double radius)
    {
        for (var i = 0; i < _vertices.Length; i++)
        {
            if (Distance(centre, _vertices[i], _vertices[(i + 1) % _vertices.Length]) <= radius + 1e-15)
                return 0;
        }
        return Contains(centre) ? 1 : -1;
    }

    /// <summary>Even-odd rule on the gnomonic plane, where great circles are straight.</summary>
    private bool Contains(UnitVector point)
    {
        if (point.Dot(_centre) <= 1e-9)
            return false;
        var (x, y) = Project(point);
        var isInside = false;
        for (int i = 0, j = _plane.Length - 1; i < _plane.Length; j = i++)
        {
            var (a, b) = (_plane[i], _plane[j]);
            if (a.Y > y != b.Y > y && x < (b.X - a.X) * (y - a.Y) / (b.Y - a.Y) + a.X)
                isInside = !isInside;
        }
        return isInside;
    }

    private (double X, double Y) Project(UnitVector v)
    {
        var depth = v.Dot(_centre);
        return (v.Dot(_east) / depth, v.Dot(_north) / depth);
    }

    private static double Distance(UnitVector point, UnitVector from, UnitVector to)
    {
        var normal = from.Cross(to);
        var length = normal.Length;
        if (length > 0 && normal.Cross(from).Dot(point) >= 0 && normal.Cross(to).Dot(point) <= 0)
            return Math.Abs(Math.Asin(Math.Clamp(normal.Dot(point) / length, -1, 1)));
        return Math.Min(point.AngleTo(from), point.AngleTo(to));
    }
}
