using GaLNet.Photometry.Rendering;

namespace GaLNet.Photometry.Tests.Rendering;

/// <summary>The analytic derivatives against differences of the model.</summary>
public sealed class DerivativeTests
{
    [Theory]
    [InlineData(0.3, 0.5, 0.3, -0.2)]
    [InlineData(1, 3, 0, 0)]
    [InlineData(2.4, 6, 0.5, 0.1)]
    [InlineData(4, 2, -0.2, 0.4)]
    [InlineData(7, 9, 0.1, 0.1)]
    public void Derivatives_equal_finite_differences(double n, double radius, double e1, double e2)
    {
        var psf = BruteForce.GaussianPsf(1.4, 25);
        var grid = StampGrid.For(61, 61, psf);
        var renderer = new ConvolvedRenderer(grid);
        renderer.SetPsf(psf).Should().BeTrue();
        var (planes, above, below) = (new ModelPlanes(grid), new ModelPlanes(grid), new ModelPlanes(grid));
        var shape = Shape.FromEllipticity(radius, e1, e2);
        double[] at = [0.31, -0.42, shape.Xx, shape.Xy, shape.Yy, n];
        Draw(at, planes);
        for (var k = 0; k < at.Length; k++)
        {
            var step = k < 2 ? 0.02 : k == 5 ? 0.005 * n : 0.005 * (shape.Xx + shape.Yy);
            Draw([.. at.Select((v, i) => i == k ? v + step : v)], above);
            Draw([.. at.Select((v, i) => i == k ? v - step : v)], below);
            double worst = 0, largest = 0;
            for (var y = 0; y < 61; y++)
            {
                for (var x = 0; x < 61; x++)
                {
                    var i = y * grid.Stride + x;
                    var difference = (above[0][i] - below[0][i]) / (2 * step);
                    worst = Math.Max(worst, Math.Abs(difference - planes[k + 1][i]));
                    largest = Math.Max(largest, Math.Abs(difference));
                }
            }
            (worst / largest).Should().BeLessThan(5e-3, $"parameter {k}");
        }

        void Draw(double[] p, ModelPlanes to)
            => renderer.DrawSersic(p[0], p[1], new Shape(p[2], p[3], p[4]), p[5], to);
    }
}
