using GaLNet.Training.Feed;

namespace GaLNet.Training.Networks;

/// <summary>
/// The targets of our best networks: x, y (pixels), magnitude relative to the aperture's, ln rEff (pixels), ellipticity
/// e1 and e2 with |e| = (1 - q)/(1 + q) at twice the position angle, ln n, q. Studies may leave the logarithms out, or
/// put the position angle in the place of both components.
/// </summary>
internal static class ShapeTargets
{
    public const int X = 0, Y = 1, Mag = 2, LnReff = 3, E1 = 4, E2 = 5, LnIndex = 6, AxisRatio = 7, Count = 8;

    /// <summary>Largest offset from the central pixel that an answer may have: the prior's 0.4 arcsec.</summary>
    public const double MostOffsetPix = 2.75;

    // Limits of answers, a little beyond the priors.
    private const double LeastReffPix = 0.2, MostReffPix = 60, LeastIndex = 0.05, MostIndex = 12, LeastAxisRatio = 0.05;
    private const double LeastLogScale = -6, MostLogScale = 3;
    // Half of 68.3 % of all directions: the width where nothing is known of the direction.
    private const double MostAngleWidthDeg = 0.683 * 90;

    /// <summary>Targets of a galaxy.</summary>
    public static void Encode(in PixelTruth truth, float apertureFlux, LeftOut without, Span<float> targets)
    {
        var takesLogarithms = !without.HasFlag(LeftOut.Logarithms);
        var hasShape = !without.HasFlag(LeftOut.Ellipticity);
        var e = (1 - truth.AxisRatio) / (1 + truth.AxisRatio);
        var angle = 2 * Math.PI / 180 * truth.PaDeg;
        targets[X] = (float)truth.XPix;
        targets[Y] = (float)truth.YPix;
        targets[Mag] = (float)(truth.SigmaMag + 2.5 * Math.Log10(apertureFlux));
        targets[LnReff] = (float)(takesLogarithms ? Math.Log(truth.ReffPix) : truth.ReffPix);
        targets[E1] = (float)(hasShape ? e * Math.Cos(angle) : truth.PaDeg);
        targets[E2] = (float)(hasShape ? e * Math.Sin(angle) : truth.PaDeg);
        targets[LnIndex] = (float)(takesLogarithms ? Math.Log(truth.Index) : truth.Index);
        targets[AxisRatio] = (float)truth.AxisRatio;
    }

    /// <summary>Values and widths that answers stand for.</summary>
    public static PixelAnswer<T> Interpret<T>(
        ITensorOps<T> ops, T answers, T apertureFlux, TargetScale scale, LeftOut without)
    {
        T Value(int k) => ops.Affine(ops.Slice(answers, 1, k, 1), scale.Spread[k], scale.Mean[k]);
        T Width(int k) => ops.Affine(
            ops.Exp(ops.Clip(ops.Slice(answers, 1, Count + k, 1), LeastLogScale, MostLogScale)), scale.Spread[k]);
        var takesLogarithms = !without.HasFlag(LeftOut.Logarithms);
        T Positive(int k, double least, double most) => takesLogarithms
            ? ops.Exp(ops.Clip(Value(k), Math.Log(least), Math.Log(most)))
            : ops.Clip(Value(k), least, most);
        // The width of a logarithm is relative.
        T PositiveWidth(int k, T value) => takesLogarithms ? ops.Multiply(value, Width(k)) : Width(k);
        var hasShape = !without.HasFlag(LeftOut.Ellipticity);
        var (e1, e2) = (Value(E1), Value(E2));
        var reff = Positive(LnReff, LeastReffPix, MostReffPix);
        var index = Positive(LnIndex, LeastIndex, MostIndex);
        var values = ops.Concat(
            1,
            ops.Clip(Value(X), -MostOffsetPix, MostOffsetPix),
            ops.Clip(Value(Y), -MostOffsetPix, MostOffsetPix),
            ops.Add(Value(Mag), ops.Affine(ops.Log(apertureFlux), -2.5 / Math.Log(10))),
            reff,
            ops.Clip(Value(AxisRatio), LeastAxisRatio, 1),
            hasShape ? ops.HalfAngleDeg(e1, e2)
                : ops.Clip(ops.Affine(ops.Add(e1, e2), 0.5), 0, TorchOps.BelowHalfTurn),
            index);
        var widths = ops.Concat(
            1, Width(X), Width(Y), Width(Mag), PositiveWidth(LnReff, reff), Width(AxisRatio),
            hasShape ? AngleWidthDeg(ops, e1, e2, Width(E1), Width(E2)) : Width(E1),
            PositiveWidth(LnIndex, index));
        return new PixelAnswer<T>(values, widths);
    }

    // The width across the direction of (e1, e2), over its length, is twice the position angle's where it is small. It
    // goes over smoothly into the largest one, for round galaxies would otherwise blow up the rounding of e1 and e2.
    private static T AngleWidthDeg<T>(ITensorOps<T> ops, T e1, T e2, T width1, T width2)
    {
        T Product(T a, T b) => ops.Multiply(a, b);
        var square = ops.Affine(ops.Add(Product(e1, e1), Product(e2, e2)), 1, 1e-12);
        var across = ops.Divide(
            ops.Add(
                Product(Product(e1, e1), Product(width2, width2)), Product(Product(e2, e2), Product(width1, width1))),
            square);
        const double degrees = 90 / Math.PI, largest = degrees / MostAngleWidthDeg;
        return ops.Affine(
            ops.Sqrt(ops.Divide(across, ops.Add(square, ops.Affine(across, largest * largest)))), degrees);
    }
}
