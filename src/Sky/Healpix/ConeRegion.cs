namespace GaLNet.Sky.Healpix;

/// <summary>A disc on the sky.</summary>
internal sealed class ConeRegion : ISkyRegion
{
    private readonly UnitVector _centre;
    private readonly double _radius;

    public ConeRegion(double raDeg, double decDeg, double radiusArcsec)
    {
        if (!double.IsFinite(raDeg) || !(Math.Abs(decDeg) <= 90))
            throw new ArgumentOutOfRangeException(nameof(decDeg), $"({raDeg}, {decDeg}) is not a position on the sky.");
        if (!(radiusArcsec >= 0))
            throw new ArgumentOutOfRangeException(nameof(radiusArcsec),
                $"The radius is {radiusArcsec} arcsec; it must be 0 or more.");
        _centre = UnitVector.FromDegrees(raDeg, decDeg);
        _radius = radiusArcsec / 3600 * Math.PI / 180;
    }

    public IEnumerable<UnitVector> Witnesses => [_centre];

    public int Classify(UnitVector centre, double radius)
    {
        var distance = centre.AngleTo(_centre);
        if (distance + radius < _radius)
            return 1;
        // The sky is known to 1e-15 radians: a border that is touched counts.
        return distance > _radius + radius + 1e-15 ? -1 : 0;
    }
}
