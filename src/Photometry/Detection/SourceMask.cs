namespace GaLNet.Photometry.Detection;

/// <summary>Pixels that a source's light reaches: left out when the sky is estimated a second time.</summary>
internal static class SourceMask
{
    // Light below the threshold around a footprint: the mask grows by this share of the footprint's radius ...
    private const double GrowthPerRadius = 0.6;

    // ... and at least by this many pixels.
    private const double LeastGrowthPix = 2;

    /// <summary>[Height * Width] 1 inside the grown footprints of everything above the threshold.</summary>
    public static byte[] Of(float[] significance, Plane plane, DetectionOptions options)
    {
        int width = plane.Width, height = plane.Height;
        var mask = new byte[width * height];
        var components = ConnectedComponents.Find(
            significance, width, height, (float)options.FootprintSigma, (float)options.PeakSigma, options.MinArea);
        foreach (int[] pixels in components)
        {
            int growth = (int)Math.Ceiling(
                LeastGrowthPix + GrowthPerRadius * Math.Sqrt(pixels.Length / Math.PI));
            foreach (int at in pixels)
                mask[at] = 1;
            Grow(mask, significance, width, height, pixels, growth, (float)options.FootprintSigma);
        }

        return mask;
    }

    private static void Grow(
        byte[] mask, float[] significance, int width, int height, int[] pixels, int growth, float threshold)
    {
        foreach (int at in pixels)
        {
            int y = at / width, x = at - y * width;
            bool inner = x > 0 && x < width - 1 && y > 0 && y < height - 1
                && significance[at - 1] > threshold && significance[at + 1] > threshold
                && significance[at - width] > threshold && significance[at + width] > threshold;
            if (inner)
                continue;
            for (int j = Math.Max(0, y - growth); j <= Math.Min(height - 1, y + growth); j++)
            {
                int half = (int)Math.Sqrt(growth * growth - (j - y) * (j - y));
                int x0 = Math.Max(0, x - half), x1 = Math.Min(width - 1, x + half);
                mask.AsSpan(j * width + x0, x1 - x0 + 1).Fill(1);
            }
        }
    }
}
