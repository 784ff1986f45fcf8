namespace GaLNet.Photometry.Statistics;

/// <summary>Arithmetic of position angles, which repeat after 180 degrees.</summary>
public static class PositionAngles
{
    /// <summary>The angle in [0, 180) degrees that means the same direction.</summary>
    public static double Wrap(double paDeg) => Modulo180(paDeg);

    /// <summary>Signed difference <paramref name="paDeg"/> - <paramref name="fromDeg"/> in [-90, 90) degrees.</summary>
    public static double Difference(double paDeg, double fromDeg) => Modulo180(paDeg - fromDeg + 90.0) - 90.0;

    /// <summary>
    /// The same direction as <paramref name="paDeg"/>, within 90 degrees of <paramref name="truthDeg"/>.
    /// </summary>
    public static double Near(double paDeg, double truthDeg) => truthDeg + Difference(paDeg, truthDeg);

    /// <summary>
    /// R² of (cos 2PA, sin 2PA): the coefficient of determination without a seam at 0 = 180 degrees.
    /// NaN for fewer than two angles.
    /// </summary>
    public static double DoubleAngleRSquared(ReadOnlySpan<double> paDeg, ReadOnlySpan<double> truthDeg)
    {
        if (paDeg.Length != truthDeg.Length)
            throw new ArgumentException($"Found {paDeg.Length} angles for {truthDeg.Length} true ones; pair them.");
        double meanCos = 0, meanSin = 0;
        foreach (var truth in truthDeg)
        {
            var (sin, cos) = Math.SinCos(2 * truth * (Math.PI / 180));
            meanCos += cos / truthDeg.Length;
            meanSin += sin / truthDeg.Length;
        }

        double residual = 0, spread = 0;
        for (var i = 0; i < paDeg.Length; i++)
        {
            var (sin, cos) = Math.SinCos(2 * paDeg[i] * (Math.PI / 180));
            var (trueSin, trueCos) = Math.SinCos(2 * truthDeg[i] * (Math.PI / 180));
            residual += Square(cos - trueCos) + Square(sin - trueSin);
            spread += Square(trueCos - meanCos) + Square(trueSin - meanSin);
        }

        return spread > 0 ? 1 - residual / spread : double.NaN;
    }

    private static double Modulo180(double angleDeg)
    {
        var remainder = Math.IEEERemainder(angleDeg, 180.0);
        if (remainder < 0) remainder += 180.0;
        // A tiny negative angle rounds up to the seam itself.
        return remainder >= 180.0 ? 0.0 : remainder;
    }

    private static double Square(double value) => value * value;
}
