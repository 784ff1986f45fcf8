namespace GaLNet.Sky.Wcs;

/// <summary>
/// The sky as it lies on the pixels at one position. It turns angles on the pixels (degrees counter-clockwise from +x)
/// into position angles on the sky (degrees from North through East) and back, both modulo 180.
/// </summary>
/// <param name="PixelScaleArcsec">Square root of a pixel's area, arcsec.</param>
/// <param name="NorthAngleDeg">Direction of North, degrees counter-clockwise from +x, [0, 360).</param>
/// <param name="Parity">+1 when East lies counter-clockwise of North, as the sky looks to us; -1 when mirrored.</param>
public readonly record struct LocalFrame(double PixelScaleArcsec, double NorthAngleDeg, int Parity)
{
    /// <summary>Position angle on the sky, [0, 180), of a direction on the pixels.</summary>
    public double SkyPaDeg(double thetaDeg) => Modulo180(Parity * (thetaDeg - NorthAngleDeg));

    /// <summary>Direction on the pixels, [0, 180), of a position angle on the sky.</summary>
    public double ThetaDeg(double paDeg) => Modulo180(NorthAngleDeg + Parity * paDeg);

    private static double Modulo180(double angle)
    {
        var turned = angle - 180 * Math.Floor(angle / 180);
        // A tiny negative angle rounds up to 180 itself.
        return turned >= 180 ? 0 : turned;
    }
}
