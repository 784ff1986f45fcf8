using GaLNet.Photometry.Statistics;
using GaLNet.Training.Feed;

namespace GaLNet.Training.Networks;

/// <summary>
/// The targets of our best networks: x, y (pixels), magnitude relative to the aperture's, ln rEff (pixels), ellipticity
/// e1 and e2 with |e| = (1 - q)/(1 + q) at twice the position angle, ln n, q.
/// </summary>
internal static class ShapeTargets
{
    public const int X = 0, Y = 1, Mag = 2, LnReff = 3, E1 = 4, E2 = 5, LnIndex = 6, AxisRatio = 7, Count = 8;

    /// <summary>Largest offset from the central pixel that an answer may have: the prior's 0.4 arcsec.</summary>
    public const double MostOffsetPix = 2.75;

    public static void Encode(in PixelTruth truth, float apertureFlux, Span<float> targets)
    {
        var e = (1 - truth.AxisRatio) / (1 + truth.AxisRatio);
        var angle = 2 * Math.PI / 180 * truth.PaDeg;
        targets[X] = (float)truth.XPix;
        targets[Y] = (float)truth.YPix;
        targets[Mag] = (float)(truth.SigmaMag + 2.5 * Math.Log10(apertureFlux));
        targets[LnReff] = (float)Math.Log(truth.ReffPix);
        targets[E1] = (float)(e * Math.Cos(angle));
        targets[E2] = (float)(e * Math.Sin(angle));
        targets[LnIndex] = (float)Math.Log(truth.Index);
        targets[AxisRatio] = (float)truth.AxisRatio;
    }

    public static PixelTruth Decode(ReadOnlySpan<float> targets, float apertureFlux) => new(
        Math.Clamp(targets[X], -MostOffsetPix, MostOffsetPix),
        Math.Clamp(targets[Y], -MostOffsetPix, MostOffsetPix),
        targets[Mag] - 2.5 * Math.Log10(apertureFlux),
        Math.Exp(targets[LnReff]),
        Math.Clamp(targets[AxisRatio], 0.05, 1),
        PositionAngles.Wrap(90 / Math.PI * Math.Atan2(targets[E2], targets[E1])),
        Math.Exp(targets[LnIndex]));
}
