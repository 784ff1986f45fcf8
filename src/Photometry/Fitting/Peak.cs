namespace GaLNet.Photometry.Fitting;

/// <summary>A local maximum of a signal map.</summary>
/// <param name="X">Column, pixels from the stamp's centre.</param>
/// <param name="Y">Row, pixels from the stamp's centre.</param>
/// <param name="Signal">Its signal to noise.</param>
internal readonly record struct Peak(double X, double Y, double Signal);
