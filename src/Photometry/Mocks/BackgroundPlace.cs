namespace GaLNet.Photometry.Mocks;

/// <summary>Where the background of a mock stamp was cut.</summary>
/// <param name="Field">Number of the field, in the order in which they were given.</param>
/// <param name="XPix">Column of the field under the stamp's central pixel, 0-based.</param>
/// <param name="YPix">Row of the field under the stamp's central pixel, 0-based.</param>
public readonly record struct BackgroundPlace(int Field, int XPix, int YPix);
