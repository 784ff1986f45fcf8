namespace GaLNet.Training.Networks;

/// <summary>Distribution of weights before training.</summary>
public enum WeightStart
{
    /// <summary>All the same value.</summary>
    Constant = 0,
    /// <summary>Normal with mean 0.</summary>
    Normal = 1,
    /// <summary>Uniform about 0.</summary>
    Uniform = 2,
}
