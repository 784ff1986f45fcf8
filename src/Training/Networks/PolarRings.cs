namespace GaLNet.Training.Networks;

/// <summary>
/// Means over rings about the stamp's centre of an image times 1, cos phi, sin phi, cos 2 phi, sin 2 phi.
/// </summary>
internal static class PolarRings
{
    private static readonly double[] Edges =
        [0, 1.1, 2.1, 3.1, 4.1, 5.1, 6.6, 8.1, 10.1, 12.6, 15.6, 19.1, 24.1, 30.6, 38.6, 50.6, 62.6, 75.6];

    private const int Harmonics = 5;

    /// <summary>Numbers per image.</summary>
    public static int CountOf(int side) => Rings(side) * Harmonics;

    /// <summary>[side * side, CountOf(side)]; every ring is scaled by the root of its number of pixels.</summary>
    public static float[] Matrix(int side)
    {
        var count = CountOf(side);
        var pixels = new int[Rings(side)];
        for (var i = 0; i < side * side; i++)
            if (RingOf(i, side) is { } ring) pixels[ring]++;
        var matrix = new float[side * side * count];
        for (var i = 0; i < side * side; i++)
        {
            if (RingOf(i, side) is not { } ring) continue;
            double x = i % side - side / 2, y = i / side - side / 2;
            var angle = Math.Atan2(y, x);
            // The central pixel has no direction.
            var turning = x == 0 && y == 0 ? 0 : 1;
            var scale = 1 / Math.Sqrt(pixels[ring]);
            var at = i * count + ring * Harmonics;
            matrix[at] = (float)scale;
            matrix[at + 1] = (float)(scale * turning * Math.Cos(angle));
            matrix[at + 2] = (float)(scale * turning * Math.Sin(angle));
            matrix[at + 3] = (float)(scale * turning * Math.Cos(2 * angle));
            matrix[at + 4] = (float)(scale * turning * Math.Sin(2 * angle));
        }

        return matrix;
    }

    private static int? RingOf(int pixel, int side)
    {
        double x = pixel % side - side / 2, y = pixel / side - side / 2;
        var ring = Array.FindLastIndex(Edges, edge => x * x + y * y >= edge * edge);
        return ring < Rings(side) ? ring : null;
    }

    // Rings that a stamp holds whole.
    private static int Rings(int side) => Edges.Count(edge => edge < side / 2 + 1) - 1;
}
