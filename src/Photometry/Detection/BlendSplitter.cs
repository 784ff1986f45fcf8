namespace GaLNet.Photometry.Detection;

/// <summary>
/// Splits the components of a plane into sources: first at the saddles of the matched-filtered image, then, where there
/// is light enough, at those of a sharpened one.
/// </summary>
internal sealed class BlendSplitter
{
    // A part is looked at more sharply when its peak has at least this significance.
    private const float LeastSharpPeak = 15;

    // Light over peak, in units of a star's: from the first to the second the structure of a galaxy counts more and
    // more, and a branch must hold a share of the galaxy's light.
    private const double SmallGalaxy = 8;
    private const double LargeGalaxy = 24;

    // The smooth image holds the summit's own light, too: this much of it is taken as what lies underneath. Chosen on
    // simulated crowded stamps: 1 misses companions, 0 takes wings of galaxies for sources.
    private const float GroundShare = 0.7f;

    // Below this the sharpened image is noise and moats.
    private const float SharpFloor = 3;

    // Cores of saturated stars are full of holes and ridges: no saddle near them means anything.
    private const double SaturatedReachFwhm = 2.5;

    private readonly DetectionOptions _options;
    private readonly double _starPixels;
    private readonly double _sharpPerSmooth;
    private readonly float[] _significance;
    private readonly float[] _sharp;
    private readonly Deblender _smoothSplit;
    private readonly Deblender _sharpSplit;
    private readonly SharpFilter _filter;

    /// <summary>A splitter for one plane; different components may be split at the same time.</summary>
    public BlendSplitter(
        Plane plane, SkyModel sky, float[] significance, int[] scratch, double fwhmPix, DetectionOptions options)
    {
        (_significance, _options) = (significance, options);
        _sharp = new float[significance.Length];
        _filter = new SharpFilter(plane, sky, fwhmPix);
        // Significance s is s * kernelNoise * sigma counts per pixel, where kernelNoise = sum k² of one factor of the
        // matched filter (its square root, squared by the second factor).
        double kernelNoise = GaussianKernel.Weights(fwhmPix).Sum(k => (double)k * k);
        _sharpPerSmooth = kernelNoise / _filter.Norm;
        // Light over peak of a Gaussian star in the matched-filtered image.
        _starPixels = 4 * Math.PI * Math.Pow(GaussianKernel.SigmaPerFwhm * fwhmPix, 2);
        // A source's own photons add to the noise.
        byte[]? saturated = SaturatedSurroundings.Of(plane, (int)Math.Ceiling(SaturatedReachFwhm * fwhmPix));
        bool IsPatchy(int pixel) => saturated is not null && saturated[pixel] != 0;
        double Noise(int pixel)
            => Math.Sqrt(1 + Math.Max(significance[pixel], 0) * kernelNoise / (plane.Gain * sky.Sigma[pixel]));
        _smoothSplit = new Deblender(significance, plane.Width, plane.Height, scratch, (pixel, saddle)
            => IsPatchy(pixel) ? double.PositiveInfinity : Math.Max(
                options.DeblendSigma * Noise(pixel), options.DeblendContrast * saddle));
        _sharpSplit = new Deblender(_sharp, plane.Width, plane.Height, scratch, (pixel, _)
            => IsPatchy(pixel) ? double.PositiveInfinity : Math.Max(
                options.SharpDeblendSigma * Noise(pixel),
                options.SharpDeblendContrast * _sharpPerSmooth * significance[pixel]),
            pixel => GroundShare * (float)_sharpPerSmooth * significance[pixel]);
    }

    /// <summary>Pixel indices of each source in a component.</summary>
    public List<int[]> Split(int[] component)
    {
        var sources = new List<int[]>();
        double leastLight = LeastLight(component);
        foreach (int[] part in _smoothSplit.Split(component, leastLight))
        {
            // Parts begin with their brightest pixel.
            if (_significance[part[0]] < LeastSharpPeak)
            {
                sources.Add(part);
                continue;
            }

            _filter.Fill(part, _sharp);
            sources.AddRange(_sharpSplit.Split(part, _sharpPerSmooth * LeastLight(part), SharpFloor));
        }

        return sources;
    }

    // Spiral arms and clumps of a large galaxy are its own: SExtractor's contrast, for large galaxies only. A faint
    // source in the wings of a star needs no share of the star's light.
    private double LeastLight(int[] pixels)
    {
        double light = 0, peak = 0;
        foreach (int at in pixels)
        {
            light += _significance[at];
            peak = Math.Max(peak, _significance[at]);
        }

        double extent = light / peak / _starPixels;
        return _options.LargeGalaxyContrast * light
            * Math.Clamp((extent - SmallGalaxy) / (LargeGalaxy - SmallGalaxy), 0, 1);
    }
}
