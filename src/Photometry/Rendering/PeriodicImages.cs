using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using GaLNet.Photometry.Profiles;

namespace GaLNet.Photometry.Rendering;

/// <summary>
/// A Fourier sum draws a periodic pattern: the light of all copies of the galaxy is taken away again. Copies are far
/// from the stamp and smooth there, so that the unconvolved profile and the second
/// moments of the PSF are enough: on ten by ten Chebyshev nodes for the
/// eight nearest copies, on three by three up to eight boxes away, as a mean for the rest.
/// </summary>
internal sealed class PeriodicImages
{
    private const int Nodes = 10;
    private const int Padded = Nodes * StampGrid.Lanes; // each row of nodes is one vector
    private const int CoarseNodes = 3;
    private const int Reach = 1;
    private const int CoarseReach = 8;
    private const int Angles = 12;

    /// <summary>
    /// Intensity (unit flux) of the nearest copy below which nothing is done: 1e-5 of the sky noise of a 17 mag galaxy.
    /// </summary>
    public const double Negligible = 2e-10;

    // Fraction of the light beyond the nearest copies below which it is forgotten.
    private const double NegligibleTotal = 1e-6;

    private readonly StampGrid _grid;
    private readonly float[] _basisX;
    private readonly float[] _basisY;
    private readonly float[] _nodeX = new float[Padded];
    private readonly float[] _nodeY = new float[Padded];
    private readonly float[] _sums = new float[ModelPlanes.Count * Padded];

    private readonly float[] _light = new float[ModelPlanes.Count * StampGrid.Lanes];
    private readonly float[] _coarseX = new float[StampGrid.Lanes];
    private readonly float[] _coarseY = new float[StampGrid.Lanes];
    private readonly float[] _coarse = new float[ModelPlanes.Count * StampGrid.Lanes];
    private readonly float[] _refine = new float[Padded * CoarseNodes * CoarseNodes];
    private Profile _profile;
    private bool _hasLight;
    private (float Xx, float Xy, float Yy) _psf;

    public PeriodicImages(StampGrid grid)
    {
        _grid = grid;
        var halfX = grid.Width / 2.0;
        var halfY = grid.Height / 2.0;
        _basisX = Basis(grid.Width, grid.Stride);
        _basisY = Basis(grid.Height, grid.Height);
        for (var i = 0; i < Padded; i++)
        {
            var (column, row) = (Math.Min(i % StampGrid.Lanes, Nodes - 1), i / StampGrid.Lanes);
            _nodeX[i] = (float)(halfX * Node(column, Nodes));
            _nodeY[i] = (float)(halfY * Node(row, Nodes));
            for (var k = 0; k < CoarseNodes * CoarseNodes; k++)
            {
                _refine[k * Padded + i] = (float)(Lagrange(k % CoarseNodes, CoarseNodes, Node(column, Nodes))
                    * Lagrange(k / CoarseNodes, CoarseNodes, Node(row, Nodes)));
            }
        }
        for (var k = 0; k < CoarseNodes * CoarseNodes; k++)
        {
            _coarseX[k] = (float)(halfX * Node(k % CoarseNodes, CoarseNodes));
            _coarseY[k] = (float)(halfY * Node(k / CoarseNodes, CoarseNodes));
        }
    }

    /// <summary>Sets the second moments of the PSF, pixels².</summary>
    public void SetPsf((double Xx, double Xy, double Yy) moments)
        => _psf = ((float)moments.Xx, (float)moments.Xy, (float)moments.Yy);

    /// <summary>Takes the copies' light (unit flux) and its derivatives away from the planes.</summary>
    public void Subtract(double dx, double dy, Shape shape, double n, ModelPlanes planes)
    {
        var (b, major, logCentral) = Describe(shape, n);
        if (IsUnseen(dx, dy, n, b, major, logCentral, Negligible))
            return;
        const double Step = 1e-4;
        var (above, below) = (Sersic.Bn(n * (1 + Step)), Sersic.Bn(n * (1 - Step)));
        var slopes = (Central: (LogCentral(n * (1 + Step), above) - LogCentral(n * (1 - Step), below)) / (2 * Step * n),
            Bn: (above - below) / (2 * Step * n));
        SetProfile(shape, n, b, logCentral, slopes);
        Array.Clear(_sums);
        _hasLight = false;
        for (var row = -Reach; row <= Reach; row++)
        {
            for (var column = -Reach; column <= Reach; column++)
            {
                if (row != 0 || column != 0)
                    Add(dx + column * _grid.BoxX, dy + row * _grid.BoxY, _nodeX, _nodeY, _sums);
            }
        }
        if (LightFarther(n, b, major) > NegligibleTotal)
        {
            AddCoarse(dx, dy);
            AddFarCopies(shape, n, b, major);
        }
        for (var plane = 0; plane < ModelPlanes.Count; plane++)
            Interpolate(plane * Padded, planes[plane]);
    }

    /// <summary>Forgets the light that was added.</summary>
    public void Clear()
    {
        if (_hasLight)
            Array.Clear(_sums);
        _hasLight = false;
    }

    /// <summary>Adds the light of a source's copies to what <see cref="SubtractLight"/> takes away.</summary>
    /// <param name="dx">Centre, pixels from the stamp's centre along a row.</param>
    /// <param name="dy">Centre, pixels from the stamp's centre along a column.</param>
    /// <param name="shape">Half-light ellipse.</param>
    /// <param name="n">Sérsic index.</param>
    /// <param name="flux">Total light.</param>
    /// <param name="unseen">Light per pixel, of unit flux, below which nothing is done.</param>
    public void AddLight(double dx, double dy, Shape shape, double n, double flux, double unseen)
    {
        var (b, major, logCentral) = Describe(shape, n);
        if (!(flux > 0) || IsUnseen(dx, dy, n, b, major, logCentral, unseen))
            return;
        SetProfile(shape, n, b, logCentral + Math.Log(flux), default);
        if (!_hasLight)
            Array.Clear(_sums, 0, Padded);
        _hasLight = true;
        for (var row = -Reach; row <= Reach; row++)
        {
            for (var column = -Reach; column <= Reach; column++)
            {
                if (row != 0 || column != 0)
                    AddLight(dx + column * _grid.BoxX, dy + row * _grid.BoxY, _nodeX, _nodeY, _sums);
            }
        }
        if (LightFarther(n, b, major) <= NegligibleTotal * (unseen / Negligible))
            return;
        Array.Clear(_coarse, 0, StampGrid.Lanes);
        for (var row = -CoarseReach; row <= CoarseReach; row++)
        {
            for (var column = -CoarseReach; column <= CoarseReach; column++)
            {
                if (Math.Abs(row) > Reach || Math.Abs(column) > Reach)
                    AddLight(dx + column * _grid.BoxX, dy + row * _grid.BoxY, _coarseX, _coarseY, _coarse);
            }
        }
        Refine(0);
        var area = (double)_grid.BoxX * _grid.BoxY;
        if (Outside((2 * CoarseReach + 1) * Math.Sqrt(area / Math.PI) / major, n, b) / area >= unseen)
            Spread(0, flux / area * LightOutsideSquare(shape, n, b));
    }

    /// <summary>Takes the light that was added away from a plane.</summary>
    public void SubtractLight(Span<float> plane)
    {
        if (_hasLight)
            Interpolate(0, plane);
    }

    private static (double Bn, double Major, double LogCentral) Describe(Shape shape, double n)
    {
        var determinant = shape.Xx * shape.Yy - shape.Xy * shape.Xy;
        var trace = shape.Xx + shape.Yy;
        var major = Math.Sqrt(trace / 2 + Math.Sqrt(Math.Max(0, trace * trace / 4 - determinant)));
        var b = Sersic.Bn(n);
        return (b, major, LogCentral(n, b) - 0.5 * Math.Log(determinant));
    }

    // Where even the nearest copy is fainter (unit flux) than the limit.
    private bool IsUnseen(double dx, double dy, double n, double b, double major, double logCentral, double limit)
    {
        var nearest = Math.Max(1, Math.Min(
            _grid.BoxX - _grid.Width / 2.0 - Math.Abs(dx), _grid.BoxY - _grid.Height / 2.0 - Math.Abs(dy)));
        return logCentral - b * Math.Pow(nearest / major, 1 / n) < Math.Log(limit);
    }

    // Share of the light beyond the nearest copies.
    private double LightFarther(double n, double b, double major)
        => Outside((2 * Reach + 1) * Math.Min(_grid.BoxX, _grid.BoxY) / (2 * major), n, b);

    // ln of the central intensity of unit flux and unit area of the half-light ellipse over π.
    private static double LogCentral(double n, double b)
        => 2 * n * Math.Log(b) - Math.Log(2 * Math.PI * n) - GammaFunctions.LogGamma(2 * n);

    // All other copies: the light outside the summed boxes (derivatives: outside the circle of their area), spread
    // evenly over one box.
    // It depends on shape and index, so that the derivatives have such a pedestal too. In coordinates that make the
    // galaxy round the light is uniform in angle, and the circle's edge lies at s = r/sqrt(uᵀ M u).
    private void AddFarCopies(Shape shape, double n, double b, double major)
    {
        const double Step = 1e-4;
        var area = (double)_grid.BoxX * _grid.BoxY;
        var radius = (2 * CoarseReach + 1) * Math.Sqrt(area / Math.PI);
        if (Outside(radius / major, n, b) / area < Negligible)
            return;
        var (bnAbove, bnBelow) = (Sersic.Bn(n * (1 + Step)), Sersic.Bn(n * (1 - Step)));
        var logGamma = GammaFunctions.LogGamma(2 * n);
        Spread(0, LightOutsideSquare(shape, n, b) / area);
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
            Spread(3, byScale2 * c * c * share);
            Spread(4, byScale2 * 2 * c * s * share);
            Spread(5, byScale2 * s * s * share);
            Spread(6, byIndex * share);
        }
    }

    private double LightOutsideSquare(Shape shape, double n, double b)
    {
        var sum = 0.0;
        for (var i = 0; i < Angles; i++)
            sum += Outside(SquareEdge(shape, Math.PI * (i + 0.5) / Angles), n, b);
        return sum / Angles;
    }

    // Where the ray at an angle of the round coordinates leaves the square of summed boxes, in units of the radius.
    private double SquareEdge(Shape shape, double angle)
    {
        var trace = shape.Xx + shape.Yy;
        var root = Math.Sqrt(Math.Max(0, trace * trace / 4 - (shape.Xx * shape.Yy - shape.Xy * shape.Xy)));
        var (major, minor) = (Math.Sqrt(trace / 2 + root), Math.Sqrt(Math.Max(1e-12, trace / 2 - root)));
        var (sinPa, cosPa) = Math.SinCos(0.5 * Math.Atan2(2 * shape.Xy, shape.Xx - shape.Yy));
        var (sin, cos) = Math.SinCos(angle);
        var x = major * cos * cosPa - minor * sin * sinPa;
        var y = major * cos * sinPa + minor * sin * cosPa;
        return (CoarseReach + 0.5) * Math.Min(_grid.BoxX / Math.Abs(x), _grid.BoxY / Math.Abs(y));
    }

    private static double Outside(double radius, double n, double b)
        => GammaFunctions.RegularizedUpper(2 * n, b * Math.Pow(radius, 1 / n));

    private void Spread(int plane, double value)
    {
        for (var i = 0; i < Padded; i++)
            _sums[plane * Padded + i] += (float)value;
    }

    private void SetProfile(Shape shape, double n, double b, double logCentral, (double Central, double Bn) slopes)
    {
        var determinant = shape.Xx * shape.Yy - shape.Xy * shape.Xy;
        _profile = new Profile(
            (float)(shape.Yy / determinant), (float)(-shape.Xy / determinant), (float)(shape.Xx / determinant),
            (float)n, (float)b, (float)logCentral, (float)slopes.Central, (float)slopes.Bn);
    }

    private void Add(double x, double y, float[] nodeX, float[] nodeY, float[] sums)
    {
        for (var i = 0; i < nodeX.Length; i += StampGrid.Lanes)
        {
            Evaluate(Vector512.Create(nodeX, i) - Vector512.Create((float)x),
                Vector512.Create(nodeY, i) - Vector512.Create((float)y));
            for (var plane = 0; plane < ModelPlanes.Count; plane++)
            {
                var at = plane * nodeX.Length + i;
                (Vector512.Create(sums, at) + Vector512.Create(_light, plane * StampGrid.Lanes)).CopyTo(sums, at);
            }
        }
    }

    // Copies from the second to the eighth box, on few nodes, carried over to the many.
    private void AddCoarse(double dx, double dy)
    {
        Array.Clear(_coarse);
        for (var row = -CoarseReach; row <= CoarseReach; row++)
        {
            for (var column = -CoarseReach; column <= CoarseReach; column++)
            {
                if (Math.Abs(row) > Reach || Math.Abs(column) > Reach)
                    Add(dx + column * _grid.BoxX, dy + row * _grid.BoxY, _coarseX, _coarseY, _coarse);
            }
        }
        for (var plane = 0; plane < ModelPlanes.Count; plane++)
            Refine(plane);
    }

    private void Refine(int plane)
    {
        for (var i = 0; i < Padded; i += StampGrid.Lanes)
        {
            var sum = Vector512.Create(_sums, plane * Padded + i);
            for (var k = 0; k < CoarseNodes * CoarseNodes; k++)
                sum += Vector512.Create(_refine, k * Padded + i) * _coarse[plane * StampGrid.Lanes + k];
            sum.CopyTo(_sums, plane * Padded + i);
        }
    }

    private void AddLight(double x, double y, float[] nodeX, float[] nodeY, float[] sums)
    {
        for (var i = 0; i < nodeX.Length; i += StampGrid.Lanes)
        {
            var light = LightAt(Vector512.Create(nodeX, i) - Vector512.Create((float)x),
                Vector512.Create(nodeY, i) - Vector512.Create((float)y)).Light;
            (Vector512.Create(sums, i) + light).CopyTo(sums, i);
        }
    }

    // Intensity at sixteen offsets from a copy's centre, with what its derivatives are made of.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (Vector512<float> Light, Vector512<float> Bare, Vector512<float> Slope, Vector512<float> Power,
        Vector512<float> Log, Vector512<float> Wx, Vector512<float> Wy) LightAt(Vector512<float> dx, Vector512<float> dy)
    {
        var p = _profile;
        var wx = dx * p.Ixx + dy * p.Ixy;
        var wy = dx * p.Ixy + dy * p.Iyy;
        var s2 = Vector512.Max(dx * wx + dy * wy, Vector512.Create(1e-12f));
        var log = VectorExponential.Log(s2);
        var power = VectorExponential.Exp(log * (0.5f / p.Index));
        var light = VectorExponential.Exp(Vector512.Create(p.LogCentral) - power * p.Bn);
        var slope = -light * power * (0.5f * p.Bn / p.Index) / s2; // dI/d(s²)
        // The PSF spreads this light too: I + ½ Σ C_ij ∂_i ∂_j I with its second moments C.
        var bend = slope * (Vector512.Create(0.5f / p.Index - 1) - power * (0.5f * p.Bn / p.Index)) / s2;
        var spread = bend * 2f * (wx * wx * _psf.Xx + wx * wy * (2 * _psf.Xy) + wy * wy * _psf.Yy)
            + slope * (p.Ixx * _psf.Xx + 2 * p.Ixy * _psf.Xy + p.Iyy * _psf.Yy);
        return (light + spread, light, slope, power, log, wx, wy);
    }

    // Intensity and its derivatives at sixteen offsets from a copy's centre.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Evaluate(Vector512<float> dx, Vector512<float> dy)
    {
        var p = _profile;
        var (spread, light, slope, power, log, wx, wy) = LightAt(dx, dy);
        spread.CopyTo(_light);
        (slope * wx * -2f).CopyTo(_light, StampGrid.Lanes);
        (slope * wy * -2f).CopyTo(_light, 2 * StampGrid.Lanes);
        (-(slope * wx * wx) - light * (0.5f * p.Ixx)).CopyTo(_light, 3 * StampGrid.Lanes);
        (slope * wx * wy * -2f - light * p.Ixy).CopyTo(_light, 4 * StampGrid.Lanes);
        (-(slope * wy * wy) - light * (0.5f * p.Iyy)).CopyTo(_light, 5 * StampGrid.Lanes);
        (light * (Vector512.Create(p.CentralSlope)
            + power * (log * (0.5f * p.Bn / (p.Index * p.Index)) - Vector512.Create(p.BnSlope))))
            .CopyTo(_light, 6 * StampGrid.Lanes);
    }

    private void Interpolate(int first, Span<float> plane)
    {
        for (var y = 0; y < _grid.Height; y++)
        {
            Vector512<float> c = default;
            for (var a = 0; a < Nodes; a++)
                c += Vector512.Create(_sums, first + a * StampGrid.Lanes) * _basisY[a * _grid.Height + y];
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

    private static double Node(int i, int count) => Math.Cos(Math.PI * (i + 0.5) / count);

    // Lagrange polynomials of the Chebyshev nodes at the pixel centres of one axis.
    private static float[] Basis(int size, int stride)
    {
        var basis = new float[Nodes * stride];
        for (var i = 0; i < size; i++)
        {
            for (var a = 0; a < Nodes; a++)
                basis[a * stride + i] = (float)Lagrange(a, Nodes, (i - (size - 1) / 2.0) / (size / 2.0));
        }
        return basis;
    }

    private static double Lagrange(int node, int count, double t)
    {
        var product = 1.0;
        for (var k = 0; k < count; k++)
        {
            if (k != node)
                product *= (t - Node(k, count)) / (Node(node, count) - Node(k, count));
        }
        return product;
    }

    private readonly record struct Profile(float Ixx, float Ixy, float Iyy, float Index, float Bn, float LogCentral,
        float CentralSlope, float BnSlope);
}
