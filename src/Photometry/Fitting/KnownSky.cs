namespace GaLNet.Photometry.Fitting;

/// <summary>What is known of the sky from elsewhere than the pixels that are fitted.</summary>
/// <param name="Level">Counts per pixel.</param>
/// <param name="Error">1-sigma error, counts per pixel, above zero.</param>
internal readonly record struct KnownSky(double Level, double Error);
