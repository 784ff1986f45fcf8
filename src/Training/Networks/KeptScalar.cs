using System.Collections.Concurrent;
using TorchSharp;

namespace GaLNet.Training.Networks;

/// <summary>
/// Constants of torch operations, made once and never let go. A number passed to an operator becomes a temporary
/// TorchSharp <see cref="Scalar"/>, which a collection on another thread may finalise while the native call still reads
/// it ("Unknown scalar type"): seen once in 90 minutes, and the training then begins again from its last checkpoint.
/// </summary>
internal static class KeptScalar
{
    private static readonly ConcurrentDictionary<float, Scalar> Known = new();

    /// <summary>One, the factor that TorchSharp's sums carry.</summary>
    public static Scalar One { get; } = Of(1);

    /// <summary>A constant of the program; not for values that change from step to step.</summary>
    public static Scalar Of(double value) => Known.GetOrAdd((float)value, number => number.ToScalar());
}
