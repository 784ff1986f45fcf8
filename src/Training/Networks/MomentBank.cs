namespace GaLNet.Training.Networks;

/// <summary>
/// Products of an image with Hermite polynomials under Gaussian windows of several widths: all that shape, size and
/// concentration do to an image to fourth order. Kind k l of window g is
/// sum over pixels of I(x, y) He_k(u) He_l(v) exp(-(u² + v²)/2), u = (x - cx)/sigma_g, v = (y - cy)/sigma_g.
/// </summary>
internal static class MomentBank
{
    /// <summary>Orders of the polynomials, 0 to 4.</summary>
    public const int Orders = 5;

    /// <summary>Kinds (k, l) with k + l up to 4, (0, 0) first.</summary>
    public static IReadOnlyList<(int K, int L)> Kinds { get; } =
        [.. from k in Enumerable.Range(0, Orders) from l in Enumerable.Range(0, Orders - k) select (k, l)];

    /// <summary>Kinds beside (0, 0).</summary>
    public static int HigherKinds => Kinds.Count - 1;

    // Rows of the two components of each spin: two of second order in a window, then two of fourth (third).
    private static readonly (int K, int L, float Weight)[][] Mixes =
    [
        [(2, 0, 1), (0, 2, -1)],
        [(4, 0, 0.5f), (0, 4, -0.5f)],
        [(1, 1, 2)],
        [(3, 1, 1), (1, 3, 1)],
        [(1, 0, 1)],
        [(3, 0, 0.5f), (1, 2, 0.5f)],
        [(0, 1, 1)],
        [(0, 3, 0.5f), (2, 1, 0.5f)],
    ];

    /// <summary>
    /// [8, higher kinds]: combines moments into pairs that turn as a whole when the image is rotated. Rows 0-1 and 2-3
    /// are the two components of spin 2 (ellipticity), rows 4-5 and 6-7 those of spin 1 (position).
    /// </summary>
    public static float[] SpinMatrix { get; } = MakeSpinMatrix();

    /// <summary>He_k(u) exp(-u²/2) for k = 0..4, joined along an axis.</summary>
    public static T Basis<T>(ITensorOps<T> ops, T u, int axis)
    {
        var square = ops.Multiply(u, u);
        var window = ops.Exp(ops.Affine(square, -0.5));
        var first = ops.Multiply(window, u);
        return ops.Concat(
            axis,
            window,
            first,
            ops.Multiply(window, ops.Affine(square, 1, -1)),
            ops.Multiply(first, ops.Affine(square, 1, -3)),
            ops.Multiply(window, ops.Affine(ops.Multiply(square, ops.Affine(square, 1, -6)), 1, 3)));
    }

    /// <summary>[side * side, kinds * windows]: the same products about the centre as one matrix.</summary>
    public static float[] CentredMatrix(int side, IReadOnlyList<float> sigmas)
    {
        var matrix = new float[side * side * Kinds.Count * sigmas.Count];
        var columns = Kinds.Count * sigmas.Count;
        for (var y = 0; y < side; y++)
            for (var x = 0; x < side; x++)
                for (var kind = 0; kind < Kinds.Count; kind++)
                    for (var g = 0; g < sigmas.Count; g++)
                    {
                        double u = (x - side / 2) / sigmas[g], v = (y - side / 2) / sigmas[g];
                        matrix[(y * side + x) * columns + kind * sigmas.Count + g] =
                            (float)(Hermite(Kinds[kind].K, u) * Hermite(Kinds[kind].L, v)
                                * Math.Exp(-0.5 * (u * u + v * v)));
                    }
        return matrix;
    }

    /// <summary>Probabilists' Hermite polynomial of order 0 to 4.</summary>
    public static double Hermite(int order, double u) => order switch
    {
        0 => 1,
        1 => u,
        2 => u * u - 1,
        3 => u * (u * u - 3),
        4 => u * u * (u * u - 6) + 3,
        _ => throw new ArgumentOutOfRangeException(nameof(order), order, "Orders 0 to 4 are used."),
    };

    private static float[] MakeSpinMatrix()
    {
        var matrix = new float[Mixes.Length * HigherKinds];
        for (var row = 0; row < Mixes.Length; row++)
            foreach (var (k, l, weight) in Mixes[row])
            {
                var kind = Enumerable.Range(0, Kinds.Count).First(i => Kinds[i] == (k, l));
                matrix[row * HigherKinds + kind - 1] = weight;
            }
        return matrix;
    }
}
