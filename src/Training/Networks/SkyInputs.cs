namespace GaLNet.Training.Networks;

/// <summary>What a user gives a network: the inputs of its file.</summary>
/// <typeparam name="T">A tensor.</typeparam>
/// <param name="Stamp">[N, 1, 61, 61] counts, sky subtracted.</param>
/// <param name="Psf">[N, 1, 25, 25] PSF; nothing for GaLNet-1.</param>
/// <param name="SkySigma">[N, 1] standard deviation of the sky per pixel, counts.</param>
/// <param name="Gain">[N, 1] electrons per count.</param>
/// <param name="ZeroPoint">[N, 1] magnitude of one count.</param>
/// <param name="PixelScale">[N, 1] arcsec per pixel.</param>
public readonly record struct SkyInputs<T>(T Stamp, T? Psf, T SkySigma, T Gain, T ZeroPoint, T PixelScale);
