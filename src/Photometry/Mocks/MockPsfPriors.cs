namespace GaLNet.Photometry.Mocks;

/// <summary>How true PSFs are distributed.</summary>
public sealed record MockPsfPriors
{
    /// <summary>FWHM of the sum of both Moffats before pixel integration, arcsec.</summary>
    public Prior FwhmArcsec { get; init; } = Prior.Normal(0.70, 0.11, 0.45, 1.05);
    /// <summary>Size of the ellipticity |e| = (1 - q)/(1 + q).</summary>
    public Prior Ellipticity { get; init; } = Prior.Rayleigh(0.03, 0.10);
    /// <summary>Slope of the core.</summary>
    public Prior Beta1 { get; init; } = Prior.Normal(3.5, 0.4, 2.6, 5);
    /// <summary>Slope of the wings.</summary>
    public Prior Beta2 { get; init; } = Prior.Uniform(2.2, 3);
    /// <summary>FWHM of the wings over that of the core.</summary>
    public Prior FwhmRatio { get; init; } = Prior.Uniform(1.6, 2.4);
    /// <summary>Share of the wings in the flux.</summary>
    public Prior Fraction2 { get; init; } = Prior.Uniform(0.08, 0.25);
    /// <summary>Radius at which the PSF is cut, arcsec; 2.3 fits into 25 pixels of 0.2 arcsec.</summary>
    public double TruncationArcsec { get; init; } = 2.3;

    /// <summary>
    /// KiDS r: FWHM 0.70 +- 0.11 arcsec (GaLNet I, §2.2), ellipticities of a few per cent, a core of beta 3.5 with
    /// wings of 8-25 % of the light.
    /// </summary>
    public static MockPsfPriors KidsR { get; } = new();

    /// <summary>One PSF.</summary>
    public MockPsf Draw(RandomStream random)
    {
        var fwhm = FwhmArcsec.Draw(random);
        var shape = new MockPsf(
            fwhm, Beta1.Draw(random), fwhm * FwhmRatio.Draw(random), Beta2.Draw(random), Fraction2.Draw(random), 1, 0,
            TruncationArcsec);
        var ellipticity = Ellipticity.Draw(random);
        return shape.WithFwhm(fwhm) with
        {
            AxisRatio = (1 - ellipticity) / (1 + ellipticity),
            PaDeg = 180 * random.NextUniform(),
        };
    }
}
