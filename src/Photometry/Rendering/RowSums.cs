using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GaLNet.Photometry.Rendering;

/// <summary>The last step of an inverse Fourier sum: from half-transformed rows [2, frequencies] to pixels.</summary>
internal static unsafe class RowSums
{
    private const int Lanes = StampGrid.Lanes;

    /// <summary>
    /// Writes one plane from its first <paramref name="count"/> frequencies kx. Even and odd parts for t ≥ 0 give both
    /// halves of a row; rows go from the first to the last, so that what spills over a row's ends is overwritten or
    /// lies in the padding.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Write(StampGrid grid, float[] halfTransformed, int plane, int count, ModelPlanes planes)
    {
        var half = grid.HalfX;
        var right = grid.Width / 2;
        var left = (grid.Width - 1) / 2;
        var reverse = Vector512.Create(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
        fixed (float* input = halfTransformed, cosines = grid.RowCos, sines = grid.RowSin, image = planes.Buffer)
        {
            for (var row = 0; row < grid.Height; row += 4)
            {
                var here = Math.Min(4, grid.Height - row);
                var a = input + 2 * (plane * grid.Height + row) * grid.PaddedX;
                var step = here == 4 ? 2 * grid.PaddedX : 0;
                var output = image + planes.Start(plane) + row * grid.Stride;
                if (here == 4)
                {
                    for (var t = 0; t < half; t += Lanes)
                    {
                        SumFour(grid, a, step, cosines + t, sines + t, count,
                            output, right + t, left - t - 15, reverse);
                    }
                }
                else
                {
                    for (var r = 0; r < here; r++)
                    {
                        for (var t = 0; t < half; t += Lanes)
                        {
                            SumOne(grid, a + 2 * r * grid.PaddedX, cosines + t, sines + t, count,
                                output + r * grid.Stride, right + t, left - t - 15, reverse);
                        }
                    }
                }
            }
        }
    }

    private static void SumFour(StampGrid grid, float* a, int step, float* cosines, float* sines, int count,
        float* output, int right, int left, Vector512<int> reverse)
    {
        Vector512<float> e0 = default, e1 = default, e2 = default, e3 = default;
        Vector512<float> o0 = default, o1 = default, o2 = default, o3 = default;
        var odd = a + grid.PaddedX;
        for (var k = 0; k < count; k++)
        {
            var c = Vector512.Load(cosines + k * grid.HalfX);
            var s = Vector512.Load(sines + k * grid.HalfX);
            e0 = Vector512.FusedMultiplyAdd(Vector512.Create(a[k]), c, e0);
            o0 = Vector512.FusedMultiplyAdd(Vector512.Create(odd[k]), s, o0);
            e1 = Vector512.FusedMultiplyAdd(Vector512.Create(a[step + k]), c, e1);
            o1 = Vector512.FusedMultiplyAdd(Vector512.Create(odd[step + k]), s, o1);
            e2 = Vector512.FusedMultiplyAdd(Vector512.Create(a[2 * step + k]), c, e2);
            o2 = Vector512.FusedMultiplyAdd(Vector512.Create(odd[2 * step + k]), s, o2);
            e3 = Vector512.FusedMultiplyAdd(Vector512.Create(a[3 * step + k]), c, e3);
            o3 = Vector512.FusedMultiplyAdd(Vector512.Create(odd[3 * step + k]), s, o3);
        }
        WriteRow(output, e0, o0, right, left, reverse);
        WriteRow(output + grid.Stride, e1, o1, right, left, reverse);
        WriteRow(output + 2 * grid.Stride, e2, o2, right, left, reverse);
        WriteRow(output + 3 * grid.Stride, e3, o3, right, left, reverse);
    }

    private static void SumOne(StampGrid grid, float* a, float* cosines, float* sines, int count, float* output,
        int right, int left, Vector512<int> reverse)
    {
        Vector512<float> even = default, odd = default;
        for (var k = 0; k < count; k++)
        {
            even += Vector512.Create(a[k]) * Vector512.Load(cosines + k * grid.HalfX);
            odd += Vector512.Create(a[grid.PaddedX + k]) * Vector512.Load(sines + k * grid.HalfX);
        }
        WriteRow(output, even, odd, right, left, reverse);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteRow(
        float* row, Vector512<float> even, Vector512<float> odd, int right, int left, Vector512<int> reverse)
    {
        Vector512.Shuffle(even + odd, reverse).Store(row + left);
        (even - odd).Store(row + right);
    }
}
