namespace GaLNet.Grains.Tests.Support;

/// <summary>A source of a <see cref="PaintedField"/>: g = galaxy, s = star, f = faint galaxy; 0-based pixels.</summary>
internal sealed record PaintedSource(char Kind, double XPix, double YPix, double Flux);
