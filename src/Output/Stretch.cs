namespace GaLNet.Output;

/// <summary>
/// From pixel value to brightness 0..1: inverse hyperbolic sine, linear near the sky and logarithmic for bright light
/// (Lupton, Gunn &amp; Szalay 1999), or linear when <paramref name="Softening"/> is infinite.
/// </summary>
/// <param name="Black">Value shown as 0.</param>
/// <param name="White">Value shown as 1.</param>
/// <param name="Softening">Value above black at which it turns from linear to logarithmic.</param>
internal readonly record struct Stretch(double Black, double White, double Softening)
{
    /// <summary>
    /// For an image of noise and sources: black 1.5σ below the sky, linear to 3σ, white at the brightest of
    /// <paramref name="reference"/> (its 99.7 % quantile) but at least 10σ above the sky.
    /// </summary>
    public static Stretch OfSky(Raster reference, double sky, double sigma)
        => new(sky - 1.5 * sigma, Math.Max(reference.Quantile(0.997), sky + 10 * sigma), 3 * sigma);

    /// <summary>Linear between -limit and +limit.</summary>
    public static Stretch Symmetric(double limit) => new(-limit, limit, double.PositiveInfinity);

    /// <summary>Brightness, clamped to 0..1; NaN stays NaN.</summary>
    public double Of(double value)
    {
        var (above, range) = (value - Black, White - Black);
        var brightness = double.IsInfinity(Softening)
            ? above / range
            : Math.Asinh(above / Softening) / Math.Asinh(range / Softening);
        return Math.Clamp(brightness, 0, 1);
    }
}
