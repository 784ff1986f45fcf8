namespace GaLNet.Sky.Wcs;

/// <summary>TAN: gnomonic, R = tan c.</summary>
internal sealed class TanProjection : ZenithalProjection
{
    protected override bool TryAngle(double radius, out double angle)
    {
        angle = Math.Atan(radius);
        return true;
    }

    protected override bool TryRadius(double angle, out double radius)
    {
        radius = Math.Tan(angle);
        return angle < Math.PI / 2;
    }
}

/// <summary>ARC: zenithal equidistant, R = c.</summary>
internal sealed class ArcProjection : ZenithalProjection
{
    protected override bool TryAngle(double radius, out double angle)
    {
        angle = radius;
        return radius <= Math.PI;
    }

    protected override bool TryRadius(double angle, out double radius)
    {
        radius = angle;
        return true;
    }
}

/// <summary>STG: stereographic, R = 2 tan(c/2).</summary>
internal sealed class StgProjection : ZenithalProjection
{
    protected override bool TryAngle(double radius, out double angle)
    {
        angle = 2 * Math.Atan(radius / 2);
        return true;
    }

    protected override bool TryRadius(double angle, out double radius)
    {
        radius = 2 * Math.Tan(angle / 2);
        return angle < Math.PI;
    }
}

/// <summary>ZEA: zenithal equal-area, R = 2 sin(c/2).</summary>
internal sealed class ZeaProjection : ZenithalProjection
{
    protected override bool TryAngle(double radius, out double angle)
    {
        angle = 2 * Math.Asin(radius / 2);
        return radius <= 2;
    }

    protected override bool TryRadius(double angle, out double radius)
    {
        radius = 2 * Math.Sin(angle / 2);
        return true;
    }
}
