using GaLNet.Photometry.Mocks;

namespace GaLNet.Photometry.Tests.Mocks;

public sealed class NormalBlocksTests
{
    private static readonly float[] Sample = Draw(11, 1 << 19);

    [Fact]
    public void They_are_normal()
    {
        KolmogorovSmirnov.Statistic(
            Sample.Select(x => (double)x), KolmogorovSmirnov.Cut(x => Math.Exp(-0.5 * x * x), -8, 8))
            .Should().BeLessThan(1.95);
        double Moment(int power) => Sample.Average(x => Math.Pow(x, power));
        double n = Sample.Length;
        Moment(1).Should().BeApproximately(0, 4.5 / Math.Sqrt(n));
        Moment(2).Should().BeApproximately(1, 4.5 * Math.Sqrt(2 / n));
        Moment(3).Should().BeApproximately(0, 4.5 * Math.Sqrt(15 / n));
        Moment(4).Should().BeApproximately(3, 4.5 * Math.Sqrt(96 / n));
        // Beyond four sigma: 6.334e-5 of them.
        ((double)Sample.Count(x => Math.Abs(x) > 4)).Should().BeApproximately(6.334e-5 * n, 4.5 * Math.Sqrt(6.334e-5 * n));
    }

    [Fact]
    public void They_do_not_depend_on_each_other()
    {
        // Lags within a block (lanes, both halves of a pair) and from block to block; sizes too.
        foreach (var lag in new[] { 1, 2, 8, 15, 16, 17, 32, 64 })
        {
            double product = 0, squares = 0;
            var count = Sample.Length - lag;
            for (var i = 0; i < count; i++)
            {
                product += Sample[i] * (double)Sample[i + lag];
                squares += (Sample[i] * (double)Sample[i] - 1) * (Sample[i + lag] * (double)Sample[i + lag] - 1);
            }

            (product / count).Should().BeApproximately(0, 4.5 / Math.Sqrt(count), $"lag {lag}");
            (squares / count).Should().BeApproximately(0, 4.5 * 2 / Math.Sqrt(count), $"lag {lag}");
        }
    }

    [Fact]
    public void A_stream_gives_the_same_again_and_another_gives_others()
    {
        Draw(11, 4096).Should().Equal(Sample.Take(4096));
        Draw(12, 4096).Intersect(Sample.Take(4096)).Should().HaveCountLessThan(8);
        var odd = () => new NormalBlocks().Fill(new float[33]);
        odd.Should().Throw<ArgumentException>().WithMessage("*33*multiple of 32*");
    }

    private static float[] Draw(ulong seed, int count)
    {
        var blocks = new NormalBlocks();
        blocks.Restart(new RandomStream(seed, 0));
        var made = new float[count];
        blocks.Fill(made);
        return made;
    }
}
