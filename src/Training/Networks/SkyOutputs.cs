namespace GaLNet.Training.Networks;

/// <summary>What a user gets from a network: the outputs of its file.</summary>
/// <typeparam name="T">A tensor.</typeparam>
/// <param name="Parameters">[N, 7] x, y (arcsec), mag, r_eff (arcsec), q, pa (degrees), n.</param>
/// <param name="Errors">[N, 7] half widths of the central 68.3 % intervals.</param>
/// <param name="Errors95">[N, 7] half widths of the central 95 % intervals.</param>
/// <param name="SignalToNoise">[N, 1] S/N within the central aperture; no output of the file.</param>
/// <param name="Crowding">[N, 1] visible light of neighbours, sky sigmas; no output of the file.</param>
public readonly record struct SkyOutputs<T>(T Parameters, T Errors, T Errors95, T SignalToNoise, T Crowding);
