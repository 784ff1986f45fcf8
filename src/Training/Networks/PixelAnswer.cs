namespace GaLNet.Training.Networks;

/// <summary>A network's answer in units of pixels and of the sky's noise.</summary>
/// <typeparam name="T">A tensor.</typeparam>
/// <param name="Values">
/// [N, 7] x, y (pixels from the central one), magnitude of the flux in sky sigmas, rEff (pixels), q, pa (degrees), n.
/// </param>
/// <param name="Widths">[N, 7] scales of their errors before calibration, in the same units.</param>
public readonly record struct PixelAnswer<T>(T Values, T Widths);
