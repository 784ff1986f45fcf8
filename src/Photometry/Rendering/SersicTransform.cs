using System.Runtime.CompilerServices;
using GaLNet.Photometry.Profiles;

namespace GaLNet.Photometry.Rendering;

/// <summary>
/// The Hankel transform S(u; n) of the round Sérsic profile of unit flux and rEff = 1, and dS/d(u²), tabulated on
/// 96 logarithmic steps of n in [0.1, 8] and 64 knots per octave of u² from 2^-32 to 2^24. Knots are equidistant
/// inside an octave, so that a knot's number is the upper bits of the float u². Absolute error below 1e-6.
/// Made once per process with FFTLog (Hamilton 2000, MNRAS 312, 257).
/// </summary>
internal sealed class SersicTransform
{
    /// <summary>Bits of a float below the knot number: 6 bits of the mantissa count the knots of an octave.</summary>
    public const int FractionBits = 17;

    /// <summary>Smallest tabulated u².</summary>
    public const float MinU2 = 2.3283064e-10f; // 2^-32

    /// <summary>Largest tabulated u².</summary>
    public const float MaxU2 = 1.6777215e7f; // just below 2^24

    /// <summary>Knots in a row, with one spare beyond the end.</summary>
    public const int Knots = 56 * 64 + 2;

    private const int IndexSteps = 96;
    private const int GridSize = 4096;
    private const double GridStep = 0.008;

    private static readonly Lazy<SersicTransform> Shared = new(() => new SersicTransform());

    private readonly float[] _value = new float[IndexSteps * Knots];
    private readonly float[] _slope = new float[IndexSteps * Knots];

    private SersicTransform()
    {
        var kernel = new KernelPhases(GridSize, GridStep);
        Parallel.For(0, IndexSteps, () => new Workspace(), (row, _, workspace) =>
        {
            FillRow(row, kernel, workspace);
            return workspace;
        }, _ => { });
    }

    /// <summary>The table, made at first use.</summary>
    public static SersicTransform Instance => Shared.Value;

    private static double LogStep { get; } = Math.Log(Sersic.MaxIndex / Sersic.MinIndex) / (IndexSteps - 1);

    /// <summary>Number of the first knot at or below <paramref name="u2"/>.</summary>
    public static int KnotBelow(float u2)
        => (BitConverter.SingleToInt32Bits(Math.Clamp(u2, MinU2, MaxU2)) >> FractionBits) - FirstKnotBits;

    /// <summary>What the upper bits of a float u² must be reduced by to give its knot.</summary>
    public static int FirstKnotBits { get; } = BitConverter.SingleToInt32Bits(MinU2) >> FractionBits;

    /// <summary>
    /// Rows for one index n, between two knots: S, dS/d(u²) and dS/dn, by four-point Lagrange interpolation in ln n.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Blend(double n, int from, int to, Span<float> value, Span<float> slope, Span<float> indexSlope)
    {
        var t = Math.Log(Math.Clamp(n, Sersic.MinIndex, Sersic.MaxIndex) / Sersic.MinIndex) / LogStep;
        var row = Math.Clamp((int)t - 1, 0, IndexSteps - 4);
        t -= row;
        Span<float> w = stackalloc float[4];
        Span<float> d = stackalloc float[4];
        LagrangeWeights(t, w);
        LagrangeSlopes(t, 1 / (LogStep * n), d);
        var width = System.Numerics.Vector<float>.Count;
        for (var k = from; k <= to; k += width)
        {
            if (k + width > Knots)
                k = Knots - width;
            System.Numerics.Vector<float> s = default, g = default, m = default;
            for (var j = 0; j < 4; j++)
            {
                var at = (row + j) * Knots + k;
                var v = new System.Numerics.Vector<float>(_value, at);
                s += v * w[j];
                m += v * d[j];
                g += new System.Numerics.Vector<float>(_slope, at) * w[j];
            }
            s.CopyTo(value[k..]);
            g.CopyTo(slope[k..]);
            m.CopyTo(indexSlope[k..]);
        }
    }

    /// <summary>The same without the slope in n.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Blend(double n, int from, int to, Span<float> value, Span<float> slope)
    {
        var t = Math.Log(Math.Clamp(n, Sersic.MinIndex, Sersic.MaxIndex) / Sersic.MinIndex) / LogStep;
        var row = Math.Clamp((int)t - 1, 0, IndexSteps - 4);
        Span<float> w = stackalloc float[4];
        LagrangeWeights(t - row, w);
        var width = System.Numerics.Vector<float>.Count;
        for (var k = from; k <= to; k += width)
        {
            if (k + width > Knots)
                k = Knots - width;
            System.Numerics.Vector<float> s = default, g = default;
            for (var j = 0; j < 4; j++)
            {
                var at = (row + j) * Knots + k;
                s += new System.Numerics.Vector<float>(_value, at) * w[j];
                g += new System.Numerics.Vector<float>(_slope, at) * w[j];
            }
            s.CopyTo(value[k..]);
            g.CopyTo(slope[k..]);
        }
    }

    /// <summary>S(u; n) at one point, for checks and for slow paths.</summary>
    public double Value(double u, double n)
    {
        Span<float> rows = new float[3 * Knots];
        var u2 = Math.Clamp((float)(u * u), MinU2, MaxU2);
        var knot = KnotBelow(u2);
        Blend(n, knot, knot + 1, rows[..Knots], rows[Knots..(2 * Knots)], rows[(2 * Knots)..]);
        var below = BitConverter.Int32BitsToSingle((knot + FirstKnotBits) << FractionBits);
        var above = BitConverter.Int32BitsToSingle((knot + 1 + FirstKnotBits) << FractionBits);
        var delta = u2 - below;
        double g0 = rows[Knots + knot], g1 = rows[Knots + knot + 1];
        return rows[knot] + delta * (g0 + 0.5 * delta / (above - below) * (g1 - g0));
    }

    private static void LagrangeWeights(double t, Span<float> w)
    {
        w[0] = (float)((t - 1) * (t - 2) * (t - 3) / -6);
        w[1] = (float)(t * (t - 2) * (t - 3) / 2);
        w[2] = (float)(t * (t - 1) * (t - 3) / -2);
        w[3] = (float)(t * (t - 1) * (t - 2) / 6);
    }

    private static void LagrangeSlopes(double t, double scale, Span<float> d)
    {
        d[0] = (float)(scale * ((t - 2) * (t - 3) + (t - 1) * (t - 3) + (t - 1) * (t - 2)) / -6);
        d[1] = (float)(scale * ((t - 2) * (t - 3) + t * (t - 3) + t * (t - 2)) / 2);
        d[2] = (float)(scale * ((t - 1) * (t - 3) + t * (t - 3) + t * (t - 1)) / -2);
        d[3] = (float)(scale * ((t - 1) * (t - 2) + t * (t - 2) + t * (t - 1)) / 6);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillRow(int row, KernelPhases kernel, Workspace w)
    {
        var n = Sersic.MinIndex * Math.Exp(row * LogStep);
        kernel.Transform(n, w);
        for (var knot = 0; knot < Knots; knot++)
        {
            var bits = (knot + FirstKnotBits) << FractionBits;
            double u2 = BitConverter.Int32BitsToSingle(bits);
            var position = 0.5 * Math.Log(u2) / GridStep + GridSize / 2;
            var at = (int)position - 1;
            var t = position - at;
            double a = (t - 1) * (t - 2) * (t - 3) / -6, b = t * (t - 2) * (t - 3) / 2;
            double c = t * (t - 1) * (t - 3) / -2, d = t * (t - 1) * (t - 2) / 6;
            var value = a * w.Re[at] + b * w.Re[at + 1] + c * w.Re[at + 2] + d * w.Re[at + 3];
            var slope = a * w.Im[at] + b * w.Im[at + 1] + c * w.Im[at + 2] + d * w.Im[at + 3];
            _value[row * Knots + knot] = (float)value;
            _slope[row * Knots + knot] = (float)(slope / (2 * u2)); // from d/dln u to d/d(u²)
        }
    }

    /// <summary>
    /// Buffers of one thread: after a transform Re holds S and Im holds dS/dln u on the grid of ln u.
    /// </summary>
    internal sealed class Workspace
    {
        public double[] Re { get; } = new double[GridSize];

        public double[] Im { get; } = new double[GridSize];
    }
}
