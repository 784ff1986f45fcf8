using GaLNet.Photometry.Psf;

namespace GaLNet.Photometry.Tests.Psf;

public class PsfModelTests
{
    private static readonly MoffatParameters Seeing = new(3.4, 0.03, -0.02, 3.1, 0.15, 2, 2.4, 0.01, 0);

    [Fact]
    public void VectorAndParametersAreInverse()
    {
        var back = MoffatParameters.FromVector(Seeing.ToVector());
        double[] difference = [.. back.ToVector().Zip(Seeing.ToVector(), (a, b) => Math.Abs(a - b))];
        difference.Max().Should().BeLessThan(1e-12);
    }

    [Fact]
    public void APureMoffatHasItsOwnFwhm()
        => (Seeing with { WideFraction = 0 }).FwhmPix().Should().BeApproximately(3.4, 1e-9);

    [Fact]
    public void StampsAreCentredAndOfUnitSum()
    {
        var stamp = PsfModel.Render(Seeing, 25);
        stamp.Pixels.Sum(p => (double)p).Should().BeApproximately(1, 1e-6);
        stamp.IncludesPixel.Should().BeTrue();
        double x = 0, y = 0;
        for (int i = 0; i < stamp.Pixels.Length; i++)
        {
            x += stamp.Pixels[i] * (i % 25 - 12);
            y += stamp.Pixels[i] * (i / 25 - 12);
        }

        x.Should().BeApproximately(0, 1e-6);
        y.Should().BeApproximately(0, 1e-6);
    }

    [Theory]
    [InlineData(1.6)]
    [InlineData(2.4)]
    [InlineData(3.4)]
    public void PixelsAreIntegratedAsBruteForceWould(double fwhmPix)
    {
        var parameters = Seeing with { CoreFwhmPix = fwhmPix };
        var moffat = new DoubleMoffat(parameters);
        double peak = MoffatPixels.Light(moffat, 0, 0);
        foreach (var (dx, dy) in new[] { (0.0, 0.0), (0.4, -0.3), (1.5, 0.2), (2.1, 2.2), (5.3, -4.1), (9.2, 7.7) })
        {
            double sum = 0;
            const int fine = 61;
            for (int j = 0; j < fine; j++)
            for (int i = 0; i < fine; i++)
                sum += BruteForce(parameters, dx + (i + 0.5) / fine - 0.5, dy + (j + 0.5) / fine - 0.5);
            MoffatPixels.Light(moffat, dx, dy).Should().BeApproximately(sum / (fine * fine), 3e-4 * peak);
        }
    }

    // Pixels at random places, every kind of integration, vectors that are not full.
    [Theory]
    [InlineData(1.6, 0.03, -0.02, 3.1, 0.15, 1.8)]
    [InlineData(3.4, 0.2, 0.1, 2.5, 0.3, 2.0)]
    [InlineData(5.1, -0.1, 0.3, 4.5, 0.6, 0.7)]
    public void VectorsGiveWhatTheFormulaGivesPixelByPixel(
        double fwhmPix, double e1, double e2, double beta, double fraction, double ratio)
    {
        var parameters = new MoffatParameters(fwhmPix, e1, e2, beta, fraction, ratio, 2.2, 0.02, -0.03);
        var moffat = new DoubleMoffat(parameters);
        var random = new Random(7);
        var places = Enumerable.Range(0, 301)
            .Select(_ => (X: 40 * (random.NextDouble() - 0.5), Y: 40 * (random.NextDouble() - 0.5))).ToArray();
        var pixels = moffat.NewPixels();
        for (int i = 0; i < places.Length; i++)
            pixels.Add(i, places[i].X, places[i].Y);
        pixels.Complete();
        var light = new double[places.Length];
        moffat.Light(pixels, light);
        int stride = pixels.Padded;
        var planes = new double[(1 + DoubleMoffat.Derivatives) * stride];
        moffat.LightAndDerivatives(pixels, planes, stride);

        int column = 0, seen = 0;
        foreach (var run in pixels.Runs)
        {
            for (int k = 0; k < run.Count; k++, seen++)
            {
                var (x, y) = places[run.Index[k]];
                double expected = ByGauss(parameters, x, y);
                light[run.Index[k]].Should().BeApproximately(expected, 1e-12 * expected);
                planes[column + k].Should().BeApproximately(expected, 1e-12 * expected);
            }

            column += run.Padded;
        }

        seen.Should().Be(places.Length);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(25)]
    [InlineData(51)]
    public void AStampIsThePixelsLightOverItsSum(int side)
    {
        var stamp = PsfModel.Render(Seeing, side);
        double[] light = [.. Enumerable.Range(0, side * side)
            .Select(i => ByGauss(Seeing, i % side - side / 2, i / side - side / 2))];
        double sum = light.Sum();
        for (int i = 0; i < light.Length; i++)
            ((double)stamp.Pixels[i]).Should().BeApproximately(light[i] / sum, 1e-7 * light[i] / sum);
    }

    [Fact]
    public void DerivativesEqualFiniteDifferences()
    {
        double[] vector = Seeing.ToVector();
        Span<double> derivatives = new double[DoubleMoffat.Derivatives];
        foreach (var (dx, dy) in new[] { (0.3, -0.4), (2.2, 1.1), (6.3, -5.2) })
        {
            double value = MoffatPixels.Light(new DoubleMoffat(Seeing), dx, dy, derivatives);
            value.Should().BeApproximately(MoffatPixels.Light(new DoubleMoffat(Seeing), dx, dy), 1e-15);
            const double step = 1e-5;
            for (int k = 0; k < DoubleMoffat.Derivatives; k++)
            {
                double difference = (Shifted(vector, dx, dy, k, step) - Shifted(vector, dx, dy, k, -step)) / (2 * step);
                derivatives[k].Should().BeApproximately(difference, 1e-6 * value + 1e-9, "derivative {0}", k);
            }
        }
    }

    [Fact]
    public void AnEvenSizeIsRefusedWithTheRemedy()
    {
        var model = new PsfModel
        {
            XRefPix = 0, YRefPix = 0, ScalePix = 1, Degree = 0, StarCount = 5, ResidualChi2 = 1, Rung = PsfRung.Tile,
            Coefficients = [.. Seeing.ToVector().Select(v => new[] { v })],
        };
        model.Invoking(m => m.StampAt(0, 0, 24)).Should().Throw<ArgumentException>().WithMessage("*odd side*");
        model.IsValidAt(10, 10).Should().BeTrue();
        (model with { Coefficients = [.. Enumerable.Repeat(new[] { double.NaN }, 9)] }).IsValidAt(0, 0)
            .Should().BeFalse();
    }

    private static double Shifted(double[] vector, double dx, double dy, int k, double step)
    {
        double[] moved = [.. vector];
        if (k < vector.Length)
            moved[k] += step;
        double x = k == 9 ? dx - step : dx, y = k == 10 ? dy - step : dy;
        return MoffatPixels.Light(new DoubleMoffat(MoffatParameters.FromVector(moved)), x, y);
    }

    // Gauss-Legendre points as the class says, one by one.
    private static double ByGauss(MoffatParameters p, double dx, double dy)
    {
        double fwhm = p.CoreFwhmPix * Math.Min(1, p.WideRatio), r = Math.Sqrt(dx * dx + dy * dy) / fwhm;
        double inner = Math.Sqrt(5 - 2 * Math.Sqrt(10.0 / 7)) / 6, outer = Math.Sqrt(5 + 2 * Math.Sqrt(10.0 / 7)) / 6;
        double heavy = (322 + 13 * Math.Sqrt(70)) / 1800, light = (322 - 13 * Math.Sqrt(70)) / 1800;
        (double Node, double Weight)[] points = (r < 1.5, r < 3) switch
        {
            (true, _) when fwhm < 2 =>
                [(-outer, light), (-inner, heavy), (0, 64.0 / 225), (inner, heavy), (outer, light)],
            (true, _) => [(-Math.Sqrt(0.15), 5.0 / 18), (0, 4.0 / 9), (Math.Sqrt(0.15), 5.0 / 18)],
            (_, true) => [(-Math.Sqrt(1.0 / 12), 0.5), (Math.Sqrt(1.0 / 12), 0.5)],
            _ => [(0, 1)],
        };
        return points.Sum(a => points.Sum(b => a.Weight * b.Weight * BruteForce(p, dx + a.Node, dy + b.Node)));
    }

    // The definition, written out: rotate to the axes, scale by sqrt(q) and 1/sqrt(q), Moffat of the circular radius.
    private static double BruteForce(MoffatParameters p, double dx, double dy)
        => (1 - p.WideFraction) * Moffat(p.CoreFwhmPix, p.CoreBeta, p.E1, p.E2, dx, dy)
            + p.WideFraction * Moffat(
                p.CoreFwhmPix * p.WideRatio, p.WideBeta, p.E1 + p.WideDeltaE1, p.E2 + p.WideDeltaE2, dx, dy);

    private static double Moffat(double fwhm, double beta, double e1, double e2, double dx, double dy)
    {
        double e = Math.Sqrt(e1 * e1 + e2 * e2), q = (1 - e) / (1 + e), angle = 0.5 * Math.Atan2(e2, e1);
        double u = dx * Math.Cos(angle) + dy * Math.Sin(angle), v = -dx * Math.Sin(angle) + dy * Math.Cos(angle);
        double r2 = u * u * q + v * v / q, alpha = fwhm / (2 * Math.Sqrt(Math.Pow(2, 1 / beta) - 1));
        return (beta - 1) / (Math.PI * alpha * alpha) * Math.Pow(1 + r2 / (alpha * alpha), -beta);
    }
}
