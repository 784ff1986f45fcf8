namespace GaLNet.ClientCli.Catalogue;

/// <summary>Distances on the sky.</summary>
internal static class Separation
{
    private const double ArcsecPerRadian = 180 * 3600 / Math.PI;

    /// <summary>Angle between two positions in degrees, arcsec; exact at small angles too (haversine).</summary>
    public static double Arcsec(double ra1Deg, double dec1Deg, double ra2Deg, double dec2Deg)
    {
        const double radian = Math.PI / 180;
        var sinDec = Math.Sin((dec2Deg - dec1Deg) * radian / 2);
        var sinRa = Math.Sin((ra2Deg - ra1Deg) * radian / 2);
        var haversine = sinDec * sinDec + Math.Cos(dec1Deg * radian) * Math.Cos(dec2Deg * radian) * sinRa * sinRa;
        return 2 * Math.Asin(Math.Min(1, Math.Sqrt(haversine))) * ArcsecPerRadian;
    }
}
