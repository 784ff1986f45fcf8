namespace GaLNet.Sky.Surveys;

/// <summary>AB zero points of physical pixel units: AB magnitude 0 is 3631 Jy (Oke &amp; Gunn 1983).</summary>
internal static class FluxUnit
{
    /// <summary>
    /// AB magnitude of a pixel value of 1, or null when the unit is no flux (or the scale it needs is unknown).
    /// </summary>
    public static double? ZeroPointAb(string unit, double? pixelScaleArcsec)
    {
        var jansky = unit.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant() switch
        {
            "JY" or "JY/PIXEL" => 1,
            "MJY/PIXEL" => double.NaN,
            "UJY" or "MICROJY" or "UJY/PIXEL" => 1e-6,
            "NJY" or "NANOJY" or "NJY/PIXEL" => 1e-9,
            "MAGGY" or "MAGGIES" or "MAGGY/PIXEL" => 3631,
            "NANOMAGGY" or "NANOMAGGIES" or "NMGY" or "NANOMAGGY/PIXEL" => 3631e-9,
            "MJY/SR" => 1e6 * Math.Pow((pixelScaleArcsec ?? double.NaN) / 3600 * Math.PI / 180, 2),
            _ => double.NaN,
        };
        if (double.IsNaN(jansky))
            return null;
        // Exact where the unit is defined in magnitudes; 2.5 log10(3631) = 8.9000 by the same definition.
        return unit.Contains("agg", StringComparison.OrdinalIgnoreCase)
            || unit.Contains("nmgy", StringComparison.OrdinalIgnoreCase)
            ? (jansky < 1 ? 22.5 : 0)
            : 8.9 - 2.5 * Math.Log10(jansky);
    }
}
