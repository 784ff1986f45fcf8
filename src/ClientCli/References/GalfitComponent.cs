namespace GaLNet.ClientCli.References;

/// <summary>
/// One Sérsic component as GALFIT writes it: pixels of the image (first = 1), magnitudes of its zero point, semi-major
/// radius in pixels, angle counter-clockwise from +y.
/// </summary>
/// <param name="Id">File and number of the component.</param>
/// <param name="Values">x, y, mag, rEff, n, q, pa.</param>
/// <param name="Errors">Their 1-sigma errors; NaN where GALFIT gives none.</param>
/// <param name="Chi2">Reduced χ² of the whole fit.</param>
/// <param name="IsDoubtful">
/// True when GALFIT marks a value with asterisks: its numerical solution is not to be trusted.
/// </param>
internal sealed record GalfitComponent(string Id, double[] Values, double[] Errors, double Chi2, bool IsDoubtful);
