using System.Numerics;
using System.Runtime.InteropServices;
using Tensor = TorchSharp.torch.Tensor;

namespace GaLNet.Training.Loop;

/// <summary>
/// AdamW on the CPU in one pass over memory on all cores. Torch's operations would make a dozen passes over arrays
/// that fit no cache, on one core, while the replicas wait.
/// </summary>
internal static class FlatAdam
{
    private const int Chunk = 1 << 15;

    /// <summary>Turns the first gradient into the mean of all and returns its length.</summary>
    public static double Average(IReadOnlyList<Tensor> gradients)
    {
        var length = (int)gradients[0].numel();
        var squares = new double[(length + Chunk - 1) / Chunk];
        var share = 1f / gradients.Count;
        Parallel.For(0, squares.Length, chunk =>
        {
            var sum = Part(gradients[0], chunk);
            for (var other = 1; other < gradients.Count; other++)
            {
                var more = Part(gradients[other], chunk);
                for (var i = 0; i < sum.Length; i++) sum[i] += more[i];
            }

            var square = Vector<float>.Zero;
            foreach (ref var four in sum)
            {
                four *= share;
                square += four * four;
            }

            squares[chunk] = Vector.Sum(square);
            for (var i = Vector<float>.Count * sum.Length; i < Tail(gradients[0], chunk).Length; i++)
            {
                float rest = 0;
                foreach (var gradient in gradients) rest += Tail(gradient, chunk)[i];
                Tail(gradients[0], chunk)[i] = rest * share;
                squares[chunk] += rest * share * rest * share;
            }
        });
        return Math.Sqrt(squares.Sum());
    }

    /// <summary>One step.</summary>
    /// <param name="weights">Moved.</param>
    /// <param name="gradient">The gradient.</param>
    /// <param name="mean">Running mean of the gradient.</param>
    /// <param name="square">Running mean of its square.</param>
    /// <param name="f">Factors of this step.</param>
    public static void Step(Tensor weights, Tensor gradient, Tensor mean, Tensor square, AdamFactors f)
    {
        var chunks = ((int)weights.numel() + Chunk - 1) / Chunk;
        Parallel.For(0, chunks, chunk =>
        {
            var w = Part(weights, chunk);
            var g = Part(gradient, chunk);
            var m = Part(mean, chunk);
            var v = Part(square, chunk);
            var epsilon = new Vector<float>(f.Epsilon);
            for (var i = 0; i < w.Length; i++)
            {
                var clipped = g[i] * f.Clip;
                m[i] = m[i] * f.Decay1 + clipped * (1 - f.Decay1);
                v[i] = v[i] * f.Decay2 + clipped * clipped * (1 - f.Decay2);
                w[i] = w[i] * f.Keep - f.Rate * m[i] / (Vector.SquareRoot(v[i] * f.Unbias2) + epsilon);
            }

            var wt = Tail(weights, chunk);
            var gt = Tail(gradient, chunk);
            var mt = Tail(mean, chunk);
            var vt = Tail(square, chunk);
            for (var i = Vector<float>.Count * w.Length; i < wt.Length; i++)
            {
                var clipped = gt[i] * f.Clip;
                mt[i] = mt[i] * f.Decay1 + clipped * (1 - f.Decay1);
                vt[i] = vt[i] * f.Decay2 + clipped * clipped * (1 - f.Decay2);
                wt[i] = wt[i] * f.Keep - f.Rate * mt[i] / (MathF.Sqrt(vt[i] * f.Unbias2) + f.Epsilon);
            }
        });
    }

    // The whole chunk, number by number, and as vectors without the odd rest.
    private static Span<float> Tail(Tensor tensor, int chunk)
    {
        var all = MemoryMarshal.Cast<byte, float>(tensor.bytes);
        return all.Slice(chunk * Chunk, Math.Min(Chunk, all.Length - chunk * Chunk));
    }

    private static Span<Vector<float>> Part(Tensor tensor, int chunk)
        => MemoryMarshal.Cast<float, Vector<float>>(Tail(tensor, chunk));
}
