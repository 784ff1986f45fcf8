using GaLNet.Photometry.Profiles;

namespace GaLNet.Photometry.Rendering;

/// <summary>
/// The shape of a component as a symmetric matrix M: the half-light ellipse is dᵀ M⁻¹ d = 1, and the transform of the
/// profile depends on u² = kᵀ M k alone. M = Rm² [(1 + |e|²) I + 2 (e1 e2; e2 -e1)] with the mean radius
/// Rm = (a + b)/2 and the ellipticity e = (a - b)/(a + b) exp(2i PA): smooth at round galaxies.
/// </summary>
internal readonly record struct Shape(double Xx, double Xy, double Yy)
{
    /// <summary>Shape of a mean radius (pixels) and an ellipticity.</summary>
    public static Shape FromEllipticity(double meanRadius, double e1, double e2)
    {
        var r2 = meanRadius * meanRadius;
        var round = 1 + e1 * e1 + e2 * e2;
        return new Shape(r2 * (round + 2 * e1), r2 * 2 * e2, r2 * (round - 2 * e1));
    }

    /// <summary>Shape of a profile.</summary>
    public static Shape Of(SersicProfile profile)
    {
        var (e1, e2) = Ellipticity(profile.AxisRatio, profile.PaDeg);
        return FromEllipticity(profile.ReffPix * (1 + profile.AxisRatio) / 2, e1, e2);
    }

    /// <summary>Ellipticity (a - b)/(a + b) along and across the direction of the position angle, doubled.</summary>
    public static (double E1, double E2) Ellipticity(double axisRatio, double paDeg)
    {
        var e = (1 - axisRatio) / (1 + axisRatio);
        var (sin, cos) = Math.SinCos(2 * paDeg * Math.PI / 180);
        return (e * cos, e * sin);
    }
}
