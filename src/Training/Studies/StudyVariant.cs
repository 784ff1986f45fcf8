using GaLNet.Training.Loop;

namespace GaLNet.Training.Studies;

/// <summary>One training of a study.</summary>
/// <param name="Name">How tables name it.</param>
/// <param name="Plan">What is trained.</param>
internal readonly record struct StudyVariant(string Name, TrainingPlan Plan);
