namespace GaLNet.Training.Networks;

/// <summary>What is measured on a stamp, beside what the trunk sees.</summary>
/// <typeparam name="T">A tensor.</typeparam>
/// <param name="Numbers">[N, n] numbers for the fully connected layers, not yet standardised.</param>
/// <param name="Centre">[N, 2] centroid of what is the target's light, pixels from the central one.</param>
/// <param name="InnerCentre">[N, 2] centroid of the innermost light.</param>
/// <param name="Ellipticity1">[N, 32] first component of every spin-2 pair.</param>
/// <param name="Ellipticity2">[N, 32] second component.</param>
/// <param name="Offset1">[N, 32] first component of every spin-1 pair.</param>
/// <param name="Offset2">[N, 32] second component.</param>
/// <param name="LogFluxes">[N, 16] ln of the flux in every window over the aperture's.</param>
internal readonly record struct StampFeatures<T>(
    T Numbers, T Centre, T InnerCentre, T Ellipticity1, T Ellipticity2, T Offset1, T Offset2, T LogFluxes);
