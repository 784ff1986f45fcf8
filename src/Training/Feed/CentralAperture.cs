using System.Collections.Concurrent;
using GaLNet.Inference;

namespace GaLNet.Training.Feed;

/// <summary>
/// The circle that sets a stamp's flux scale: 7.5 pixels about the central one, the paper's 1.5 arcsec in KiDS.
/// </summary>
internal static class CentralAperture
{
    /// <summary>Radius, pixels.</summary>
    public const double RadiusPix = 7.5;

    /// <summary>Smallest flux scale, sky sigmas; only an empty stamp is below it.</summary>
    public const float LeastFlux = 50;

    private static readonly ConcurrentDictionary<int, float[]> Masks = new();

    /// <summary>[side * side] 1 inside, 0 outside; the same array every time.</summary>
    public static float[] MaskOf(int side) => Masks.GetOrAdd(side, MakeMask);

    /// <summary>The mask of a stamp of the contract.</summary>
    public static float[] Mask { get; } = MaskOf(NetworkContract.StampSize);

    /// <summary>Flux within the circle, at least <see cref="LeastFlux"/>.</summary>
    public static float Flux(ReadOnlySpan<float> stamp)
        => Math.Max(System.Numerics.Tensors.TensorPrimitives.Dot(stamp, MaskOf((int)Math.Sqrt(stamp.Length))), LeastFlux);

    private static float[] MakeMask(int side)
    {
        var centre = side / 2;
        var mask = new float[side * side];
        for (var i = 0; i < mask.Length; i++)
        {
            int dx = i % side - centre, dy = i / side - centre;
            if (dx * dx + dy * dy <= RadiusPix * RadiusPix) mask[i] = 1;
        }

        return mask;
    }
}
