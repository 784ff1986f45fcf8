using System.Numerics;
using System.Runtime.InteropServices;

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

    private readonly float _peak1, _peak2, _inverseScale1, _inverseScale2, _beta1, _beta2, _cutSquared, _inverseEdge;
    private readonly float _cosMajor, _sinMajor, _cosMinor, _sinMinor;
    private readonly double _reachPix;
    private float[] _columns = [];
    private float[] _sums = [];

    public MoffatPainter(MockPsf psf, double pixelScaleArcsec)
    {
        var (peak1, scale1, peak2, scale2) = psf.Components();
        var pixelArea = pixelScaleArcsec * pixelScaleArcsec;
        _peak1 = (float)(peak1 * pixelArea);
        _peak2 = (float)(peak2 * pixelArea);
        _inverseScale1 = (float)(pixelArea / (scale1 * scale1));
        _inverseScale2 = (float)(pixelArea / (scale2 * scale2));
        _beta1 = (float)-psf.Beta1;
        _beta2 = (float)-psf.Beta2;
        _cutSquared = (float)(psf.TruncationArcsec * psf.TruncationArcsec / pixelArea);
        _inverseEdge = (float)(pixelScaleArcsec / (2 * psf.TruncationArcsec * 0.25));
        // Coordinates in which the sheared profile is round again; the area is kept.
        var (sin, cos) = Math.SinCos(psf.PaDeg * (Math.PI / 180));
        var stretch = Math.Sqrt(psf.AxisRatio);
        (_cosMajor, _sinMajor) = ((float)(cos * stretch), (float)(sin * stretch));
        (_cosMinor, _sinMinor) = ((float)(cos / stretch), (float)(sin / stretch));
        _reachPix = psf.TruncationArcsec / pixelScaleArcsec / stretch;
    }

    /// <summary>Adds a star of the given flux at (x, y), 0-based pixels, to a plane [height, width].</summary>
    public void Add(Span<float> plane, int width, int height, double xPix, double yPix, double flux)
    {
        var left = Math.Max(0, (int)Math.Floor(xPix - _reachPix));
        var right = Math.Min(width - 1, (int)Math.Ceiling(xPix + _reachPix));
        var bottom = Math.Max(0, (int)Math.Floor(yPix - _reachPix));
        var top = Math.Min(height - 1, (int)Math.Ceiling(yPix + _reachPix));
        var count = right - left + 1;
        if (count <= 0) return;
        var padded = (count + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;
        if (_columns.Length < padded) (_columns, _sums) = (new float[padded], new float[padded]);
        for (var i = 0; i < padded; i++) _columns[i] = (float)(left + i - xPix);
        for (var y = bottom; y <= top; y++)
        {
            var sums = _sums.AsSpan(0, padded);
            sums.Clear();
            for (var j = 0; j < Node.Length; j++)
                for (var i = 0; i < Node.Length; i++)
                    AddLine(sums, (float)Node[i], (float)(y - yPix + Node[j]), (float)(Weight[i] * Weight[j]));
            var row = plane.Slice(y * width + left, count);
            // The sum is of order 1 even where the plane's counts are 1e-12.
            for (var i = 0; i < count; i++) row[i] += (float)(flux * sums[i]);
        }
    }

    private void AddLine(Span<float> sums, float nodeX, float dy, float weight)
    {
        var columns = MemoryMarshal.Cast<float, Vector<float>>(_columns.AsSpan(0, sums.Length));
        var targets = MemoryMarshal.Cast<float, Vector<float>>(sums);
        var offset = new Vector<float>(nodeX);
        var cut = new Vector<float>(_cutSquared);
        var half = new Vector<float>(0.5f);
        for (var i = 0; i < columns.Length; i++)
        {
            var dx = columns[i] + offset;
            var major = dx * _cosMajor + new Vector<float>(dy * _sinMajor);
            var minor = new Vector<float>(dy * _cosMinor) - dx * _sinMinor;
            var radiusSquared = major * major + minor * minor;
            var light = Moffat(radiusSquared, _peak1, _inverseScale1, _beta1)
                + Moffat(radiusSquared, _peak2, _inverseScale2, _beta2);
            // The cut falls between the points: each stands for a cell a quarter of a pixel wide.
            var inside = half + (cut - radiusSquared) * _inverseEdge;
            inside = Vector.Min(Vector<float>.One, Vector.Max(Vector<float>.Zero, inside));
            targets[i] += light * inside * weight;
        }
    }

    private static Vector<float> Moffat(Vector<float> radiusSquared, float peak, float inverseScale, float minusBeta)
        => peak * Vector.Exp(minusBeta * Vector.Log(Vector<float>.One + radiusSquared * inverseScale));
}
