using System.Numerics;

namespace GaLNet.Photometry.Mocks;

/// <summary>
/// A reproducible stream of random numbers: xoshiro256++ (Blackman and Vigna 2019) seeded by SplitMix64. Every mock
/// has a stream of its own, named by (seed, number), so that its bytes do not depend on threads or on other mocks.
/// Not thread-safe: one stream, one thread.
/// </summary>
public sealed class RandomStream
{
    private const double ToUnit = 1.0 / (1UL << 53);
    private ulong _s0, _s1, _s2, _s3;

    /// <summary>A stream in the given state, of which at least one word is not zero.</summary>
    public RandomStream(ulong s0, ulong s1, ulong s2, ulong s3)
    {
        if ((s0 | s1 | s2 | s3) == 0)
            throw new ArgumentException("Found a state of all zeros, from which xoshiro never moves; set a bit.");
        (_s0, _s1, _s2, _s3) = (s0, s1, s2, s3);
    }

    /// <summary>Stream <paramref name="number"/> of the family <paramref name="seed"/>.</summary>
    public RandomStream(ulong seed, ulong number) => Restart(seed, number);

    /// <summary>Moves to the start of stream <paramref name="number"/> of the family <paramref name="seed"/>.</summary>
    public void Restart(ulong seed, ulong number)
    {
        // The seed is scrambled before the number joins it: neighbouring seeds must not share streams.
        var state = SplitMix64(ref seed) ^ number;
        _s0 = SplitMix64(ref state);
        _s1 = SplitMix64(ref state);
        _s2 = SplitMix64(ref state);
        _s3 = SplitMix64(ref state);
    }

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        var result = BitOperations.RotateLeft(_s0 + _s3, 23) + _s0;
        var shifted = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double NextUniform() => (NextBits() >> 11) * ToUnit;

    /// <summary>Uniform in (0, 1]: safe to take the logarithm of.</summary>
    public double NextPositiveUniform() => ((NextBits() >> 11) + 1) * ToUnit;

    /// <summary>Standard normal deviate (ziggurat of 256 layers, Marsaglia and Tsang 2000).</summary>
    public double NextNormal() => Ziggurat.NextNormal(this);

    /// <summary>Poisson deviate of the given mean; 0 for a mean of zero or less.</summary>
    public double NextPoisson(double mean) => PoissonSampler.Next(this, mean);

    /// <summary>The next number of SplitMix64 (Steele, Lea and Flood 2014), and its state moved on.</summary>
    public static ulong SplitMix64(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
