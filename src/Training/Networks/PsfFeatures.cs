namespace GaLNet.Training.Networks;

/// <summary>What is measured on a PSF, with the same windows as on the stamp.</summary>
/// <typeparam name="T">A tensor.</typeparam>
/// <param name="Numbers">[N, 90] numbers for the fully connected layers, not yet standardised.</param>
/// <param name="Ellipticity1">[N, 12] first component of every spin-2 pair.</param>
/// <param name="Ellipticity2">[N, 12] second component.</param>
/// <param name="LogFluxes">[N, 6] ln of the flux in every window.</param>
internal readonly record struct PsfFeatures<T>(T Numbers, T Ellipticity1, T Ellipticity2, T LogFluxes);
