namespace GaLNet.Photometry.Detection;

/// <summary>An ellipse from second moments: r = 1 on the one-sigma contour of the light.</summary>
/// <param name="MajorPix">Rms along the major axis, pixels.</param>
/// <param name="MinorPix">Rms along the minor axis, pixels.</param>
/// <param name="ThetaDeg">Major axis, degrees counter-clockwise from +x, [0, 180).</param>
internal readonly record struct Ellipse(double MajorPix, double MinorPix, double ThetaDeg)
{
    /// <summary>From central second moments, pixels²; <paramref name="floor"/> is the least variance allowed.</summary>
    public static Ellipse FromMoments(double xx, double yy, double xy, double floor)
    {
        double mean = 0.5 * (xx + yy), half = Math.Sqrt(0.25 * (xx - yy) * (xx - yy) + xy * xy);
        double major = Math.Max(mean + half, floor), minor = Math.Max(mean - half, floor);
        double theta = half > 0 ? 0.5 * Math.Atan2(2 * xy, xx - yy) * 180 / Math.PI : 0;
        return new Ellipse(Math.Sqrt(major), Math.Sqrt(minor), theta < 0 ? theta + 180 : theta);
    }

    /// <summary>The quadratic form r² = Cxx dx² + Cyy dy² + Cxy dx dy.</summary>
    public (double Cxx, double Cyy, double Cxy) Form()
    {
        var (sin, cos) = Math.SinCos(ThetaDeg * Math.PI / 180);
        double a = 1 / (MajorPix * MajorPix), b = 1 / (MinorPix * MinorPix);
        return (cos * cos * a + sin * sin * b, sin * sin * a + cos * cos * b, 2 * sin * cos * (a - b));
    }

    /// <summary>Half sides of the box around the ellipse of radius 1.</summary>
    public (double HalfX, double HalfY) HalfBox()
    {
        var (sin, cos) = Math.SinCos(ThetaDeg * Math.PI / 180);
        return (Math.Sqrt(MajorPix * MajorPix * cos * cos + MinorPix * MinorPix * sin * sin),
            Math.Sqrt(MajorPix * MajorPix * sin * sin + MinorPix * MinorPix * cos * cos));
    }
}
