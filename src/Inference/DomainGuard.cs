using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Psf;
using static GaLNet.Inference.NetworkContract;

namespace GaLNet.Inference;

/// <summary>Says which stamps are unlike those a network was trained on.</summary>
/// <param name="domain">What it was trained on.</param>
public sealed class DomainGuard(TrainingDomain domain)
{
    /// <summary>Share of made-up pixels from which a stamp is unlike any other.</summary>
    public const double MaxMissing = 0.5;

    /// <summary>The same within the aperture, where the target is.</summary>
    public const double MaxMissingInAperture = 0.2;

    // Widths measured on images scatter by less.
    private const double WidthTolerance = 0.02;

    // The measured S/N contains noise and neighbours, the training's did not.
    private const double SignalTolerance = 0.1;

    // Uncertainty of the hill's top: noise on a flat galaxy.
    private const double TopTolerancePix = 2.5;

    private const int Half = StampSize / 2;

    /// <summary>What speaks against a stamp before it is measured.</summary>
    /// <param name="stamp">How it was prepared.</param>
    /// <param name="pixels">[61 * 61] prepared pixels.</param>
    /// <param name="psf">[25 * 25] prepared PSF; empty for networks that take none.</param>
    public FitFlags Check(in PreparedStamp stamp, ReadOnlySpan<float> pixels, float[] psf)
    {
        ArgumentNullException.ThrowIfNull(psf);
        var isUnlike = stamp.MissingShare > MaxMissing || stamp.MissingInAperture > MaxMissingInAperture
            || (stamp.Flags & FitFlags.StampTooSmall) != 0
            || !domain.SignalToNoise.Holds(stamp.SignalToNoise, SignalTolerance)
            || IsOffCentre(pixels)
            || FillsStamp(pixels)
            || (psf.Length > 0 && !domain.PsfFwhmPix.Holds(
                StampWidth.FwhmPix(new PsfStamp(PsfSize, PsfSize, psf)), WidthTolerance));
        return isUnlike ? FitFlags.OutsideTrainingDomain : FitFlags.None;
    }

    /// <summary>
    /// What speaks against an answer: parameters beyond those of the training set. A galaxy larger than any that was
    /// learnt from is outside it.
    /// </summary>
    /// <param name="reffPix">Half-light semi-major axis, pixels.</param>
    /// <param name="axisRatio">Axis ratio.</param>
    /// <param name="index">Sérsic index.</param>
    public FitFlags CheckAnswer(double reffPix, double axisRatio, double index)
    {
        var flags = FitFlags.None;
        if (!Inside(domain.ReffPix, reffPix))
            flags |= FitFlags.ReffNearBound;
        if (reffPix > domain.ReffPix.Max)
            flags |= FitFlags.OutsideTrainingDomain;
        if (!(axisRatio > domain.AxisRatio.Min * 1.02))
            flags |= FitFlags.AxisRatioNearBound;
        if (!Inside(domain.Index, index))
            flags |= FitFlags.IndexNearBound;
        return flags;
    }

    private bool FillsStamp(ReadOnlySpan<float> pixels)
    {
        var edge = EdgeLight.Of(pixels);
        return edge.Level > domain.MaxEdgeLevel || edge.Share > domain.MaxEdgeShare;
    }

    private static bool Inside(ValueRange range, double value) => value > range.Min * 1.02 && value < range.Max * 0.98;

    // Climbs the smoothed image from the centre: the top of the target's light is where the training had it, unless a
    // brighter source has swallowed the target or the stamp is centred on something else.
    private bool IsOffCentre(ReadOnlySpan<float> pixels)
    {
        int x = Half, y = Half;
        var height = Smoothed(pixels, x, y);
        while (true)
        {
            var (bestX, bestY, best) = (x, y, height);
            for (var j = y - 1; j <= y + 1; j++)
            {
                for (var i = x - 1; i <= x + 1; i++)
                {
                    var value = Smoothed(pixels, i, j);
                    if (value > best)
                        (bestX, bestY, best) = (i, j, value);
                }
            }
            var reach = Math.Sqrt((bestX - Half) * (bestX - Half) + (bestY - Half) * (bestY - Half));
            if (reach > Math.Sqrt(2) * domain.MaxOffsetPix + TopTolerancePix)
                return true;
            if ((bestX, bestY) == (x, y))
                return false;
            (x, y, height) = (bestX, bestY, best);
        }
    }

    // Mean of 5 x 5 pixels, about the width of a PSF.
    private static float Smoothed(ReadOnlySpan<float> pixels, int x, int y)
    {
        var sum = 0f;
        for (var j = Math.Max(0, y - 2); j <= Math.Min(StampSize - 1, y + 2); j++)
        {
            for (var i = Math.Max(0, x - 2); i <= Math.Min(StampSize - 1, x + 2); i++)
                sum += pixels[j * StampSize + i];
        }
        return sum;
    }
}
