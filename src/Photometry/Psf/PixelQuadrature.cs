namespace GaLNet.Photometry.Psf;

/// <summary>Gauss-Legendre points of a pixel: offsets from its centre, pixels, and weights that add up to 1.</summary>
internal sealed class PixelQuadrature
{
    /// <summary>The pixel's centre alone.</summary>
    public static readonly PixelQuadrature One = new([0], [1]);

    /// <summary>2 x 2 points.</summary>
    public static readonly PixelQuadrature Two = new([-0.28867513459481287, 0.28867513459481287], [0.5, 0.5]);

    /// <summary>3 x 3 points.</summary>
    public static readonly PixelQuadrature Three =
        new([-0.38729833462074170, 0, 0.38729833462074170], [5.0 / 18, 8.0 / 18, 5.0 / 18]);

    /// <summary>5 x 5 points.</summary>
    public static readonly PixelQuadrature Five = new(
        [-0.45308992296933200, -0.26923465505284155, 0, 0.26923465505284155, 0.45308992296933200],
        [0.11846344252809454, 0.23931433524968324, 0.28444444444444444, 0.23931433524968324, 0.11846344252809454]);

    private PixelQuadrature(double[] nodes, double[] weights)
    {
        int n = nodes.Length;
        X = [.. Enumerable.Range(0, n * n).Select(k => nodes[k % n])];
        Y = [.. Enumerable.Range(0, n * n).Select(k => nodes[k / n])];
        Weight = [.. Enumerable.Range(0, n * n).Select(k => weights[k % n] * weights[k / n])];
    }

    /// <summary>Columns of the points.</summary>
    public double[] X { get; }

    /// <summary>Rows of the points.</summary>
    public double[] Y { get; }

    /// <summary>Weights of the points.</summary>
    public double[] Weight { get; }
}
