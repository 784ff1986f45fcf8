namespace GaLNet.Photometry.Statistics;

/// <summary>The figures of a comparison of two measurements of the same galaxies.</summary>
public enum ComparisonFigure
{
    /// <summary>Coefficient of determination (GaLNet I, Eq. 7).</summary>
    RSquared = 0,
    /// <summary>Fraction with |p - t|/(1 + t) above 0.15 (Eq. 8).</summary>
    OutlierFraction = 1,
    /// <summary>Normalised median absolute deviation of (p - t)/(1 + t) (Eq. 9).</summary>
    Nmad = 2,
    /// <summary>Median of p - t.</summary>
    Bias = 3,
    /// <summary>1.4826 median absolute deviation of p - t about its median.</summary>
    Scatter = 4,
    /// <summary>Root mean square of p - t.</summary>
    Rms = 5,
    /// <summary>Median of (p - t) in units of the joint error.</summary>
    PullMedian = 6,
    /// <summary>1.4826 median absolute deviation of the same; 1 when both errors are honest.</summary>
    PullScatter = 7,
    /// <summary>Standard deviation of the same.</summary>
    PullStd = 8,
}
