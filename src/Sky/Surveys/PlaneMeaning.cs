namespace GaLNet.Sky.Surveys;

/// <summary>What the values of a plane beside an image mean.</summary>
public enum PlaneMeaning
{
    /// <summary>Inverse variance, counts⁻²; 0 = no data.</summary>
    InverseVariance = 0,
    /// <summary>Weight proportional to inverse variance, of unknown scale; 0 = no data.</summary>
    RelativeWeight = 1,
    /// <summary>Variance, counts².</summary>
    Variance = 2,
    /// <summary>Standard deviation, counts.</summary>
    Sigma = 3,
    /// <summary>Bits or numbers; what is not zero is suspect.</summary>
    Mask = 4,
}
