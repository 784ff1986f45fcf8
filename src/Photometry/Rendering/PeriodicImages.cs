using System.Runtime.Intrinsics;
using GaLNet.Photometry.Profiles;

namespace GaLNet.Photometry.Rendering;

/// <summary>
/// A Fourier sum draws a periodic pattern: the light of the 48 nearest copies of the galaxy, and the mean of all
/// others, is taken away again. Copies are far from the stamp and smooth there, so that six by six Chebyshev nodes and
/// the unconvolved profile are enough (relative error below 1e-3 of the little light that wraps around).
/// </summary>
internal sealed class PeriodicImages
{
    private const int Nodes = 6;
    private const int Padded = 48; // 36 nodes in whole vectors
    private const int Reach = 3;

    // Intensity (unit flux) of the nearest copy below which nothing is done: 1e-5 of the sky noise of a 17 mag galaxy.
    private const double Negligible = 2e-10;

    private readonly StampGrid _grid;
    private readonly float[] _basisX;
    private readonly float[] _basisY;
    private readonly float[] _nodeX = new float[Padded];
    private readonly float[] _nodeY = new float[Padded];
    private readonly float[] _sums = new float[ModelPlanes.Count * Padded];

    public PeriodicImages(StampGrid grid)
    {
        _grid = grid;
        var halfX = grid.Width / 2.0;
        var halfY = grid.Height / 2.0;
        _basisX = Basis(grid.Width, grid.Stride);
        _basisY = Basis(grid.Height, grid.Height);
        for (var i = 0; i < Nodes * Nodes; i++)
        {
            _nodeX[i] = (float)(halfX * Node(i % Nodes));
            _nodeY[i] = (float)(halfY * Node(i / Nodes));
        }
    }

    /// <summary>Takes the copies' light (unit flux) and its derivatives away from the seven planes.</summary>
    public void Subtract(double dx, double dy, Shape shape, double n, ModelPlanes planes)
    {
        var determinant = shape.Xx * shape.Yy - shape.Xy * shape.Xy;
        var trace = shape.Xx + shape.Yy;
        var major = Math.Sqrt(trace / 2 + Math.Sqrt(Math.Max(0, trace * trace / 4 - determinant)));
        var b = Sersic.Bn(n);
        var logCentral = LogCentral(n, b) - 0.5 * Math.Log(determinant);
        var nearest = Math.Max(1, Math.Min(
            _grid.BoxX - _grid.Width / 2.0 - Math.Abs(dx), _grid.BoxY - _grid.Height / 2.0 - Math.Abs(dy)));
        if (logCentral - b * Math.Pow(nearest / major, 1 / n) < Math.Log(Negligible))
            return;
        const double Step = 1e-4;
        var (above, below) = (Sersic.Bn(n * (1 + Step)), Sersic.Bn(n * (1 - Step)));
        var slopes = (Central: (LogCentral(n * (1 + Step), above) - LogCentral(n * (1 - Step), below)) / (2 * Step * n),
            Bn: (above - below) / (2 * Step * n));
        Array.Clear(_sums);
        for (var row = -Reach; row <= Reach; row++)
        {
            for (var column = -Reach; column <= Reach; column++)
            {
                if (row != 0 || column != 0)
                    Add(dx + column * _grid.BoxX, dy + row * _grid.BoxY, shape, n, b, logCentral, slopes);
            }
        }
        AddFarCopies(shape, n, b, major);
        for (var plane = 0; plane < ModelPlanes.Count; plane++)
            Interpolate(_sums.AsSpan(plane * Padded, Nodes * Nodes), planes[plane]);
    }

    // All other copies: the light outside the circle that holds the summed boxes' area, spread evenly over one box.
    // It depends on shape and index, so that the derivatives have such a pedestal too. In coordinates that make the
    // galaxy round the light is uniform in angle, and the circle's edge lies at s = r/sqrt(uᵀ M u).
    private void AddFarCopies(Shape shape, double n, double b, double major)
    {
        const double Step = 1e-4;
        const int Angles = 12;
        var area = (double)_grid.BoxX * _grid.BoxY;
        var radius = (2 * Reach + 1) * Math.Sqrt(area / Math.PI);
        if (Outside(radius / major, n, b) / area < Negligible)
            return;
        var (bnAbove, bnBelow) = (Sersic.Bn(n * (1 + Step)), Sersic.Bn(n * (1 - Step)));
        var logGamma = GammaFunctions.LogGamma(2 * n);
        for (var i = 0; i < Angles; i++)
        {
            var (s, c) = Math.SinCos(Math.PI * (i + 0.5) / Angles);
            var scale2 = shape.Xx * c * c + 2 * shape.Xy * c * s + shape.Yy * s * s;
            var edge = radius / Math.Sqrt(scale2);
            var x = b * Math.Pow(edge, 1 / n);
            var byScale2 = Math.Exp(2 * n * Math.Log(x) - x - logGamma) / (2 * n * scale2);
            var byIndex = (Outside(edge, n * (1 + Step), bnAbove) - Outside(edge, n * (1 - Step), bnBelow))
                / (2 * Step * n);
            var share = 1 / (Angles * area);
            Spread(0, Outside(edge, n, b) * share);
            Spread(3, byScale2 * c * c * share);
            Spread(4, byScale2 * 2 * c * s * share);
            Spread(5, byScale2 * s * s * share);
            Spread(6, byIndex * share);
        }
    }

    private static double Outside(double radius, double n, double b)
        => GammaFunctions.RegularizedUpper(2 * n, b * Math.Pow(radius, 1 / n));

    private void Spread(int plane, double value)
    {
        for (var i = 0; i < Padded; i++)
            _sums[plane * Padded + i] += (float)value;
    }

    // ln of the central intensity of unit flux and unit area of the half-light ellipse over π.
    private static double LogCentral(double n, double b)
        => 2 * n * Math.Log(b) - Math.Log(2 * Math.PI * n) - GammaFunctions.LogGamma(2 * n);

    private void Add(double x, double y, Shape shape, double n, double b, double logCentral,
        (double Central, double Bn) slopes)
    {
        var determinant = shape.Xx * shape.Yy - shape.Xy * shape.Xy;
        var (ixx, ixy, iyy) =
            ((float)(shape.Yy / determinant), (float)(-shape.Xy / determinant), (float)(shape.Xx / determinant));
        var halfPower = (float)(0.5 / n);
        for (var i = 0; i < Padded; i += StampGrid.Lanes)
        {
            var dx = Vector512.Create(_nodeX, i) - Vector512.Create((float)x);
            var dy = Vector512.Create(_nodeY, i) - Vector512.Create((float)y);
            var wx = dx * ixx + dy * ixy;
            var wy = dx * ixy + dy * iyy;
            var s2 = Vector512.Max(dx * wx + dy * wy, Vector512.Create(1e-12f));
            var log = Vector512.Log(s2);
            var power = Vector512.Exp(log * halfPower);
            var light = Vector512.Exp(Vector512.Create((float)logCentral) - power * (float)b);
            var slope = -light * power * (float)(b / (2 * n)) / s2; // dI/d(s²)
            Accumulate(0, i, light);
            Accumulate(1, i, slope * wx * -2f);
            Accumulate(2, i, slope * wy * -2f);
            Accumulate(3, i, -(slope * wx * wx) - light * (0.5f * ixx));
            Accumulate(4, i, slope * wx * wy * -2f - light * ixy);
            Accumulate(5, i, -(slope * wy * wy) - light * (0.5f * iyy));
            Accumulate(6, i, light * (Vector512.Create((float)slopes.Central)
                + power * (log * (float)(b / (2 * n * n)) - Vector512.Create((float)slopes.Bn))));
        }
    }

    private void Accumulate(int plane, int at, Vector512<float> value)
        => (Vector512.Create(_sums, plane * Padded + at) + value).CopyTo(_sums, plane * Padded + at);

    private void Interpolate(ReadOnlySpan<float> values, Span<float> plane)
    {
        Span<float> c = stackalloc float[Nodes];
        for (var y = 0; y < _grid.Height; y++)
        {
            c.Clear();
            for (var a = 0; a < Nodes; a++)
            {
                for (var k = 0; k < Nodes; k++)
                    c[k] += _basisY[a * _grid.Height + y] * values[a * Nodes + k];
            }
            for (var x = 0; x < _grid.Stride; x += StampGrid.Lanes)
            {
                var at = y * _grid.Stride + x;
                var sum = Vector512.Create<float>(plane[at..]);
                for (var k = 0; k < Nodes; k++)
                    sum -= Vector512.Create(_basisX, k * _grid.Stride + x) * c[k];
                sum.CopyTo(plane[at..]);
            }
        }
    }

    private static double Node(int i) => Math.Cos(Math.PI * (i + 0.5) / Nodes);

    // Lagrange polynomials of the Chebyshev nodes at the pixel centres of one axis.
    private static float[] Basis(int size, int stride)
    {
        var basis = new float[Nodes * stride];
        for (var i = 0; i < size; i++)
        {
            var t = (i - (size - 1) / 2.0) / (size / 2.0);
            for (var a = 0; a < Nodes; a++)
            {
                var product = 1.0;
                for (var k = 0; k < Nodes; k++)
                {
                    if (k != a)
                        product *= (t - Node(k)) / (Node(a) - Node(k));
                }
                basis[a * stride + i] = (float)product;
            }
        }
        return basis;
    }
}
