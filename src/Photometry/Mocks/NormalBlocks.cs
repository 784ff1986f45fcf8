using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using GaLNet.Photometry.Rendering;

namespace GaLNet.Photometry.Mocks;

/// <summary>
/// Normal deviates by the block: eight xoshiro256++ generators side by side, and the transform of Box and Muller on
/// vectors. As exact as single precision; the largest deviate is 6.76, which one in 7e10 exceeds. Not thread-safe.
/// </summary>
internal sealed class NormalBlocks
{
    private const int Words = 8;
    private const float PerStep = 2.3283064e-10f; // 2^-32

    private readonly ulong[] _state = new ulong[4 * Words];

    /// <summary>Starts the generators from a stream, which moves on by 32 words.</summary>
    public void Restart(RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        for (var i = 0; i < _state.Length; i++)
            _state[i] = random.NextBits();
    }

    /// <summary>Fills whole blocks of 32 deviates.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fill(Span<float> deviates)
    {
        if (deviates.Length % (4 * Words) != 0)
            throw new ArgumentException($"Found room for {deviates.Length} deviates; give a multiple of {4 * Words}.");
        var (s0, s1) = (Vector512.Create(_state, 0), Vector512.Create(_state, Words));
        var (s2, s3) = (Vector512.Create(_state, 2 * Words), Vector512.Create(_state, 3 * Words));
        for (var i = 0; i < deviates.Length; i += 4 * Words)
        {
            var radius = Radius(Next(ref s0, ref s1, ref s2, ref s3).AsUInt32());
            var (x, y) = Direction(Next(ref s0, ref s1, ref s2, ref s3).AsInt32());
            (radius * x).CopyTo(deviates[i..]);
            (radius * y).CopyTo(deviates[(i + 2 * Words)..]);
        }

        s0.CopyTo(_state, 0);
        s1.CopyTo(_state, Words);
        s2.CopyTo(_state, 2 * Words);
        s3.CopyTo(_state, 3 * Words);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Next(
        ref Vector512<ulong> s0, ref Vector512<ulong> s1, ref Vector512<ulong> s2, ref Vector512<ulong> s3)
    {
        var sum = s0 + s3;
        var result = ((sum << 23) | (sum >>> 41)) + s0;
        var shifted = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= shifted;
        s3 = (s3 << 45) | (s3 >>> 19);
        return result;
    }

    // sqrt(-2 ln u) of u in (0, 1].
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Radius(Vector512<uint> bits)
    {
        var u = (Vector512.ConvertToSingle(bits) + Vector512.Create(0.5f)) * PerStep;
        return Vector512.Sqrt(Vector512.Max(Vector512<float>.Zero, VectorExponential.Log(u) * -2f));
    }

    // A direction: within 45 degrees of +x by 30 bits, turned by a multiple of 90 degrees by the other two.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<float> X, Vector512<float> Y) Direction(Vector512<int> bits)
    {
        var a = Vector512.ConvertToSingle(bits << 2) * (float)(Math.PI / 4 / (1L << 31));
        var a2 = a * a;
        // Minimax polynomials on ±π/4 (Cephes).
        var sin = Vector512.FusedMultiplyAdd(a2, Vector512.Create(-1.9515295891e-4f), Vector512.Create(8.3321608736e-3f));
        sin = Vector512.FusedMultiplyAdd(sin, a2, Vector512.Create(-1.6666654611e-1f));
        sin = Vector512.FusedMultiplyAdd(sin * a2, a, a);
        var cos = Vector512.FusedMultiplyAdd(
            a2, Vector512.Create(2.443315711809948e-5f), Vector512.Create(-1.388731625493765e-3f));
        cos = Vector512.FusedMultiplyAdd(cos, a2, Vector512.Create(4.166664568298827e-2f));
        cos = Vector512.FusedMultiplyAdd(cos * a2, a2, Vector512.FusedMultiplyAdd(
            a2, Vector512.Create(-0.5f), Vector512<float>.One));
        var isTurned = Vector512.LessThan(bits << 1, Vector512<int>.Zero).AsSingle();
        var opposite = (bits & Vector512.Create(int.MinValue)).AsSingle();
        return (Vector512.ConditionalSelect(isTurned, -sin, cos) ^ opposite,
            Vector512.ConditionalSelect(isTurned, cos, sin) ^ opposite);
    }
}
