namespace GaLNet.Training.Loop;

/// <summary>Factors of one step of AdamW.</summary>
/// <param name="Clip">Scale of the gradient, 1 or less.</param>
/// <param name="Decay1">Memory of the mean.</param>
/// <param name="Decay2">Memory of the square.</param>
/// <param name="Rate">Learning rate over the bias of the mean.</param>
/// <param name="Unbias2">1 over the bias of the square.</param>
/// <param name="Keep">1 - rate * weight decay.</param>
/// <param name="Epsilon">Added to the root of the square.</param>
internal readonly record struct AdamFactors(
    float Clip, float Decay1, float Decay2, float Rate, float Unbias2, float Keep, float Epsilon);
