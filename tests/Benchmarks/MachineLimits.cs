using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GaLNet.Benchmarks;

/// <summary>What one core of this machine can do at most, measured: the roof over every kernel.</summary>
/// <param name="FlopsPerSecond">Single-precision operations (a fused multiply-add counts two).</param>
/// <param name="MemoryBytesPerSecond">Bytes read and written while copying 128 MB.</param>
internal sealed record MachineLimits(double FlopsPerSecond, double MemoryBytesPerSecond)
{
    /// <summary>Measures the limits; about two seconds.</summary>
    public static MachineLimits Measure() => new(Best(FusedMultiplyAdds), Best(MemoryCopies));

    /// <summary>
    /// CPU seconds that an action takes on all threads together: the best of five rounds of at least 0.3 s.
    /// </summary>
    public static double SecondsOf(Action action)
    {
        Repeat(action, 0.3);
        var best = double.PositiveInfinity;
        for (var round = 0; round < 5; round++)
        {
            var start = CpuSeconds();
            var count = Repeat(action, 0.3);
            best = Math.Min(best, (CpuSeconds() - start) / count);
        }

        return best;
    }

    private static int Repeat(Action action, double seconds)
    {
        var count = 0;
        var clock = Stopwatch.StartNew();
        do
        {
            action();
            count++;
        }
        while (clock.Elapsed.TotalSeconds < seconds);

        return count;
    }

    // Time on the core, not on the clock: other work on the machine does not count.
    private static double CpuSeconds()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime.TotalSeconds;
    }

    private static double Best(Func<double> work)
    {
        double amount = 0;
        var seconds = SecondsOf(() => amount = work());
        return amount / seconds;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double FusedMultiplyAdds()
    {
        const int rounds = 20_000;
        var a = Vector512.Create(1.0000001f);
        var b = Vector512.Create(1e-9f);
        Vector512<float> s0 = a, s1 = a, s2 = a, s3 = a, s4 = a, s5 = a, s6 = a, s7 = a, s8 = a, s9 = a;
        for (var i = 0; i < rounds; i++)
        {
            s0 = Vector512.FusedMultiplyAdd(s0, a, b);
            s1 = Vector512.FusedMultiplyAdd(s1, a, b);
            s2 = Vector512.FusedMultiplyAdd(s2, a, b);
            s3 = Vector512.FusedMultiplyAdd(s3, a, b);
            s4 = Vector512.FusedMultiplyAdd(s4, a, b);
            s5 = Vector512.FusedMultiplyAdd(s5, a, b);
            s6 = Vector512.FusedMultiplyAdd(s6, a, b);
            s7 = Vector512.FusedMultiplyAdd(s7, a, b);
            s8 = Vector512.FusedMultiplyAdd(s8, a, b);
            s9 = Vector512.FusedMultiplyAdd(s9, a, b);
        }

        Keep(Vector512.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9));
        return rounds * 10.0 * 16 * 2;
    }

    private static readonly float[] From = new float[16 << 20];
    private static readonly float[] To = new float[16 << 20];

    private static double MemoryCopies()
    {
        From.CopyTo(To, 0);
        return 8.0 * From.Length;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Keep(float value) => _ = value;
}
