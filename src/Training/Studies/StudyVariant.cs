using GaLNet.Training.Loop;
using GaLNet.Training.Networks;

namespace GaLNet.Training.Studies;

/// <summary>One row of a study: a training, and which of its networks is scored.</summary>
/// <param name="Name">How tables name it.</param>
/// <param name="Plan">What is trained.</param>
/// <param name="Head">GaLNet-2 unless the PSF is what is left out.</param>
/// <param name="Averaged">False scores the last weights instead of their running mean.</param>
internal readonly record struct StudyVariant(
    string Name, TrainingPlan Plan, Heads Head = Heads.Seeing, bool Averaged = true);
