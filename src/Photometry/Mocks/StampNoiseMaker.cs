using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GaLNet.Photometry.Mocks;

/// <summary>
/// Adds noise to stamps, many pixels at a time. A Gaussian sky of many electrons hides that photons come one by one:
/// sky and photons together then have the distribution of one normal deviate bent by their skewness and kurtosis
/// (Cornish and Fisher), to 2e-6 in probability; in other cases the noise is drawn exactly. One per thread.
/// </summary>
internal sealed class StampNoiseMaker
{
    /// <summary>Electrons of sky noise from which one deviate serves for sky and photons.</summary>
    public const double LeastSkyElectrons = 20;

    private const int Lanes = 16;
    private const int Block = 32;

    private readonly NormalBlocks _normals = new();
    private float[] _deviates = [];

    /// <summary>Adds noise in place, of the same distribution as <see cref="MockNoise.AddTo"/>.</summary>
    /// <param name="noise">The noise.</param>
    /// <param name="counts">Noiseless light without sky, counts; becomes light plus noise, sky subtracted.</param>
    /// <param name="random">Where the noise comes from.</param>
    public void AddTo(MockNoise noise, Span<float> counts, RandomStream random)
    {
        if (noise.SkyIsPoisson || !(noise.SkySigma * noise.Gain >= LeastSkyElectrons))
        {
            noise.AddTo(counts, random);
            return;
        }

        if (_deviates.Length < counts.Length)
            _deviates = new float[(counts.Length + Block - 1) / Block * Block];
        var deviates = _deviates.AsSpan(0, (counts.Length + Block - 1) / Block * Block);
        _normals.Restart(random);
        _normals.Fill(deviates);
        // In units of the sky's noise: squares of KiDS counts of 1e-12 would vanish in 32 bits.
        var perSigma = 1 / noise.SkySigma;
        var variancePerLight = (float)(perSigma / noise.Gain);
        var scale = (float)noise.SkySigma;
        var whole = counts.Length / Lanes * Lanes;
        for (var i = 0; i < whole; i += Lanes)
        {
            var light = Vector512.Create<float>(counts[i..]);
            (light + scale * Noise(light * (float)perSigma, Vector512.Create<float>(deviates[i..]), variancePerLight))
                .CopyTo(counts[i..]);
        }

        for (var i = whole; i < counts.Length; i++)
        {
            var light = Vector512.Create((float)(counts[i] * perSigma));
            counts[i] += scale * Noise(light, Vector512.Create(deviates[i]), variancePerLight)[0];
        }
    }

    /// <summary>The noise of pixels, in units of the sky's, from normal deviates.</summary>
    /// <param name="light">Expected light, in units of the sky's noise; none where negative.</param>
    /// <param name="normal">Normal deviates.</param>
    /// <param name="variancePerLight">Variance of the photons per unit of light: 1 / electrons of one sky sigma.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<float> Noise(Vector512<float> light, Vector512<float> normal, float variancePerLight)
    {
        // Cumulants 2, 3 and 4 of sky plus photons; those of the photons alone are their number each.
        var photons = Vector512.Max(light, Vector512<float>.Zero) * variancePerLight;
        var variance = Vector512<float>.One + photons;
        var sigma = Vector512.Sqrt(variance);
        var skewness = photons * variancePerLight / (variance * sigma);
        var kurtosis = photons * (variancePerLight * variancePerLight) / (variance * variance);
        var square = normal * normal;
        var bend = skewness * (1f / 6) * (square - Vector512<float>.One)
            + normal * (kurtosis * (1f / 24) * (square - Vector512.Create(3f))
                - skewness * skewness * (1f / 36) * (2f * square - Vector512.Create(5f)));
        return sigma * (normal + bend);
    }
}
