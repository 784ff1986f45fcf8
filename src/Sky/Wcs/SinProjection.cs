namespace GaLNet.Sky.Wcs;

/// <summary>
/// SIN: orthographic, or slant orthographic with ξ = PV2_1 and η = PV2_2 as interferometers use it (Calabretta &amp;
/// Greisen 2002, §5.1.5).
/// </summary>
internal sealed class SinProjection(double xi, double eta) : IProjection
{
    public bool TryToNative(double x, double y, out UnitVector native)
    {
        // w = 1 - sin θ solves a w² - 2 b w + c = 0; the near side of the sphere is the smaller root.
        double a = xi * xi + eta * eta + 1, b = x * xi + y * eta + 1, c = x * x + y * y;
        var discriminant = b * b - a * c;
        if (!(discriminant >= 0))
        {
            native = default;
            return false;
        }
        var w = c / (b + Math.Sqrt(discriminant));
        native = new UnitVector(-(y - eta * w), x - xi * w, 1 - w);
        return double.IsFinite(w) && w >= 0;
    }

    public bool TryFromNative(UnitVector native, out double x, out double y)
    {
        // 1 - sin θ without the cancellation near the pole.
        var sine2 = native.X * native.X + native.Y * native.Y;
        var w = native.Z > 0 ? sine2 / (1 + native.Z) : 1 - native.Z;
        x = native.Y + xi * w;
        y = -native.X + eta * w;
        // The far side begins where the line of sight is tangent.
        return native.Z + xi * native.Y - eta * native.X >= 0;
    }
}
