using GaLNet.Training.Native;
using GaLNet.Training.Networks;
using TorchSharp;

namespace GaLNet.Tests.Training;

/// <summary>
/// Moments of Gaussians against closed forms: a Gaussian of width s under a window of width g is one of width t,
/// 1/t² = 1/s² + 1/g², whose moments are known.
/// </summary>
public sealed class StampMeasurerTests
{
    private const double WidthX = 4, WidthY = 2.5, Peak = 200, OffsetX = 0.8, OffsetY = -1.1;

    public StampMeasurerTests() => TorchNative.Prepare();

    [Fact]
    public void CentroidFindsAnOffsetGaussian()
    {
        var features = Measure(OffsetX, OffsetY);

        features.Centre[0].Should().BeApproximately((float)(OffsetX * Reached(WidthX)), 1e-3f);
        features.Centre[1].Should().BeApproximately((float)(OffsetY * Reached(WidthY)), 1e-3f);
    }

    [Fact]
    public void SecondMomentsAreThoseOfTheClosedForm()
    {
        var features = Measure(0, 0);

        for (var g = 0; g < StampMeasurer.Sigmas.Count; g++)
        {
            double window = StampMeasurer.Sigmas[g];
            // Beyond this window the stamp's edge cuts the light under it.
            if (window > 10) continue;
            var (x, y) = (Squeezed(WidthX, window), Squeezed(WidthY, window));
            features.Ellipticity1[g].Should().BeApproximately(
                (float)((x * x - y * y) / (window * window)), 2e-3f, "window {0}", window);
            features.Ellipticity2[g].Should().BeApproximately(0, 1e-3f);
            features.LogFluxes[g].Should().BeApproximately(
                (float)Math.Log(2 * Math.PI * x * y * Peak / features.Flux), 2e-3f, "window {0}", window);
        }
    }

    [Fact]
    public void ShareOfOneMakesBothVersionsEqual()
    {
        var features = Measure(0, 0);
        var windows = StampMeasurer.Sigmas.Count;

        features.LogFluxes[windows..].Should().Equal(features.LogFluxes[..windows]);
    }

    [Fact]
    public void CentredMatrixHoldsTheSameMoments()
    {
        float[] sigmas = [2];
        var matrix = MomentBank.CentredMatrix(25, sigmas);
        var kinds = MomentBank.Kinds.Count;
        var sums = new double[kinds];
        for (var i = 0; i < 625; i++)
            for (var kind = 0; kind < kinds; kind++)
                sums[kind] += Gaussian(i % 25 - 12, i / 25 - 12, 3, 1.5) * matrix[i * kinds + kind];

        var (x, y) = (Squeezed(3, 2), Squeezed(1.5, 2));
        var light = 2 * Math.PI * x * y * Peak;
        for (var kind = 0; kind < kinds; kind++)
        {
            var (k, l) = MomentBank.Kinds[kind];
            (sums[kind] / light).Should().BeApproximately(
                HermiteMean(k, x / 2) * HermiteMean(l, y / 2), 1e-4, "kind ({0}, {1})", k, l);
        }
    }

    // Under a window of sigma g the centroid lies g²/(g² + s²) of the way; five steps are 1.7 times as long each.
    private static double Reached(double width) => 1 - Math.Pow(1 - 1.7 * 2.5 * 2.5 / (2.5 * 2.5 + width * width), 5);

    // Mean of He_k over a Gaussian of the given width: 0 for odd k.
    private static double HermiteMean(int k, double width) => k switch
    {
        0 => 1,
        2 => width * width - 1,
        4 => 3 * Math.Pow(width, 4) - 6 * width * width + 3,
        _ => 0,
    };

    private static double Squeezed(double width, double window)
        => 1 / Math.Sqrt(1 / (width * width) + 1 / (window * window));

    private static double Gaussian(double x, double y, double widthX, double widthY)
        => Peak * Math.Exp(-0.5 * (x * x / (widthX * widthX) + y * y / (widthY * widthY)));

    private static (float[] Centre, float[] Ellipticity1, float[] Ellipticity2, float[] LogFluxes, double Flux) Measure(
        double offsetX, double offsetY)
    {
        var pixels = new float[61 * 61];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = (float)Gaussian(i % 61 - 30 - offsetX, i / 61 - 30 - offsetY, WidthX, WidthY);
        const float flux = 5000;
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        using var views = new WeightViews(new Dictionary<string, torch.Tensor>());
        var ops = new TorchOps(views, torch.CPU, trains: false, half: false);
        var features = new StampMeasurer().Measure(
            ops, torch.tensor(pixels, [1, 61, 61]), torch.ones(1, 61, 61), torch.tensor(new[] { flux }, [1, 1]));
        float[] Read(torch.Tensor tensor) => tensor.contiguous().data<float>().ToArray();
        return (Read(features.Centre), Read(features.Ellipticity1), Read(features.Ellipticity2),
            Read(features.LogFluxes), flux);
    }
}
