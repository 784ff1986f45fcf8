namespace GaLNet.Sky.Wcs;

/// <summary>
/// Rotation from native to celestial directions (Calabretta &amp; Greisen 2002, Eq. 2) for a native pole at
/// (poleLon, poleLat) whose meridian towards the celestial pole has native longitude LONPOLE. Degrees.
/// </summary>
internal sealed class SphereRotation
{
    private readonly double[] _m;

    public SphereRotation(double poleLonDeg, double poleLatDeg, double lonPoleDeg)
    {
        var (sa, ca) = SinCosDeg(poleLonDeg);
        var (sd, cd) = SinCosDeg(poleLatDeg);
        var (sp, cp) = SinCosDeg(lonPoleDeg);
        _m =
        [
            -sd * cp * ca - sp * sa, -sd * sp * ca + cp * sa, cd * ca,
            -sd * cp * sa + sp * ca, -sd * sp * sa - cp * ca, cd * sa,
            cd * cp, cd * sp, sd,
        ];
    }

    public UnitVector ToCelestial(UnitVector n) => new(
        _m[0] * n.X + _m[1] * n.Y + _m[2] * n.Z,
        _m[3] * n.X + _m[4] * n.Y + _m[5] * n.Z,
        _m[6] * n.X + _m[7] * n.Y + _m[8] * n.Z);

    public UnitVector ToNative(UnitVector c) => new(
        _m[0] * c.X + _m[3] * c.Y + _m[6] * c.Z,
        _m[1] * c.X + _m[4] * c.Y + _m[7] * c.Z,
        _m[2] * c.X + _m[5] * c.Y + _m[8] * c.Z);

    /// <summary>Exact at multiples of 90 degrees, where a pole of 90 must not become 1e-17 off.</summary>
    private static (double Sin, double Cos) SinCosDeg(double angle) => (angle - 360 * Math.Floor(angle / 360)) switch
    {
        0 => (0, 1),
        90 => (1, 0),
        180 => (0, -1),
        270 => (-1, 0),
        _ => Math.SinCos(angle * (Math.PI / 180)),
    };
}
