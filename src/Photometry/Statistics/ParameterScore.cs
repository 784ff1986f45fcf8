namespace GaLNet.Photometry.Statistics;

/// <summary>How well one parameter was measured. A figure that cannot be formed is NaN.</summary>
public sealed record ParameterScore
{
    /// <summary>Galaxies that entered.</summary>
    public required int Count { get; init; }
    /// <summary>Coefficient of determination (GaLNet I, Eq. 7).</summary>
    public required double RSquared { get; init; }
    /// <summary>Fraction with a relative error above 0.15 (Eq. 8).</summary>
    public required double OutlierFraction { get; init; }
    /// <summary>Normalised median absolute deviation (Eq. 9).</summary>
    public required double Nmad { get; init; }
    /// <summary>Median of measured - true.</summary>
    public required double Bias { get; init; }
    /// <summary>Root mean square of measured - true.</summary>
    public required double Rms { get; init; }
    /// <summary>Statistical error e_s (Eq. 10).</summary>
    public required double StatisticalError { get; init; }
    /// <summary>e_s over the mean measured value, the paper's relative error bars of Figure 3.</summary>
    public required double RelativeStatisticalError { get; init; }
    /// <summary>Standard deviation of (measured - true)/error; 1 for honest errors.</summary>
    public double PullStd { get; init; } = double.NaN;
    /// <summary>1.4826 median absolute deviation of (measured - true)/error; 1 for honest errors.</summary>
    public double PullMad { get; init; } = double.NaN;
    /// <summary>Root mean square of (measured - true)/bound; 1 is the limit of an unbiased estimator.</summary>
    public double RmsOverCrlb { get; init; } = double.NaN;
    /// <summary>1.4826 median of |measured - true|/bound: the same, blind to outliers.</summary>
    public double MadOverCrlb { get; init; } = double.NaN;
}
