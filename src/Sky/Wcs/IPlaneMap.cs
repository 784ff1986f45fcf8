namespace GaLNet.Sky.Wcs;

/// <summary>A distortion: a smooth map of the plane that is not far from the identity.</summary>
internal interface IPlaneMap
{
    /// <summary>Where a point goes.</summary>
    (double X, double Y) Apply(double x, double y);

    /// <summary>Step for numerical derivatives, in the plane's units.</summary>
    double Step { get; }
}
