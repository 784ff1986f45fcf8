namespace GaLNet.ClientCli.Pictures;

/// <summary>A source to be marked on the picture of a field.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="XPix">Column, 0-based pixels of the image.</param>
/// <param name="YPix">Row, 0-based pixels of the image.</param>
/// <param name="MajorPix">Semi-major axis of the mark, image pixels.</param>
/// <param name="AxisRatio">Minor/major.</param>
/// <param name="AngleDeg">Direction of the major axis, degrees counter-clockwise from +x.</param>
internal readonly record struct FoundMark(
    FoundKind Kind, double XPix, double YPix, double MajorPix, double AxisRatio, double AngleDeg);
