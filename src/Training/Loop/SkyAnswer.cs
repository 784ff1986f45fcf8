namespace GaLNet.Training.Loop;

/// <summary>Answers for a batch, row by row.</summary>
/// <param name="Parameters">[size * 7] parameters in sky units.</param>
/// <param name="Errors">[size * 7] half widths of 68.3 %.</param>
/// <param name="Errors95">[size * 7] half widths of 95 %.</param>
/// <param name="SignalToNoises">[size] S/N within the central aperture.</param>
/// <param name="Crowding">[size] visible light of neighbours, sky sigmas.</param>
public sealed record SkyAnswer(
    float[] Parameters, float[] Errors, float[] Errors95, float[] SignalToNoises, float[] Crowding);
