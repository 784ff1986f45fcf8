using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace GaLNet.Photometry.Psf;

/// <summary>
/// The normal equations of one star: its nine shape parameters, then its own four (relative flux, centre, sky).
/// </summary>
internal sealed class PsfStarEquations
{
    /// <summary>Unknowns of one star: shape and own.</summary>
    public const int Size = MoffatParameters.Count + PsfStar.Own;

    private const int Lanes = PixelSet.Lanes;

    // Planes over the pixels: the light, its derivatives, the sky's (1), the residual; and the weights. Unknown k is
    // plane Plane(k). Two planes meet four at a time, which leaves room for one block beyond the last.
    private const int SkyPlane = 1 + DoubleMoffat.Derivatives;
    private const int ResidualPlane = SkyPlane + 1;
    private const int Planes = ResidualPlane + 1;
    private const int Padded = 16;
    private const int FluxUnknown = MoffatParameters.Count;

    // Working room of a thread: too much of it for every star of a field to have its own.
    [ThreadStatic]
    private static double[]? room;

    private readonly double[] _products = new double[Planes * Padded];

    /// <summary>[Size * Size] lower triangle of the Hessian.</summary>
    public double[] Hessian { get; } = new double[Size * Size];

    /// <summary>[Size] sum of weight * residual * derivative.</summary>
    public double[] Gradient { get; } = new double[Size];

    /// <summary>Sum of weight * residual².</summary>
    public double Chi2 { get; private set; }

    /// <summary>Builds the equations of a star at the present parameters.</summary>
    public void Build(PsfStar star, MoffatParameters parameters)
    {
        var moffat = new DoubleMoffat(parameters);
        var pixels = moffat.NewPixels();
        for (int j = 0, at = 0; j < star.Size; j++)
        for (int i = 0; i < star.Size; i++, at++)
        {
            if (star.InverseVariance[at] > 0)
                pixels.Add(at, i - star.X, j - star.Y);
        }

        pixels.Complete();
        int stride = pixels.Padded;
        if (room is null || room.Length < (Padded + 1) * stride)
            room = new double[(Padded + 1) * stride];
        var planes = room.AsSpan(0, Padded * stride);
        var weights = room.AsSpan(Padded * stride, stride);
        moffat.LightAndDerivatives(pixels, planes, stride);
        planes.Slice(SkyPlane * stride, stride).Fill(1);
        planes[(Planes * stride)..].Clear();
        Residuals(star, pixels, planes[..stride], planes.Slice(ResidualPlane * stride, stride), weights);
        for (int a = 0; a < Planes; a += 2)
        for (int b = 0; b <= a + 1; b += 4)
            AddProducts(planes, weights, stride, a, b);
        TakeSums(star.Flux);
    }

    /// <summary>Applies a step in the star's own unknowns (relative flux, centre, sky).</summary>
    public static void Step(PsfStar star, ReadOnlySpan<double> own)
    {
        star.Flux *= 1 + own[0];
        star.X += own[1];
        star.Y += own[2];
        star.Sky += own[3];
    }

    // In the order of the runs; what fills up vectors has no weight.
    private static void Residuals(
        PsfStar star, PixelSet pixels, ReadOnlySpan<double> light, Span<double> residuals, Span<double> weights)
    {
        int column = 0;
        foreach (var run in pixels.Runs)
        {
            var index = run.Index;
            residuals.Slice(column, run.Padded).Clear();
            weights.Slice(column, run.Padded).Clear();
            for (int k = 0; k < index.Length; k++)
            {
                residuals[column + k] = star.Data[index[k]] - star.Sky - star.Flux * light[column + k];
                weights[column + k] = star.InverseVariance[index[k]];
            }

            column += run.Padded;
        }
    }

    // Weighted products of planes a and a + 1 with b .. b + 3: eight sums for seven loads.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddProducts(ReadOnlySpan<double> planes, ReadOnlySpan<double> weights, int stride, int a, int b)
    {
        var rows = planes.Slice(a * stride, 2 * stride);
        var columns = planes.Slice(b * stride, 4 * stride);
        ref double weight = ref MemoryMarshal.GetReference(weights);
        ref double a0 = ref MemoryMarshal.GetReference(rows);
        ref double a1 = ref MemoryMarshal.GetReference(rows[stride..]);
        ref double b0 = ref MemoryMarshal.GetReference(columns);
        ref double b1 = ref MemoryMarshal.GetReference(columns[stride..]);
        ref double b2 = ref MemoryMarshal.GetReference(columns[(2 * stride)..]);
        ref double b3 = ref MemoryMarshal.GetReference(columns[(3 * stride)..]);
        Vector512<double> s00 = default, s01 = default, s02 = default, s03 = default;
        Vector512<double> s10 = default, s11 = default, s12 = default, s13 = default;
        for (nuint k = 0; k < (nuint)weights.Length; k += Lanes)
        {
            var w = Vector512.LoadUnsafe(ref weight, k);
            var u = w * Vector512.LoadUnsafe(ref a0, k);
            var v = w * Vector512.LoadUnsafe(ref a1, k);
            var p = Vector512.LoadUnsafe(ref b0, k);
            s00 = Vector512.FusedMultiplyAdd(u, p, s00);
            s10 = Vector512.FusedMultiplyAdd(v, p, s10);
            p = Vector512.LoadUnsafe(ref b1, k);
            s01 = Vector512.FusedMultiplyAdd(u, p, s01);
            s11 = Vector512.FusedMultiplyAdd(v, p, s11);
            p = Vector512.LoadUnsafe(ref b2, k);
            s02 = Vector512.FusedMultiplyAdd(u, p, s02);
            s12 = Vector512.FusedMultiplyAdd(v, p, s12);
            p = Vector512.LoadUnsafe(ref b3, k);
            s03 = Vector512.FusedMultiplyAdd(u, p, s03);
            s13 = Vector512.FusedMultiplyAdd(v, p, s13);
        }

        var first = _products.AsSpan(a * Padded + b, 4);
        var second = _products.AsSpan((a + 1) * Padded + b, 4);
        (first[0], first[1], first[2], first[3]) =
            (Vector512.Sum(s00), Vector512.Sum(s01), Vector512.Sum(s02), Vector512.Sum(s03));
        (second[0], second[1], second[2], second[3]) =
            (Vector512.Sum(s10), Vector512.Sum(s11), Vector512.Sum(s12), Vector512.Sum(s13));
    }

    // The model is flux times light plus sky.
    private void TakeSums(double flux)
    {
        for (int a = 0; a < Size; a++)
        {
            int row = Plane(a);
            double scale = row == SkyPlane ? 1 : flux;
            Gradient[a] = scale * _products[ResidualPlane * Padded + row];
            for (int b = 0; b <= a; b++)
            {
                int column = Plane(b);
                Hessian[a * Size + b] = scale * (column == SkyPlane ? 1 : flux)
                    * _products[Math.Max(row, column) * Padded + Math.Min(row, column)];
            }
        }

        Chi2 = _products[ResidualPlane * Padded + ResidualPlane];
    }

    private static int Plane(int unknown) => unknown switch
    {
        < FluxUnknown => unknown + 1,
        FluxUnknown => 0,
        _ => unknown,
    };
}
