namespace GaLNet.Training.Studies;

/// <summary>Distributions of rEff and n in the paper's Appendix (Figure 12). Stored in checkpoints by name.</summary>
public enum PriorShift
{
    /// <summary>Table 1.</summary>
    Paper = 0,
    /// <summary>Peaks of rEff and n moved up by 30 %.</summary>
    Peak30 = 1,
    /// <summary>Peaks of rEff and n moved up by 50 %.</summary>
    Peak50 = 2,
    /// <summary>rEff and n equally likely anywhere in their ranges.</summary>
    Flat = 3,
}
