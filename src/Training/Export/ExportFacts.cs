using GaLNet.Inference;

namespace GaLNet.Training.Export;

/// <summary>What a file says beside its arithmetic.</summary>
/// <param name="Version">Version of the weights.</param>
/// <param name="Domain">Ranges of the training set.</param>
/// <param name="Metrics">Measured figures, by set of mocks and parameter.</param>
internal sealed record ExportFacts(
    string Version, TrainingDomain Domain, IReadOnlyDictionary<string, HeldOutScore> Metrics);
