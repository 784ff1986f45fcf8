namespace GaLNet.Sky.Wcs;

/// <summary>
/// A projection that depends on the distance from its centre alone (Calabretta &amp; Greisen 2002, §5.1): the radius on
/// the plane R as a function of the angle c from the native pole, both in radians.
/// </summary>
internal abstract class ZenithalProjection : IProjection
{
    public bool TryToNative(double x, double y, out UnitVector native)
    {
        var radius = Math.Sqrt(x * x + y * y);
        if (!TryAngle(radius, out var angle))
        {
            native = default;
            return false;
        }
        var scale = radius > 0 ? Math.Sin(angle) / radius : 0;
        native = new UnitVector(-y * scale, x * scale, Math.Cos(angle));
        return true;
    }

    public bool TryFromNative(UnitVector native, out double x, out double y)
    {
        var sine = Math.Sqrt(native.X * native.X + native.Y * native.Y);
        if (!TryRadius(Math.Atan2(sine, native.Z), out var radius))
        {
            x = y = double.NaN;
            return false;
        }
        var scale = sine > 0 ? radius / sine : 0;
        x = native.Y * scale;
        y = -native.X * scale;
        return true;
    }

    /// <summary>Angle from the pole at a radius; false where the plane shows no sky.</summary>
    protected abstract bool TryAngle(double radius, out double angle);

    /// <summary>Radius at an angle from the pole; false where the sky is not on the plane.</summary>
    protected abstract bool TryRadius(double angle, out double radius);
}
