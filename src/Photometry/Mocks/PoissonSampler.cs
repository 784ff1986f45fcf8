namespace GaLNet.Photometry.Mocks;

/// <summary>
/// Exact Poisson deviates: by inversion below a mean of 10, by transformed rejection (PTRS, Hörmann 1993) above.
/// </summary>
internal static class PoissonSampler
{
    private const double InversionLimit = 10;

    public static double Next(RandomStream random, double mean)
        => !(mean > 0) ? 0 : mean < InversionLimit ? Invert(random, mean) : TransformedRejection(random, mean);

    private static double Invert(RandomStream random, double mean)
    {
        var remaining = random.NextUniform();
        // exp(-m) >= 1 - m: most pixels of a stamp expect far less than one photon and are settled here.
        if (remaining < 1 - mean) return 0;
        var probability = Math.Exp(-mean);
        var count = 0;
        while (remaining >= probability)
        {
            remaining -= probability;
            count++;
            probability *= mean / count;
            // Beyond any count that double precision can tell from certainty.
            if (probability < 1e-18 && count > mean) break;
        }

        return count;
    }

    private static double TransformedRejection(RandomStream random, double mean)
    {
        var b = 0.931 + 2.53 * Math.Sqrt(mean);
        var a = -0.059 + 0.02483 * b;
        var quickLimit = 0.9277 - 3.6224 / (b - 2);
        while (true)
        {
            var u = random.NextUniform() - 0.5;
            var v = random.NextPositiveUniform();
            var us = 0.5 - Math.Abs(u);
            var count = Math.Floor((2 * a / us + b) * u + mean + 0.43);
            if (us >= 0.07 && v <= quickLimit) return count;
            if (count < 0 || (us < 0.013 && v > us)) continue;
            var inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
            var left = Math.Log(v * inverseAlpha / (a / (us * us) + b));
            if (left <= count * Math.Log(mean) - mean - LogFactorial(count)) return count;
        }
    }

    // Stirling's series; its error is below 1e-12 for counts of 10 and more, smaller ones are summed.
    private static double LogFactorial(double count)
    {
        if (count < 10)
        {
            double product = 1;
            for (var i = 2; i <= count; i++) product *= i;
            return Math.Log(product);
        }

        var inverse = 1 / count;
        var square = inverse * inverse;
        return (count + 0.5) * Math.Log(count) - count + 0.5 * Math.Log(2 * Math.PI)
            + inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square / 1680)));
    }
}
