namespace GaLNet.Photometry.Detection;

/// <summary>A catalogue entry as completeness sees it.</summary>
/// <param name="XPix">Column, in any one frame, pixels.</param>
/// <param name="YPix">Row, pixels.</param>
/// <param name="Mag">Magnitude.</param>
public readonly record struct CataloguePoint(double XPix, double YPix, double Mag);
