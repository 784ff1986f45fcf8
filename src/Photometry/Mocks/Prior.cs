namespace GaLNet.Photometry.Mocks;

/// <summary>A one-dimensional distribution cut to [<see cref="Min"/>, <see cref="Max"/>].</summary>
public abstract record Prior
{
    private Prior(double min, double max)
    {
        if (!(min <= max))
            throw new ArgumentException(
                $"Found a range from {min} to {max}; the lower limit must not exceed the upper.");
        (Min, Max) = (min, max);
    }

    /// <summary>Smallest value.</summary>
    public double Min { get; }

    /// <summary>Largest value.</summary>
    public double Max { get; }

    /// <summary>One value of the distribution.</summary>
    public abstract double Draw(RandomStream random);

    /// <summary>Normal with the given mean and standard deviation, cut to [min, max].</summary>
    public static Prior Normal(double mean, double sigma, double min, double max)
        => new NormalPrior(mean, sigma, min, max);

    /// <summary>log10 of the value is normal; the value (not its logarithm) is cut to [min, max].</summary>
    public static Prior LogNormal(double meanLog10, double sigmaLog10, double min, double max)
        => new LogNormalPrior(meanLog10, sigmaLog10, min, max);

    /// <summary>Equally likely anywhere in [min, max].</summary>
    public static Prior Uniform(double min, double max) => new UniformPrior(min, max);

    /// <summary>The logarithm is equally likely anywhere; 0 &lt; min.</summary>
    public static Prior LogUniform(double min, double max) => new LogUniformPrior(min, max);

    /// <summary>max - Exp(scale), cut at min: rises exponentially towards max, as number counts do.</summary>
    public static Prior RisingExponential(double scale, double min, double max)
        => new RisingExponentialPrior(scale, min, max);

    /// <summary>
    /// Fisher's F with the given degrees of freedom, its values multiplied by <paramref name="scale"/>, cut to
    /// [min, max].
    /// </summary>
    public static Prior FDistribution(int numerator, int denominator, double min, double max, double scale = 1)
        => new FPrior(numerator, denominator, scale, min, max);

    /// <summary>Rayleigh with the given scale, cut to [0, max].</summary>
    public static Prior Rayleigh(double scale, double max) => new RayleighPrior(scale, max);

    /// <summary>Always the same value.</summary>
    public static Prior Fixed(double value) => new UniformPrior(value, value);

    private sealed record UniformPrior(double Low, double High) : Prior(Low, High)
    {
        public override double Draw(RandomStream random) => Low + (High - Low) * random.NextUniform();
    }

    private sealed record LogUniformPrior(double Low, double High) : Prior(Low, High)
    {
        public override double Draw(RandomStream random) => Low * Math.Pow(High / Low, random.NextUniform());
    }

    private sealed record RisingExponentialPrior(double Scale, double Low, double High) : Prior(Low, High)
    {
        // Inversion of the truncated distribution: no rejection, one number per draw.
        public override double Draw(RandomStream random)
            => High + Scale * Math.Log(1 - random.NextUniform() * -double.ExpM1((Low - High) / Scale));
    }

    private sealed record RayleighPrior(double Scale, double High) : Prior(0, High)
    {
        public override double Draw(RandomStream random)
        {
            var inside = -double.ExpM1(-0.5 * (High / Scale) * (High / Scale));
            return Scale * Math.Sqrt(-2 * Math.Log(1 - random.NextUniform() * inside));
        }
    }

    /// <summary>Draws until the value lies inside the cut.</summary>
    private abstract record RejectingPrior(double Low, double High) : Prior(Low, High)
    {
        private const int MostTrials = 100_000;

        public override double Draw(RandomStream random)
        {
            for (var trial = 0; trial < MostTrials; trial++)
            {
                var value = DrawUncut(random);
                if (value >= Low && value <= High) return value;
            }

            throw new InvalidOperationException(
                $"Found no value in [{Low}, {High}] in {MostTrials} draws of {this}; widen the cut.");
        }

        protected abstract double DrawUncut(RandomStream random);
    }

    private sealed record NormalPrior(double Mean, double Sigma, double Low, double High) : RejectingPrior(Low, High)
    {
        protected override double DrawUncut(RandomStream random) => Mean + Sigma * random.NextNormal();
    }

    private sealed record LogNormalPrior(double Mean, double Sigma, double Low, double High)
        : RejectingPrior(Low, High)
    {
        protected override double DrawUncut(RandomStream random) => Math.Pow(10, Mean + Sigma * random.NextNormal());
    }

    private sealed record FPrior(int Numerator, int Denominator, double Scale, double Low, double High)
        : RejectingPrior(Low, High)
    {
        protected override double DrawUncut(RandomStream random)
            => Scale * (ChiSquared(random, Numerator) / Numerator) / (ChiSquared(random, Denominator) / Denominator);

        private static double ChiSquared(RandomStream random, int degrees)
        {
            double sum = 0;
            for (var i = 0; i < degrees / 2; i++) sum -= 2 * Math.Log(random.NextPositiveUniform());
            if (degrees % 2 == 0) return sum;
            var normal = random.NextNormal();
            return sum + normal * normal;
        }
    }
}
