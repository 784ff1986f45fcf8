namespace GaLNet.Training.Networks;

/// <summary>What a network sees, in units that know no zero point and no pixel scale.</summary>
/// <typeparam name="T">A tensor.</typeparam>
/// <param name="Stamp">[N, 61, 61] light in sky sigmas.</param>
/// <param name="Psf">[N, 625] PSF of unit sum.</param>
/// <param name="GainSigma">[N, 1] electrons in one sky sigma.</param>
public readonly record struct NetworkInputs<T>(T Stamp, T Psf, T GainSigma);
