namespace GaLNet.Training.Feed;

/// <summary>
/// Which light is the target's, on a coarse grid: what the network is taught in order to look past neighbours.
/// </summary>
internal static class LightShare
{
    /// <summary>Pixels per side of a cell.</summary>
    public const int CellSide = 4;
    /// <summary>Cells per side; the stamp's last rows and columns belong to none.</summary>
    public static int SideOf(int stampSide) => stampSide / CellSide;
    /// <summary>Cells of a stamp.</summary>
    public static int CellsOf(int stampSide) => SideOf(stampSide) * SideOf(stampSide);

    // Twice the sky noise of a cell's sum: light below it says nothing about shares.
    private const float Noticeable = 2 * CellSide;
    /// <summary>Light of a cell of real sky that may be noise, sky sigmas.</summary>
    public const float CellNoise = 2 * CellSide;

    /// <summary>Shares and weights of one stamp.</summary>
    /// <param name="target">[side * side] noise-free light of the target, sky sigmas.</param>
    /// <param name="neighbours">[side * side] light of everything else.</param>
    /// <param name="noise">What of a cell's light of everything else is taken for noise; 0 where there is none.</param>
    /// <param name="shares">[cells] target/(target + neighbours).</param>
    /// <param name="weights">[cells] light/(light + noise), 0..1.</param>
    public static void Measure(
        ReadOnlySpan<float> target, ReadOnlySpan<float> neighbours, float noise, Span<float> shares,
        Span<float> weights)
    {
        var stampSide = (int)Math.Sqrt(target.Length);
        var side = SideOf(stampSide);
        for (var row = 0; row < side; row++)
        {
            for (var column = 0; column < side; column++)
            {
                float own = 0, other = 0;
                for (var y = 0; y < CellSide; y++)
                {
                    var start = (row * CellSide + y) * stampSide + column * CellSide;
                    for (var x = 0; x < CellSide; x++)
                    {
                        own += target[start + x];
                        other += neighbours[start + x];
                    }
                }

                other -= noise;
                var light = Math.Max(own, 0) + Math.Max(other, 0) + 1e-6f;
                shares[row * side + column] = Math.Max(own, 0) / light;
                weights[row * side + column] = light / (light + Noticeable);
            }
        }
    }
}
