namespace GaLNet.Photometry.Psf;

/// <summary>
/// The double Moffat integrated over pixels, with derivatives by the nine rows of <see cref="MoffatParameters"/> and
/// by the centre. Gauss-Legendre 3x3 in the core, 2x2 around it, the pixel's centre far out: better than 1e-4 of the
/// peak for FWHM of 2 pixels and more.
/// </summary>
internal readonly struct DoubleMoffat
{
    /// <summary>Derivatives per pixel: nine shape parameters, then the centre's column and row.</summary>
    public const int Derivatives = MoffatParameters.Count + 2;

    private static readonly double[] Nodes1 = [0];
    private static readonly double[] Weights1 = [1];
    private static readonly double[] Nodes2 = [-0.28867513459481287, 0.28867513459481287];
    private static readonly double[] Weights2 = [0.5, 0.5];
    private static readonly double[] Nodes3 = [-0.38729833462074170, 0, 0.38729833462074170];
    private static readonly double[] Weights3 = [5.0 / 18, 8.0 / 18, 5.0 / 18];
    private static readonly double[] Nodes5 =
        [-0.45308992296933200, -0.26923465505284155, 0, 0.26923465505284155, 0.45308992296933200];
    private static readonly double[] Weights5 =
        [0.11846344252809454, 0.23931433524968324, 0.28444444444444444, 0.23931433524968324, 0.11846344252809454];

    private readonly MoffatTerm _core;
    private readonly MoffatTerm _wide;
    private readonly double _fraction;
    private readonly double _fwhm;

    public DoubleMoffat(MoffatParameters p)
    {
        _core = new MoffatTerm(p.CoreFwhmPix, p.CoreBeta, p.E1, p.E2);
        _wide = new MoffatTerm(
            p.CoreFwhmPix * p.WideRatio, p.WideBeta, p.E1 + p.WideDeltaE1, p.E2 + p.WideDeltaE2);
        _fraction = p.WideFraction;
        _fwhm = p.CoreFwhmPix * Math.Min(1, p.WideRatio);
    }

    /// <summary>Share of the light in the pixel whose centre lies at an offset from the PSF's centre.</summary>
    public double Pixel(double dx, double dy)
    {
        Quadrature(dx, dy, out var nodes, out var weights);
        double sum = 0;
        for (int j = 0; j < nodes.Length; j++)
        for (int i = 0; i < nodes.Length; i++)
        {
            double x = dx + nodes[i], y = dy + nodes[j];
            sum += weights[i] * weights[j] * ((1 - _fraction) * _core.Value(_core.Radius2(x, y))
                + _fraction * _wide.Value(_wide.Radius2(x, y)));
        }

        return sum;
    }

    /// <summary>The same with its <see cref="Derivatives"/>.</summary>
    public double Pixel(double dx, double dy, Span<double> derivatives)
    {
        Quadrature(dx, dy, out var nodes, out var weights);
        Span<double> core = stackalloc double[6];
        Span<double> wide = stackalloc double[6];
        derivatives[..Derivatives].Clear();
        double sum = 0, f = _fraction;
        for (int j = 0; j < nodes.Length; j++)
        for (int i = 0; i < nodes.Length; i++)
        {
            double x = dx + nodes[i], y = dy + nodes[j], w = weights[i] * weights[j];
            double a = _core.Value(x, y, core), b = _wide.Value(x, y, wide), wa = w * (1 - f), wb = w * f;
            sum += wa * a + wb * b;
            derivatives[0] += wa * core[0] + wb * wide[0];
            derivatives[1] += wa * core[1] + wb * wide[1];
            derivatives[2] += wa * core[2] + wb * wide[2];
            derivatives[3] += wa * core[3];
            derivatives[4] += w * f * (1 - f) * (b - a);
            derivatives[5] += wb * wide[0];
            derivatives[6] += wb * wide[3];
            derivatives[7] += wb * wide[1];
            derivatives[8] += wb * wide[2];
            derivatives[9] += wa * core[4] + wb * wide[4];
            derivatives[10] += wa * core[5] + wb * wide[5];
        }

        return sum;
    }

    /// <summary>
    /// Share of the light inside a square about the centre, of what a larger square holds. Far from the centre the
    /// ellipticity hardly matters and is neglected.
    /// </summary>
    /// <param name="half">Half side of the square, pixels.</param>
    /// <param name="outer">Half side of the larger one, where the light is taken to end.</param>
    public double LightInside(double half, double outer)
    {
        const int Angles = 16;
        double outside = 0, beyond = 0;
        for (int i = 0; i < Angles; i++)
        {
            // An eighth of the circle stands for all of it.
            double edge = 1 / Math.Cos(Math.PI / 4 * (i + 0.5) / Angles);
            outside += Outside(half * edge) / Angles;
            beyond += Outside(outer * edge) / Angles;
        }

        return (1 - outside) / (1 - beyond);
    }

    private double Outside(double radius)
        => (1 - _fraction) * _core.Outside(radius) + _fraction * _wide.Outside(radius);

    private void Quadrature(double dx, double dy, out double[] nodes, out double[] weights)
    {
        double r2 = (dx * dx + dy * dy) / (_fwhm * _fwhm);
        (nodes, weights) = r2 < 2.25
            ? _fwhm < 2 ? (Nodes5, Weights5) : (Nodes3, Weights3)
            : r2 < 9 ? (Nodes2, Weights2) : (Nodes1, Weights1);
    }
}
