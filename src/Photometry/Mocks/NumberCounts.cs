namespace GaLNet.Photometry.Mocks;

/// <summary>
/// Differential number counts of one kind of object: 10^(slope (m - pivot)) per square degree and magnitude, with
/// one slope on either side of the pivot.
/// </summary>
/// <param name="DensityAtPivot">Objects per square degree and magnitude at the pivot.</param>
/// <param name="PivotMag">Magnitude at which the slope changes.</param>
/// <param name="BrightSlope">Slope (dex per magnitude, &gt; 0) for brighter objects.</param>
/// <param name="FaintSlope">Slope (dex per magnitude, &gt; 0) for fainter objects.</param>
/// <param name="BrightLimit">Brightest magnitude.</param>
/// <param name="FaintLimit">Faintest magnitude.</param>
public sealed record NumberCounts(
    double DensityAtPivot, double PivotMag, double BrightSlope, double FaintSlope, double BrightLimit,
    double FaintLimit)
{
    /// <summary>
    /// Galaxies in r at high galactic latitude: 10⁴ per square degree and magnitude at r = 22, slopes 0.36 and 0.32.
    /// </summary>
    public static NumberCounts Galaxies { get; } = new(1e4, 22, 0.36, 0.32, 16.5, 25.5);

    /// <summary>
    /// Stars in r at high galactic latitude: 560 per square degree and magnitude at r = 18, slope 0.13.
    /// </summary>
    public static NumberCounts Stars { get; } = new(Math.Pow(10, 2.75), 18, 0.13, 0.13, 16.5, 24.5);

    /// <summary>Objects per square degree between the limits.</summary>
    public double PerSquareDegree => BrightPart + FaintPart;

    private double BrightPart => Math.Max(0, Integral(BrightSlope, BrightLimit, Math.Min(PivotMag, FaintLimit)));

    private double FaintPart => Math.Max(0, Integral(FaintSlope, Math.Max(PivotMag, BrightLimit), FaintLimit));

    /// <summary>One magnitude, distributed as the counts.</summary>
    public double DrawMag(RandomStream random)
    {
        var below = random.NextUniform() * PerSquareDegree;
        return below < BrightPart
            ? Invert(BrightSlope, BrightLimit, below)
            : Invert(FaintSlope, Math.Max(PivotMag, BrightLimit), below - BrightPart);
    }

    private double Integral(double slope, double from, double to)
    {
        var rate = slope * Math.Log(10);
        return DensityAtPivot / rate * (Math.Exp(rate * (to - PivotMag)) - Math.Exp(rate * (from - PivotMag)));
    }

    private double Invert(double slope, double from, double count)
    {
        var rate = slope * Math.Log(10);
        return PivotMag + Math.Log(count * rate / DensityAtPivot + Math.Exp(rate * (from - PivotMag))) / rate;
    }
}
