using CsCheck;
using GaLNet.Photometry.Statistics;

namespace GaLNet.Photometry.Tests.Statistics;

public sealed class ErrorStatisticsTests
{
    // By hand: t = 1..4, p - t = (0.5, -0.5, 0, 0.5); mean t = 2.5, spread 5, residual 0.75.
    private static readonly double[] Truth = [1, 2, 3, 4];
    private static readonly double[] Predicted = [1.5, 1.5, 3, 4.5];

    [Fact]
    public void Paper_statistics_equal_the_sums_done_by_hand()
    {
        ErrorStatistics.RSquared(Predicted, Truth).Should().BeApproximately(0.85, 1e-15);
        // Relative errors 0.25, -1/6, 0, 0.1: two beyond 0.15.
        ErrorStatistics.OutlierFraction(Predicted, Truth).Should().Be(0.5);
        // Median 0.05; deviations 0.2, 0.21667, 0.05, 0.05; their median 0.125.
        ErrorStatistics.Nmad(Predicted, Truth).Should().BeApproximately(1.4826 * 0.125, 1e-15);
        ErrorStatistics.StatisticalError(Predicted, Truth).Should().BeApproximately(Math.Sqrt(0.25), 1e-15);
        ErrorStatistics.RootMeanSquare([3, -4]).Should().BeApproximately(Math.Sqrt(12.5), 1e-15);
        ErrorStatistics.StandardDeviation([1, 3]).Should().BeApproximately(1, 1e-15);
        ErrorStatistics.Median([5, 1, 3]).Should().Be(3);
        ErrorStatistics.RobustRms([-1, 2, -3]).Should().BeApproximately(2.9652, 1e-12);
    }

    [Fact]
    public void Nothing_measured_is_not_a_number_and_unpaired_input_is_refused()
    {
        ErrorStatistics.Median([]).Should().Be(double.NaN);
        ErrorStatistics.RSquared([2, 2], [1, 1]).Should().Be(double.NaN);
        ErrorStatistics.StatisticalError([1], [2]).Should().Be(double.NaN);
        var unpaired = () => ErrorStatistics.RSquared([1], [1, 2]);
        unpaired.Should().Throw<ArgumentException>().WithMessage("Found 1 predictions for 2 truths*");
    }

    [Fact]
    public void Nmad_of_gaussian_errors_is_their_sigma() => Gen.Double[0.01, 10].Sample(
        sigma =>
        {
            // The 2k+1 expected order statistics of a Gaussian have its quartiles: no random numbers are needed.
            var errors = Enumerable.Range(1, 999).Select(i => sigma * NormalQuantile(i / 1000.0)).ToArray();
            ErrorStatistics.RobustSigma(errors).Should().BeApproximately(sigma, 0.003 * sigma);
        },
        iter: 20);

    // Bisection on the series of the error function.
    private static double NormalQuantile(double probability)
    {
        double low = -6, high = 6;
        for (var i = 0; i < 60; i++)
        {
            var middle = 0.5 * (low + high);
            if (NormalCdf(middle) < probability) low = middle;
            else high = middle;
        }

        return 0.5 * (low + high);
    }

    private static double NormalCdf(double z)
    {
        double term = z, sum = z;
        for (var k = 1; k < 200; k++)
        {
            term *= z * z / (2 * k + 1);
            sum += term;
        }

        return 0.5 + sum * Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI);
    }
}
