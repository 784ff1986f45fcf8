using static GaLNet.Inference.NetworkContract;

namespace GaLNet.Inference;

/// <summary>
/// Light along a stamp's edge, where a galaxy that the stamp holds has next to none: a galaxy that fills its stamp
/// shines all around, a neighbour only on one side.
/// </summary>
/// <param name="Level">
/// Median over the outermost cells of 4 x 4 pixels of their mean light, sky sigmas per pixel.
/// </param>
/// <param name="Share">The same over the mean light of the central 15 x 15 pixels.</param>
public readonly record struct EdgeLight(double Level, double Share)
{
    private const int Cell = 4, Side = StampSize / Cell;
    private const int Core = 15, CoreStart = (StampSize - Core) / 2;

    // A core without light is no galaxy: other rules speak of it.
    private const double LeastCore = 0.1;

    /// <summary>Measures.</summary>
    /// <param name="pixels">[61 * 61] light in sky sigmas, sky subtracted.</param>
    public static EdgeLight Of(ReadOnlySpan<float> pixels)
    {
        Span<float> cells = stackalloc float[4 * (Side - 1)];
        var count = 0;
        for (var i = 0; i < Side - 1; i++)
        {
            cells[count++] = Mean(pixels, i * Cell, 0, Cell);
            cells[count++] = Mean(pixels, (Side - 1) * Cell, i * Cell, Cell);
            cells[count++] = Mean(pixels, (Side - 1 - i) * Cell, (Side - 1) * Cell, Cell);
            cells[count++] = Mean(pixels, 0, (Side - 1 - i) * Cell, Cell);
        }

        cells.Sort();
        var level = 0.5 * (cells[count / 2 - 1] + cells[count / 2]);
        return new EdgeLight(level, level / Math.Max(LeastCore, Mean(pixels, CoreStart, CoreStart, Core)));
    }

    private static float Mean(ReadOnlySpan<float> pixels, int left, int bottom, int side)
    {
        var sum = 0f;
        for (var y = bottom; y < bottom + side; y++)
        {
            foreach (var value in pixels.Slice(y * StampSize + left, side))
                sum += value;
        }

        return sum / (side * side);
    }
}
