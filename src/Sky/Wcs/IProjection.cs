namespace GaLNet.Sky.Wcs;

/// <summary>
/// Between the plane (radians, x towards native East) and native directions, whose pole is the centre.
/// </summary>
internal interface IProjection
{
    /// <summary>Direction of a point of the plane; false where the plane shows no sky.</summary>
    bool TryToNative(double x, double y, out UnitVector native);

    /// <summary>Point of the plane for a direction; false where the sky is not on the plane.</summary>
    bool TryFromNative(UnitVector native, out double x, out double y);
}
