using GaLNet.Photometry.Mocks;

namespace GaLNet.Photometry.Tests.Mocks;

public sealed class RandomStreamTests
{
    [Fact]
    public void Gives_the_published_sequences()
    {
        // Reference outputs of the authors' C code: xoshiro256++ from state 1, 2, 3, 4; SplitMix64 from 1234567.
        var random = new RandomStream(1, 2, 3, 4);
        ulong[] expected = [41943041, 58720359, 3588806011781223, 3591011842654386, 9228616714210784205,
            9973669472204895162, 14011001112246962877, 12406186145184390807];
        foreach (var word in expected) random.NextBits().Should().Be(word);
        ulong state = 1234567;
        ulong[] mixed = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431];
        foreach (var word in mixed) RandomStream.SplitMix64(ref state).Should().Be(word);
    }

    [Fact]
    public void Streams_are_repeatable_and_differ_by_seed_and_number()
    {
        static ulong First(ulong seed, ulong number) => new RandomStream(seed, number).NextBits();
        First(5, 9).Should().Be(First(5, 9));
        var firsts = from seed in Enumerable.Range(0, 50)
                     from number in Enumerable.Range(0, 50)
                     select First((ulong)seed, (ulong)number);
        firsts.Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Uniform_numbers_are_uniform_and_independent_between_neighbouring_streams()
    {
        var random = new RandomStream(1, 0);
        var sample = Enumerable.Range(0, 100_000).Select(_ => random.NextUniform()).ToArray();
        KolmogorovSmirnov.Statistic(sample, x => x).Should().BeLessThan(1.95);
        // The first number of each of many streams is a sample too.
        var across = Enumerable.Range(0, 100_000).Select(i => new RandomStream(1, (ulong)i).NextUniform()).ToArray();
        KolmogorovSmirnov.Statistic(across, x => x).Should().BeLessThan(1.95);
        var product = sample.Zip(across, (a, b) => (a - 0.5) * (b - 0.5)).Average();
        product.Should().BeApproximately(0, 5 / 12.0 / Math.Sqrt(100_000));
    }

    [Fact]
    public void Normal_numbers_are_normal_into_the_tail()
    {
        var random = new RandomStream(2, 0);
        var sample = Enumerable.Range(0, 400_000).Select(_ => random.NextNormal()).ToArray();
        var cdf = KolmogorovSmirnov.Cut(x => KolmogorovSmirnov.Gaussian(x, 0, 1), -8, 8);
        KolmogorovSmirnov.Statistic(sample, cdf).Should().BeLessThan(1.95);
        sample.Average(x => x * x).Should().BeApproximately(1, 5 * Math.Sqrt(2.0 / sample.Length));
        sample.Average(x => x * x * x * x).Should().BeApproximately(3, 5 * Math.Sqrt(96.0 / sample.Length));
        // Beyond the ziggurat's last layer (3.654): two-sided probability erfc(3.654.../sqrt 2) = 2.5803e-4.
        const double expected = 2.5803e-4 * 400_000;
        ((double)sample.Count(x => Math.Abs(x) > 3.6541528853610088))
            .Should().BeApproximately(expected, 4 * Math.Sqrt(expected));
    }

    [Theory]
    [InlineData(0.02)]
    [InlineData(0.7)]
    [InlineData(6.5)]
    [InlineData(9.99)]
    [InlineData(10.01)]
    [InlineData(33)]
    [InlineData(4418)]
    public void Poisson_numbers_have_the_probabilities_of_their_mean(double mean)
    {
        const int count = 200_000;
        var random = new RandomStream(3, (ulong)(mean * 100));
        var tally = new Dictionary<int, int>();
        double sum = 0;
        for (var i = 0; i < count; i++)
        {
            var value = random.NextPoisson(mean);
            sum += value;
            tally[(int)value] = tally.GetValueOrDefault((int)value) + 1;
        }

        (sum / count).Should().BeApproximately(mean, 4.5 * Math.Sqrt(mean / count));
        // Pearson's chi² over all cells that expect ten or more, by the recurrence p(k) = p(k-1) mean/k.
        double chi2 = 0, logProbability = -mean;
        var cells = 0;
        for (var k = 0; k < mean + 10 * Math.Sqrt(mean) + 20; k++)
        {
            if (k > 0) logProbability += Math.Log(mean / k);
            var expected = count * Math.Exp(logProbability);
            if (expected < 10) continue;
            chi2 += Math.Pow(tally.GetValueOrDefault(k) - expected, 2) / expected;
            cells++;
        }

        chi2.Should().BeLessThan(cells + 4 * Math.Sqrt(2.0 * cells) + 8);
    }

    [Fact]
    public void Poisson_of_nothing_is_nothing()
    {
        var random = new RandomStream(4, 0);
        random.NextPoisson(0).Should().Be(0);
        random.NextPoisson(-1).Should().Be(0);
        random.NextPoisson(double.NaN).Should().Be(0);
    }
}
