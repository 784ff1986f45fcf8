using GaLNet.Inference;

namespace GaLNet.Training.Networks;

/// <summary>
/// The fully connected layers of our best pair. Beside eight direct answers they form gains, one per measured pair of
/// moments for both of its components: the head learns how far to trust and amplify each window, not how to rotate.
/// </summary>
/// <param name="without">Gains and targets that a study leaves out.</param>
internal readonly struct HeadLayers(LeftOut without)
{
    private const int Targets = ShapeTargets.Count, Hidden = 256, Last = 128, PsfHidden = 64, PsfCode = 32;
    private const int PsfPixels = NetworkContract.PsfSize * NetworkContract.PsfSize;
    // Standard deviation of the prior's offsets in pixels of KiDS.
    private const double CentreUnit = 0.75;
    private const double EllipticityGain = 5;
    private static readonly int[] SizeTargets = [ShapeTargets.Mag, ShapeTargets.LnReff, ShapeTargets.LnIndex];

    private static int StampPairs => 2 * StampMeasurer.Windows;
    private static int PsfPairs => 2 * PsfMeasurer.Sigmas.Count;
    private static int StampGains => 2 * StampPairs + 2 + SizeTargets.Length * StampMeasurer.Windows;
    private static int PsfGains => PsfPairs + SizeTargets.Length * PsfMeasurer.Sigmas.Count;

    private bool HasGains => !without.HasFlag(LeftOut.Gains);

    private bool HasSizeGains => !without.HasFlag(LeftOut.SizeGains);

    /// <summary>Lists the weights of both heads; those of gains that are left out stay, unused.</summary>
    public static void Describe(WeightPlan plan, int common)
    {
        Describe(plan, "blind", common, StampGains);
        plan.Linear("psf.0", PsfPixels, PsfHidden);
        plan.Linear("psf.1", PsfHidden, PsfCode);
        plan.Standardise("psf.numbers", PsfMeasurer.NumberCount);
        plan.Count(PsfPixels * PsfMeasurer.NumberCount);
        Describe(plan, "seeing", common + PsfCode + PsfMeasurer.NumberCount + PsfPairs, StampGains + PsfGains);
    }

    /// <summary>GaLNet-1: without the PSF.</summary>
    public T Blind<T>(ITensorOps<T> ops, T common, in StampFeatures<T> stamp, TargetScale scale)
    {
        var (direct, gains) = Layers(ops, common, "blind");
        return Answer(ops, direct, FromStamp(ops, gains, stamp), scale);
    }

    /// <summary>GaLNet-2: with the PSF.</summary>
    public T Seeing<T>(
        ITensorOps<T> ops, T common, in StampFeatures<T> stamp, T psf, TargetScale scale)
    {
        var code = ops.Relu(ops.Linear(ops.Relu(ops.Linear(ops.Affine(psf, 50), "psf.0")), "psf.1"));
        var features = PsfMeasurer.Measure(ops, psf);
        var all = ops.Concat(
            1, common, code, ops.Standardise(features.Numbers, "psf.numbers"),
            Size(ops, features.Ellipticity1, features.Ellipticity2));
        var (direct, gains) = Layers(ops, all, "seeing");
        var measured = FromStamp(ops, gains, stamp);
        if (HasGains)
        {
            var weights = ops.Slice(gains, 1, StampGains, PsfPairs);
            measured[ShapeTargets.E1] = ops.Add(
                measured[ShapeTargets.E1]!, Combined(ops, weights, features.Ellipticity1, EllipticityGain));
            measured[ShapeTargets.E2] = ops.Add(
                measured[ShapeTargets.E2]!, Combined(ops, weights, features.Ellipticity2, EllipticityGain));
        }

        for (var i = 0; HasSizeGains && i < SizeTargets.Length; i++)
        {
            var windows = PsfMeasurer.Sigmas.Count;
            var own = ops.Slice(gains, 1, StampGains + PsfPairs + i * windows, windows);
            measured[SizeTargets[i]] = ops.Add(measured[SizeTargets[i]]!, Combined(ops, own, features.LogFluxes, 1));
        }

        return Answer(ops, direct, measured, scale);
    }

    /// <summary>Length of every pair, which does not turn with the image.</summary>
    public static T Size<T>(ITensorOps<T> ops, T first, T second)
        => ops.Affine(
            ops.Sqrt(ops.Affine(ops.Add(ops.Multiply(first, first), ops.Multiply(second, second)), 1, 1e-4)), 3);

    private static void Describe(WeightPlan plan, string head, int inputs, int gains)
    {
        plan.Linear($"{head}.0", inputs, Hidden);
        plan.Linear($"{head}.1", Hidden, Last);
        // Small at first: the answers start from the measured moments and the means of the targets.
        plan.Linear($"{head}.direct", Last, 2 * Targets, scale: 0.1);
        plan.Linear($"{head}.gains", Last, gains, scale: 0.1);
    }

    private static (T Direct, T Gains) Layers<T>(ITensorOps<T> ops, T inputs, string head)
    {
        var hidden = ops.Relu(ops.Linear(ops.Relu(ops.Linear(inputs, $"{head}.0")), $"{head}.1"));
        return (ops.Linear(hidden, $"{head}.direct"), ops.Linear(hidden, $"{head}.gains"));
    }

    // What is measured on the stamp adds to each target; nothing where its gains are left out.
    private T?[] FromStamp<T>(ITensorOps<T> ops, T gains, in StampFeatures<T> stamp)
    {
        var measured = new T?[Targets];
        if (HasGains)
        {
            var shapeGains = ops.Slice(gains, 1, 0, StampPairs);
            var offsetGains = ops.Slice(gains, 1, StampPairs, StampPairs);
            var trust = ops.Affine(ops.Slice(gains, 1, 2 * StampPairs, 1), 1, 1);
            var innerTrust = ops.Slice(gains, 1, 2 * StampPairs + 1, 1);
            var centre = ops.Affine(stamp.Centre, 1 / CentreUnit);
            var inward = ops.Affine(ops.Subtract(stamp.InnerCentre, stamp.Centre), 1 / CentreUnit);
            var place = ops.Add(ops.Multiply(trust, centre), ops.Multiply(innerTrust, inward));
            measured[ShapeTargets.X] = ops.Add(
                ops.Slice(place, 1, 0, 1), Combined(ops, offsetGains, stamp.Offset1, 1));
            measured[ShapeTargets.Y] = ops.Add(
                ops.Slice(place, 1, 1, 1), Combined(ops, offsetGains, stamp.Offset2, 1));
            measured[ShapeTargets.E1] = Combined(ops, shapeGains, stamp.Ellipticity1, EllipticityGain);
            measured[ShapeTargets.E2] = Combined(ops, shapeGains, stamp.Ellipticity2, EllipticityGain);
        }

        for (var i = 0; HasSizeGains && i < SizeTargets.Length; i++)
        {
            var windows = StampMeasurer.Windows;
            var own = ops.Slice(gains, 1, 2 * StampPairs + 2 + i * windows, windows);
            measured[SizeTargets[i]] = Combined(ops, own, stamp.LogFluxes, 1);
        }

        return measured;
    }

    private static T Combined<T>(ITensorOps<T> ops, T gains, T measured, double factor)
        => ops.Affine(ops.Sum(ops.Multiply(gains, measured), 1), factor);

    private T Answer<T>(ITensorOps<T> ops, T direct, T?[] measured, TargetScale scale)
    {
        T Plus(int target) => measured[target] is { } more
            ? ops.Add(ops.Slice(direct, 1, target, 1), more) : ops.Slice(direct, 1, target, 1);
        var e1 = Plus(ShapeTargets.E1);
        var e2 = Plus(ShapeTargets.E2);
        if (!without.HasFlag(LeftOut.Ellipticity))
            measured[ShapeTargets.AxisRatio] = AxisRatio(ops, e1, e2, scale);
        return ops.Concat(
            1,
            Plus(ShapeTargets.X),
            Plus(ShapeTargets.Y),
            Plus(ShapeTargets.Mag),
            Plus(ShapeTargets.LnReff),
            e1,
            e2,
            Plus(ShapeTargets.LnIndex),
            Plus(ShapeTargets.AxisRatio),
            ops.Slice(direct, 1, Targets, Targets));
    }

    // q follows from the ellipticity, up to a direct correction.
    private static T AxisRatio<T>(ITensorOps<T> ops, T e1, T e2, TargetScale scale)
    {
        var true1 = ops.Affine(e1, scale.Spread[ShapeTargets.E1], scale.Mean[ShapeTargets.E1]);
        var true2 = ops.Affine(e2, scale.Spread[ShapeTargets.E2], scale.Mean[ShapeTargets.E2]);
        var e = ops.Sqrt(ops.Affine(ops.Add(ops.Multiply(true1, true1), ops.Multiply(true2, true2)), 1, 1e-5));
        var ratio = ops.Divide(ops.Affine(e, -1, 1), ops.Affine(e, 1, 1));
        var spread = scale.Spread[ShapeTargets.AxisRatio];
        return ops.Affine(ratio, 1 / spread, -scale.Mean[ShapeTargets.AxisRatio] / spread);
    }
}
