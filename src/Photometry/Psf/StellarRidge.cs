using GaLNet.Photometry.Detection;

namespace GaLNet.Photometry.Psf;

/// <summary>
/// Where point sources lie in size: ln(half-light radius) = a + b x + c y, with a robust width.
/// </summary>
internal sealed class StellarRidge
{
    private const double KernelWidth = 0.04;
    private const double LeastHeight = 0.3;
    private const double LeastWidth = 0.02;
    private const double WidestWidth = 0.04;
    private const int Rounds = 8;
    private const int LeastForGradient = 12;

    // Stars beyond this S/N weigh alike: the ridge must not be that of one bright star.
    private const double FullWeight = 400;

    private readonly double[] _plane;
    private readonly double _width;

    private StellarRidge(double[] plane, double width) => (_plane, _width) = (plane, width);

    /// <summary>True for a source on the ridge; noise widens it for faint ones.</summary>
    public bool Holds(DetectedSource s)
    {
        double width = Math.Sqrt(_width * _width + 1 / (s.SignalToNoise * s.SignalToNoise));
        return Math.Abs(Math.Log(s.HalfLightRadiusPix) - At(s)) < 3 * width;
    }

    /// <summary>The ridge of some candidates; null when there are fewer than three or no crowd of them.</summary>
    public static StellarRidge? Find(IReadOnlyList<DetectedSource> sources, List<int> candidates)
    {
        if (candidates.Count < 3)
            return null;
        double[] sizes = [.. candidates.Select(i => Math.Log(sources[i].HalfLightRadiusPix))];
        double[] weights = [.. candidates.Select(i => Math.Min(sources[i].SignalToNoise, FullWeight))];
        double start = FirstCrowd(sizes, weights);
        var ridge = new StellarRidge([start, 0, 0], WidestWidth);
        for (int round = 0; round < Rounds; round++)
        {
            var members = candidates.FindAll(i => ridge.Holds(sources[i]));
            if (members.Count < 3)
                return round == 0 ? null : ridge;
            ridge = FitTo(sources, members);
        }

        return ridge;
    }

    private double At(DetectedSource s) => _plane[0] + _plane[1] * s.XPix + _plane[2] * s.YPix;

    // The smallest size around which sources crowd: stars pile up there, galaxies spread over all larger sizes.
    private static double FirstCrowd(double[] sizes, double[] weights)
    {
        double[] density = new double[sizes.Length];
        for (int i = 0; i < sizes.Length; i++)
        for (int j = 0; j < sizes.Length; j++)
        {
            double d = (sizes[i] - sizes[j]) / KernelWidth;
            density[i] += weights[j] * Math.Exp(-0.5 * d * d);
        }

        double highest = density.Max();
        int[] order = [.. Enumerable.Range(0, sizes.Length).OrderBy(i => sizes[i])];
        for (int k = 0; k < order.Length; k++)
        {
            int i = order[k];
            if (density[i] < LeastHeight * highest)
                continue;
            // Climb to the top of this crowd.
            while (k + 1 < order.Length && density[order[k + 1]] >= density[order[k]])
                k++;
            return sizes[order[k]];
        }

        return sizes[order[0]];
    }

    private static StellarRidge FitTo(IReadOnlyList<DetectedSource> sources, List<int> members)
    {
        int terms = members.Count >= LeastForGradient ? 3 : 1;
        double xMean = members.Average(i => sources[i].XPix), yMean = members.Average(i => sources[i].YPix);
        double scale = 1 + members.Max(i => Math.Max(
            Math.Abs(sources[i].XPix - xMean), Math.Abs(sources[i].YPix - yMean)));
        var matrix = new double[terms * terms];
        var right = new double[terms];
        foreach (int i in members)
        {
            double[] row = [1, (sources[i].XPix - xMean) / scale, (sources[i].YPix - yMean) / scale];
            for (int a = 0; a < terms; a++)
            {
                right[a] += row[a] * Math.Log(sources[i].HalfLightRadiusPix);
                for (int b = 0; b < terms; b++)
                    matrix[a * terms + b] += row[a] * row[b];
            }
        }

        // A gradient that the stars cannot tell stays near zero.
        for (int a = 1; a < terms; a++)
            matrix[a * terms + a] += 1e-3 * members.Count;
        if (Cholesky.Factor(matrix, terms))
            Cholesky.Solve(matrix, terms, right);
        double bx = terms > 1 ? right[1] / scale : 0, by = terms > 1 ? right[2] / scale : 0;
        var ridge = new StellarRidge([right[0] - bx * xMean - by * yMean, bx, by], 0);
        double[] offsets = [.. members.Select(
            i => Math.Abs(Math.Log(sources[i].HalfLightRadiusPix) - ridge.At(sources[i]))).Order()];
        double width = Math.Clamp(1.4826 * offsets[offsets.Length / 2], LeastWidth, WidestWidth);
        return new StellarRidge(ridge._plane, width);
    }
}
