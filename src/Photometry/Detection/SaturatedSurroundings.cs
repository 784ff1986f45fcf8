namespace GaLNet.Photometry.Detection;

/// <summary>Pixels close to saturated ones.</summary>
internal static class SaturatedSurroundings
{
    // Resampled images smear the level at which their exposures saturated.
    private const double SaturatedShare = 0.8;

    /// <summary>
    /// [Height * Width] 1 within a distance (along rows and columns) of a pixel at 0.8 of the saturation or more; null
    /// when no pixel is.
    /// </summary>
    public static byte[]? Of(Plane plane, int reachPix)
    {
        if (!double.IsFinite(plane.Saturation))
            return null;
        float limit = (float)(SaturatedShare * plane.Saturation);
        byte[]? near = null;
        for (int y = 0; y < plane.Height; y++)
        for (int x = 0; x < plane.Width; x++)
        {
            if (!(plane.Pixels[y * plane.Width + x] >= limit))
                continue;
            near ??= new byte[plane.Width * plane.Height];
            int x0 = Math.Max(0, x - reachPix), x1 = Math.Min(plane.Width - 1, x + reachPix);
            for (int j = Math.Max(0, y - reachPix); j <= Math.Min(plane.Height - 1, y + reachPix); j++)
                near.AsSpan(j * plane.Width + x0, x1 - x0 + 1).Fill(1);
        }

        return near;
    }
}
