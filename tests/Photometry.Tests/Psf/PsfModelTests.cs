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
        double peak = moffat.Pixel(0, 0);
        foreach (var (dx, dy) in new[] { (0.0, 0.0), (0.4, -0.3), (1.5, 0.2), (2.1, 2.2), (5.3, -4.1), (9.2, 7.7) })
        {
            double sum = 0;
            const int fine = 61;
            for (int j = 0; j < fine; j++)
            for (int i = 0; i < fine; i++)
                sum += BruteForce(parameters, dx + (i + 0.5) / fine - 0.5, dy + (j + 0.5) / fine - 0.5);
            moffat.Pixel(dx, dy).Should().BeApproximately(sum / (fine * fine), 3e-4 * peak);
        }
    }

    [Fact]
    public void DerivativesEqualFiniteDifferences()
    {
        double[] vector = Seeing.ToVector();
        Span<double> derivatives = new double[DoubleMoffat.Derivatives];
        foreach (var (dx, dy) in new[] { (0.3, -0.4), (2.2, 1.1), (6.3, -5.2) })
        {
            double value = new DoubleMoffat(Seeing).Pixel(dx, dy, derivatives);
            value.Should().BeApproximately(new DoubleMoffat(Seeing).Pixel(dx, dy), 1e-15);
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
        return new DoubleMoffat(MoffatParameters.FromVector(moved)).Pixel(x, y);
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
