namespace GaLNet.Grains.Tests.Support;

/// <summary>
/// A source of a <see cref="PaintedField"/>: g = galaxy, s = star, f = faint galaxy; 0-based pixels; the major axis
/// counter-clockwise from +x; minor/major.
/// </summary>
internal sealed record PaintedSource(char Kind, double XPix, double YPix, double Flux, double ThetaDeg, double Q);
