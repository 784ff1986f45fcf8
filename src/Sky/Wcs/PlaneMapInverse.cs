namespace GaLNet.Sky.Wcs;

/// <summary>Solves a distortion for the point that goes to a given place, by Newton's method from that place.</summary>
internal static class PlaneMapInverse
{
    private const int MaxSteps = 40;

    public static bool TrySolve(IPlaneMap map, double targetX, double targetY, out double x, out double y)
    {
        (x, y) = (targetX, targetY);
        var h = map.Step;
        for (var step = 0; step < MaxSteps; step++)
        {
            var (fx, fy) = map.Apply(x, y);
            var (right, left) = (map.Apply(x + h, y), map.Apply(x - h, y));
            var (above, below) = (map.Apply(x, y + h), map.Apply(x, y - h));
            double a = (right.X - left.X) / (2 * h), b = (above.X - below.X) / (2 * h);
            double c = (right.Y - left.Y) / (2 * h), d = (above.Y - below.Y) / (2 * h);
            var determinant = a * d - b * c;
            double ex = targetX - fx, ey = targetY - fy;
            var dx = (d * ex - b * ey) / determinant;
            var dy = (a * ey - c * ex) / determinant;
            if (!double.IsFinite(dx) || !double.IsFinite(dy))
                return false;
            x += dx;
            y += dy;
            if (Math.Abs(dx) + Math.Abs(dy) <= 1e-14 * (Math.Abs(x) + Math.Abs(y)) + 1e-9 * h)
                return true;
        }
        // Rounding may keep the last step from falling below the limit; what matters is that the point is hit.
        var (endX, endY) = map.Apply(x, y);
        return Math.Abs(endX - targetX) + Math.Abs(endY - targetY) <= 1e-12 * (Math.Abs(x) + Math.Abs(y)) + 1e-6 * h;
    }
}
