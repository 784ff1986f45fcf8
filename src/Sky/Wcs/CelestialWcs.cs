using GaLNet.Sky.Fits;

namespace GaLNet.Sky.Wcs;

/// <summary>
/// Between FITS pixels (1-based, centre of the first pixel = (1, 1)) and the sky (degrees): Greisen &amp; Calabretta
/// 2002, Calabretta &amp; Greisen 2002. Immutable and thread-safe.
/// </summary>
public sealed class CelestialWcs
{
    private const double Degree = Math.PI / 180;
    private readonly double _crpix1;
    private readonly double _crpix2;
    private readonly double[] _toPlane;
    private readonly double[] _toPixel;
    private readonly bool _isSwapped;
    private readonly IProjection _projection;
    private readonly SphereRotation _rotation;
    private readonly IPlaneMap? _pixelDistortion;
    private readonly IPlaneMap? _planeDistortion;

    private CelestialWcs(WcsHeaderReader reader)
    {
        _crpix1 = reader.Number("CRPIX1", 0);
        _crpix2 = reader.Number("CRPIX2", 0);
        _toPlane = reader.Matrix();
        _isSwapped = reader.IsSwapped;
        var determinant = _toPlane[0] * _toPlane[3] - _toPlane[1] * _toPlane[2];
        if (determinant == 0 || !double.IsFinite(1 / determinant))
            throw new WcsException("The matrix of the world coordinates (CD, or PC and CDELT) is singular.");
        _toPixel =
        [
            _toPlane[3] / determinant, -_toPlane[1] / determinant,
            -_toPlane[2] / determinant, _toPlane[0] / determinant,
        ];
        _projection = reader.Projection();
        _pixelDistortion = reader.PixelDistortion();
        _planeDistortion = reader.PlaneDistortion();
        var lon = reader.ReferenceValueDeg(reader.LonAxis);
        var lat = reader.ReferenceValueDeg(reader.LatAxis);
        if (Math.Abs(lat) > 90)
            throw new WcsException($"CRVAL{reader.LatAxis} is {lat}, which is no declination.");
        _rotation = new SphereRotation(lon, lat, reader.LonPoleDeg(lat, _planeDistortion is not null));
        Frame = reader.Frame();
        Projection = reader.Code;
    }

    /// <summary><c>ICRS</c> or <c>FK5</c> (equinox 2000, within 0.03 arcsec of ICRS).</summary>
    public string Frame { get; }

    /// <summary>The projection's three letters, e.g. <c>TAN</c>.</summary>
    public string Projection { get; }

    /// <summary>True when a distortion (SIP, TPV) is applied.</summary>
    public bool IsDistorted => _pixelDistortion is not null || _planeDistortion is not null;

    /// <summary>
    /// The coordinates that a header describes; <see cref="WcsException"/> when it has none or they are not supported.
    /// </summary>
    public static CelestialWcs FromHeader(FitsHeader header)
        => TryFromHeader(header)
            ?? throw new WcsException("The header has no world coordinates (CTYPE1 and CTYPE2 name no sky axes); "
                + "solve the astrometry first, or measure stamps, which need no sky position.");

    /// <summary>
    /// The coordinates that a header describes, or null when it has none; <see cref="WcsException"/> when they are
    /// broken or not supported.
    /// </summary>
    public static CelestialWcs? TryFromHeader(FitsHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        return WcsHeaderReader.HasCelestialAxes(header) ? new CelestialWcs(new WcsHeaderReader(header)) : null;
    }

    /// <summary>ICRS (or FK5) degrees of a 1-based pixel; NaN where the projection shows no sky.</summary>
    public (double RaDeg, double DecDeg) PixelToSky(double x, double y)
        => TryDirection(x, y, out var direction) ? direction.ToDegrees() : (double.NaN, double.NaN);

    /// <summary>
    /// The 1-based pixel (it may lie outside the image) of a sky position; false when the position is not on the
    /// projection, as the far hemisphere is for TAN.
    /// </summary>
    public bool TrySkyToPixel(double raDeg, double decDeg, out double x, out double y)
    {
        if (!double.IsFinite(raDeg) || !double.IsFinite(decDeg)
            || !_projection.TryFromNative(_rotation.ToNative(UnitVector.FromDegrees(raDeg, decDeg)), out var u,
                out var v))
        {
            x = y = double.NaN;
            return false;
        }
        u /= Degree;
        v /= Degree;
        if (_planeDistortion is not null && !PlaneMapInverse.TrySolve(_planeDistortion, u, v, out u, out v))
        {
            x = y = double.NaN;
            return false;
        }
        if (_isSwapped)
            (u, v) = (v, u);
        x = _toPixel[0] * u + _toPixel[1] * v;
        y = _toPixel[2] * u + _toPixel[3] * v;
        if (_pixelDistortion is not null && !PlaneMapInverse.TrySolve(_pixelDistortion, x, y, out x, out y))
        {
            x = y = double.NaN;
            return false;
        }
        x += _crpix1;
        y += _crpix2;
        return true;
    }

    /// <summary>Scale, direction of North and parity at a 1-based pixel; NaN where there is no sky.</summary>
    public LocalFrame FrameAt(double x, double y)
    {
        if (!TryDirection(x, y, out var here) || !TryDirection(x - 0.5, y, out var left)
            || !TryDirection(x + 0.5, y, out var right) || !TryDirection(x, y - 0.5, out var below)
            || !TryDirection(x, y + 0.5, out var above))
            return new LocalFrame(double.NaN, double.NaN, 1);
        var east = new UnitVector(-here.Y, here.X, 0).Unit;
        if (east.Length == 0)
            east = new UnitVector(0, 1, 0);
        var north = here.Cross(east);
        // Offsets towards East and North, radians per pixel along each axis.
        double ex = Difference(right, left).Dot(east), nx = Difference(right, left).Dot(north);
        double ey = Difference(above, below).Dot(east), ny = Difference(above, below).Dot(north);
        var determinant = ex * ny - ey * nx;
        var angle = Math.Atan2(ex * Math.Sign(determinant), -ey * Math.Sign(determinant)) / Degree;
        return new LocalFrame(Math.Sqrt(Math.Abs(determinant)) / Degree * 3600, angle < 0 ? angle + 360 : angle,
            determinant < 0 ? 1 : -1);
    }

    /// <summary>
    /// The outline of an image of this size: corners of its outermost pixels and points between them along every side,
    /// in the order of the pixels' corners (counter-clockwise on the pixels). Points without sky are left out.
    /// </summary>
    public IReadOnlyList<(double RaDeg, double DecDeg)> Footprint(int width, int height, int pointsPerSide = 8)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pointsPerSide, 1);
        var outline = new List<(double, double)>(4 * pointsPerSide);
        (double X, double Y)[] corners =
            [(0.5, 0.5), (width + 0.5, 0.5), (width + 0.5, height + 0.5), (0.5, height + 0.5)];
        for (var side = 0; side < 4; side++)
        {
            var (from, to) = (corners[side], corners[(side + 1) % 4]);
            for (var i = 0; i < pointsPerSide; i++)
            {
                var t = (double)i / pointsPerSide;
                var sky = PixelToSky(from.X + t * (to.X - from.X), from.Y + t * (to.Y - from.Y));
                if (!double.IsNaN(sky.RaDeg))
                    outline.Add(sky);
            }
        }
        return outline;
    }

    private static UnitVector Difference(UnitVector a, UnitVector b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    private bool TryDirection(double x, double y, out UnitVector direction)
    {
        var (p, q) = (x - _crpix1, y - _crpix2);
        if (_pixelDistortion is not null)
            (p, q) = _pixelDistortion.Apply(p, q);
        var u = _toPlane[0] * p + _toPlane[1] * q;
        var v = _toPlane[2] * p + _toPlane[3] * q;
        if (_isSwapped)
            (u, v) = (v, u);
        if (_planeDistortion is not null)
            (u, v) = _planeDistortion.Apply(u, v);
        if (!_projection.TryToNative(u * Degree, v * Degree, out var native))
        {
            direction = default;
            return false;
        }
        direction = _rotation.ToCelestial(native);
        return true;
    }
}
