namespace GaLNet.Training.Export;

/// <summary>How wrong an answer is, beside what is known of its stamp.</summary>
/// <param name="SignalToNoise">S/N within the central aperture.</param>
/// <param name="Crowding">Visible light of neighbours, sky sigmas.</param>
/// <param name="Sizes">[7] sizes of the errors over the network's own scales.</param>
internal readonly record struct ScaledError(double SignalToNoise, double Crowding, float[] Sizes);
