namespace GaLNet.Sky;

/// <summary>
/// A direction. Vectors keep full precision at poles and over right ascension 0, where angles do not.
/// </summary>
internal readonly record struct UnitVector(double X, double Y, double Z)
{
    private const double Degree = Math.PI / 180;

    public static UnitVector FromDegrees(double lonDeg, double latDeg)
    {
        var (sinLon, cosLon) = Math.SinCos(lonDeg * Degree);
        var (sinLat, cosLat) = Math.SinCos(latDeg * Degree);
        return new UnitVector(cosLat * cosLon, cosLat * sinLon, sinLat);
    }

    /// <summary>Longitude [0, 360) and latitude, degrees.</summary>
    public (double LonDeg, double LatDeg) ToDegrees()
    {
        var lon = Math.Atan2(Y, X) / Degree;
        if (lon < 0)
            lon += 360;
        return (lon >= 360 ? 0 : lon, Math.Atan2(Z, Math.Sqrt(X * X + Y * Y)) / Degree);
    }

    public double Dot(UnitVector other) => X * other.X + Y * other.Y + Z * other.Z;

    public UnitVector Cross(UnitVector other) => new(
        Y * other.Z - Z * other.Y, Z * other.X - X * other.Z, X * other.Y - Y * other.X);

    public double Length => Math.Sqrt(X * X + Y * Y + Z * Z);

    public UnitVector Unit => Length is var length && length > 0
        ? new UnitVector(X / length, Y / length, Z / length)
        : this;

    /// <summary>Angle to another direction, radians; exact for small and large angles alike.</summary>
    public double AngleTo(UnitVector other) => Math.Atan2(Cross(other).Length, Dot(other));
}
