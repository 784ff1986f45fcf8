namespace GaLNet.Sky.Psf;

/// <summary>Where on the image one PSF of a grid holds.</summary>
/// <param name="X">Column, FITS pixels (1-based).</param>
/// <param name="Y">Row, FITS pixels (1-based).</param>
public readonly record struct PsfPlace(double X, double Y);
