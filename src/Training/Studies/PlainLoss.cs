namespace GaLNet.Training.Studies;

/// <summary>Losses that the paper compared (§2.3); on standardised targets. Stored in checkpoints by name.</summary>
public enum PlainLoss
{
    /// <summary>Huber with δ = 0.001, the paper's choice.</summary>
    Huber = 0,
    /// <summary>Mean square error.</summary>
    MeanSquare = 1,
    /// <summary>Mean absolute error.</summary>
    MeanAbsolute = 2,
}
