namespace GaLNet.Photometry.Mocks;

/// <summary>The noise of an image: a sky and, through the gain, the objects' own photons.</summary>
/// <param name="SkySigma">Standard deviation of the sky per pixel, counts.</param>
/// <param name="Gain">Electrons per count; +Infinity for a Gaussian sky alone.</param>
/// <param name="SkyIsPoisson">
/// False: Gaussian sky plus Poisson objects, as in a co-added image. True: one Poisson deviate of sky plus objects,
/// as in a single exposure, with the sky's mean subtracted; its electrons are (SkySigma Gain)².
/// </param>
public sealed record MockNoise(double SkySigma, double Gain, bool SkyIsPoisson = false)
{
    /// <summary>
    /// KiDS DR4 r: 5-sigma depth 25.02 in a 2 arcsec aperture with 0.2 arcsec pixels, zero point 0, and 3e13 electrons
    /// per count: SkySigma = 2.21557e-12.
    /// </summary>
    public static MockNoise KidsR { get; } = FromDepth(25.02, 2, 0.2, 0, 3e13);

    /// <summary>
    /// Noise of an image of known depth: a flux of <paramref name="depthMag"/> is five times the sky noise in a
    /// circular aperture.
    /// </summary>
    /// <param name="depthMag">5-sigma limiting magnitude.</param>
    /// <param name="apertureDiameterArcsec">Diameter of the aperture, arcsec.</param>
    /// <param name="pixelScaleArcsec">Arcsec per pixel.</param>
    /// <param name="zeroPoint">Magnitude of one count.</param>
    /// <param name="gain">Electrons per count.</param>
    public static MockNoise FromDepth(
        double depthMag, double apertureDiameterArcsec, double pixelScaleArcsec, double zeroPoint, double gain)
    {
        var radiusPix = 0.5 * apertureDiameterArcsec / pixelScaleArcsec;
        var limit = Math.Pow(10, -0.4 * (depthMag - zeroPoint));
        return new MockNoise(limit / (5 * Math.Sqrt(Math.PI) * radiusPix), gain);
    }

    /// <summary>
    /// Replaces light by a Poisson deviate of it, without any sky: what a galaxy adds to an image that is already noisy.
    /// </summary>
    /// <param name="counts">Noiseless light, counts; becomes light with its own photon noise.</param>
    /// <param name="random">Where the noise comes from.</param>
    public void AddPhotonsTo(Span<float> counts, RandomStream random)
    {
        if (double.IsPositiveInfinity(Gain)) return;
        var perElectron = 1 / Gain;
        foreach (ref var count in counts) count = (float)(random.NextPoisson(count * Gain) * perElectron);
    }

    /// <summary>Adds noise in place.</summary>
    /// <param name="counts">Noiseless light without sky, counts; becomes light plus noise, sky subtracted.</param>
    /// <param name="random">Where the noise comes from.</param>
    public void AddTo(Span<float> counts, RandomStream random)
    {
        if (double.IsPositiveInfinity(Gain))
        {
            for (var i = 0; i < counts.Length; i++) counts[i] += (float)(SkySigma * random.NextNormal());
            return;
        }

        var perElectron = 1 / Gain;
        var skyElectrons = SkyIsPoisson ? SkySigma * Gain * SkySigma * Gain : 0;
        for (var i = 0; i < counts.Length; i++)
        {
            var electrons = random.NextPoisson(counts[i] * Gain + skyElectrons) - skyElectrons;
            var gaussian = SkyIsPoisson ? 0 : SkySigma * random.NextNormal();
            counts[i] = (float)(electrons * perElectron + gaussian);
        }
    }
}
