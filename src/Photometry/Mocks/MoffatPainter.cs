using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using GaLNet.Photometry.Rendering;

namespace GaLNet.Photometry.Mocks;

/// <summary>
/// Paints stars: a double Moffat integrated over each pixel by 4 x 4 Gauss-Legendre points, which is exact to 1e-6 of
/// the peak for FWHM of two pixels and more. Nothing is interpolated, so any sub-pixel centre is as good as another.
/// </summary>
internal sealed class MoffatPainter
{
    private static readonly double[] Node = [-0.4305681557970263, -0.1699905217924281, 0.1699905217924281,
        0.4305681557970263];
    private static readonly double[] Weight = [0.1739274225687269, 0.3260725774312731, 0.3260725774312731,
        0.1739274225687269];

    private readonly float _inverseScale1, _inverseScale2, _beta1, _beta2, _inverseEdge;
    private readonly double _cosMajor, _sinMajor, _cosMinor, _sinMinor, _cut;
    private readonly double _reachPix;

    // The sixteen points of a pixel, and both peaks times their weights.
    private readonly Vector512<float> _major, _minor, _weighted1, _weighted2;

    public MoffatPainter(MockPsf psf, double pixelScaleArcsec)
    {
        var (peak1, scale1, peak2, scale2) = psf.Components();
        var pixelArea = pixelScaleArcsec * pixelScaleArcsec;
        _inverseScale1 = (float)(pixelArea / (scale1 * scale1));
        _inverseScale2 = (float)(pixelArea / (scale2 * scale2));
        _beta1 = (float)-psf.Beta1;
        _beta2 = (float)-psf.Beta2;
        _cut = psf.TruncationArcsec / pixelScaleArcsec;
        _inverseEdge = (float)(pixelScaleArcsec / (2 * psf.TruncationArcsec * 0.25));
        // Coordinates in which the sheared profile is round again; the area is kept.
        var (sin, cos) = Math.SinCos(psf.PaDeg * (Math.PI / 180));
        var stretch = Math.Sqrt(psf.AxisRatio);
        (_cosMajor, _sinMajor) = (cos * stretch, sin * stretch);
        (_cosMinor, _sinMinor) = (cos / stretch, sin / stretch);
        _reachPix = _cut / stretch;
        Span<float> major = stackalloc float[16], minor = stackalloc float[16], weight = stackalloc float[16];
        for (var i = 0; i < 16; i++)
        {
            var (x, y) = (Node[i % 4], Node[i / 4]);
            major[i] = (float)(x * _cosMajor + y * _sinMajor);
            minor[i] = (float)(y * _cosMinor - x * _sinMinor);
            weight[i] = (float)(Weight[i % 4] * Weight[i / 4]);
        }

        (_major, _minor) = (Vector512.Create<float>(major), Vector512.Create<float>(minor));
        var weights = Vector512.Create<float>(weight);
        (_weighted1, _weighted2) = (weights * (float)(peak1 * pixelArea), weights * (float)(peak2 * pixelArea));
    }

    /// <summary>Adds a star of the given flux at (x, y), 0-based pixels, to a plane [height, width].</summary>
    public void Add(Span<float> plane, int width, int height, double xPix, double yPix, double flux)
    {
        var left = Math.Max(0, (int)Math.Floor(xPix - _reachPix));
        var right = Math.Min(width - 1, (int)Math.Ceiling(xPix + _reachPix));
        var bottom = Math.Max(0, (int)Math.Floor(yPix - _reachPix));
        var top = Math.Min(height - 1, (int)Math.Ceiling(yPix + _reachPix));
        // Pixels whose centres lie farther out than this have no point inside the cut and its soft edge.
        var corner = 0.71 * _reachPix / _cut;
        var (dark, bright) = (Square(_cut + corner + 0.25), Square(Math.Max(0, _cut - corner - 0.25)));
        for (var y = bottom; y <= top; y++)
        {
            var row = plane.Slice(y * width, width);
            for (var x = left; x <= right; x++)
            {
                var (dx, dy) = (x - xPix, y - yPix);
                var (major, minor) = (dx * _cosMajor + dy * _sinMajor, dy * _cosMinor - dx * _sinMinor);
                var radiusSquared = major * major + minor * minor;
                // The sum is of order 1 even where the plane's counts are 1e-12.
                if (radiusSquared < dark)
                    row[x] += (float)(flux * LightIn((float)major, (float)minor, radiusSquared > bright));
            }
        }
    }

    // A pixel's light: sixteen points at once.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private float LightIn(float majorPix, float minorPix, bool isAtEdge)
    {
        var major = _major + Vector512.Create(majorPix);
        var minor = _minor + Vector512.Create(minorPix);
        var radiusSquared = major * major + minor * minor;
        var light = _weighted1 * Moffat(radiusSquared, _inverseScale1, _beta1)
            + _weighted2 * Moffat(radiusSquared, _inverseScale2, _beta2);
        if (isAtEdge)
        {
            // The cut falls between the points: each stands for a cell a quarter of a pixel wide.
            var inside = Vector512.Create(0.5f) + (Vector512.Create((float)(_cut * _cut)) - radiusSquared) * _inverseEdge;
            light *= Vector512.Min(Vector512<float>.One, Vector512.Max(Vector512<float>.Zero, inside));
        }

        return Vector512.Sum(light);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Moffat(Vector512<float> radiusSquared, float inverseScale, float minusBeta)
        => VectorExponential.Exp(
            VectorExponential.Log(Vector512<float>.One + radiusSquared * inverseScale) * minusBeta);

    private static double Square(double value) => value * value;
}
