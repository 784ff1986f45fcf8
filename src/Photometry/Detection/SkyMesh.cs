using System.Buffers;

namespace GaLNet.Photometry.Detection;

/// <summary>
/// Sky level and noise of a plane from clipped statistics in mesh cells (as SExtractor does: Bertin &amp; Arnouts 1996,
/// §3), continued smoothly to every pixel. The mesh is anchored to the image's pixel (0, 0), so overlapping planes of
/// one image get the same sky wherever the cells within three meshes are complete in both.
/// </summary>
public static class SkyMesh
{
    // A cell with fewer usable pixels than this fraction of a full one borrows from its neighbours.
    private const double MinCellFraction = 0.25;

    /// <summary>
    /// Estimates the sky. Pixels without data take no part; their sigma is +Infinity. A plane without any data gets
    /// level 0 and sigma +Infinity everywhere. With weights, sigma is c/sqrt(weight) with c measured per cell.
    /// </summary>
    /// <param name="plane">The piece of the image.</param>
    /// <param name="meshPix">Side of a mesh cell in pixels, at least 4.</param>
    /// <param name="exclude">[Height * Width] non-zero = light of a source, not sky; null = unknown.</param>
    public static SkyModel Estimate(Plane plane, int meshPix = 128, byte[]? exclude = null)
    {
        ArgumentNullException.ThrowIfNull(plane);
        ArgumentOutOfRangeException.ThrowIfLessThan(meshPix, 4);
        var level = new Mesh(plane, meshPix);
        var sigma = new Mesh(plane, meshPix);
        Rows.For(plane, level.Columns * level.Rows, cell =>
        {
            int column = cell % level.Columns, row = cell / level.Columns;
            (level[column, row], sigma[column, row]) = MeasureCell(plane, level, column, row, exclude, meshPix);
        });
        bool known = level.Smooth() && sigma.Smooth();
        if (!known && (plane.Width > 4 || plane.Height > 4))
            known = FromWholePlane(plane, level, sigma, exclude);
        return Expand(plane, level, sigma, known);
    }

    private static (double Level, double Sigma) MeasureCell(
        Plane plane, Mesh mesh, int column, int row, byte[]? exclude, int meshPix)
    {
        var (x0, x1, y0, y1) = mesh.PixelsOf(column, row, plane);
        var sample = Collect(plane, x0, x1, y0, y1, exclude, MinCellFraction * meshPix * meshPix);
        return sample;
    }

    // Level in counts, sigma in counts * sqrt(weight); NaN when fewer than minimum pixels are usable.
    private static (double Level, double Sigma) Collect(
        Plane plane, int x0, int x1, int y0, int y1, byte[]? exclude, double minimum)
    {
        int capacity = Math.Max((x1 - x0) * (y1 - y0), 1), count = 0;
        float[] values = ArrayPool<float>.Shared.Rent(capacity);
        float[] weights = plane.Weight is null ? [] : ArrayPool<float>.Shared.Rent(capacity);
        try
        {
            for (int y = y0; y < y1; y++)
            for (int at = y * plane.Width + x0; at < y * plane.Width + x1; at++)
            {
                if (!plane.HasData(at) || (exclude is not null && exclude[at] != 0))
                    continue;
                if (plane.Weight is not null)
                    weights[count] = plane.Weight[at];
                values[count++] = plane.Pixels[at];
            }

            if (count < Math.Max(minimum, 2))
                return (double.NaN, double.NaN);
            if (plane.Weight is null)
            {
                var clipped = ClippedSample.Of(values.AsSpan(0, count));
                return (clipped.Level, clipped.Sigma);
            }

            return Weighted(values.AsSpan(0, count), weights.AsSpan(0, count));
        }
        finally
        {
            ArrayPool<float>.Shared.Return(values);
            if (weights.Length > 0)
                ArrayPool<float>.Shared.Return(weights);
        }
    }

    private static (double Level, double Sigma) Weighted(Span<float> values, Span<float> weights)
    {
        float[] sorted = ArrayPool<float>.Shared.Rent(values.Length);
        values.CopyTo(sorted);
        double level = ClippedSample.Of(sorted.AsSpan(0, values.Length)).Level;
        ArrayPool<float>.Shared.Return(sorted);
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)((values[i] - level) * Math.Sqrt(weights[i]));
        return (level, ClippedSample.Of(values).Sigma);
    }

    // Planes smaller than a mesh cell: one value for all.
    private static bool FromWholePlane(Plane plane, Mesh level, Mesh sigma, byte[]? exclude)
    {
        var whole = Collect(plane, 0, plane.Width, 0, plane.Height, exclude, 2);
        if (double.IsNaN(whole.Level) && exclude is not null)
            whole = Collect(plane, 0, plane.Width, 0, plane.Height, null, 2);
        for (int row = 0; row < level.Rows; row++)
        for (int column = 0; column < level.Columns; column++)
            (level[column, row], sigma[column, row]) = whole;
        return level.Smooth() && sigma.Smooth();
    }

    private static SkyModel Expand(Plane plane, Mesh level, Mesh sigma, bool known)
    {
        int width = plane.Width;
        var levels = new float[width * plane.Height];
        var sigmas = new float[width * plane.Height];
        Rows.For(plane, plane.Height, y =>
        {
            if (known)
            {
                level.ExpandRow(y, levels.AsSpan(y * width, width));
                sigma.ExpandRow(y, sigmas.AsSpan(y * width, width));
            }

            for (int at = y * width; at < (y + 1) * width; at++)
            {
                if (!known || !plane.HasData(at))
                    sigmas[at] = float.PositiveInfinity;
                else if (plane.Weight is not null)
                    sigmas[at] = (float)(Math.Max(sigmas[at], 0) / Math.Sqrt(plane.Weight[at]));
                else
                    sigmas[at] = Math.Max(sigmas[at], 0);
            }
        });
        return new SkyModel(levels, sigmas);
    }
}
