namespace GaLNet.Training.Evaluation;

/// <summary>What to evaluate, and on what.</summary>
/// <param name="Engines">The engines.</param>
/// <param name="Mocks">Fresh mocks of each kind.</param>
/// <param name="Seed">Their seed.</param>
/// <param name="SimFolder">Folder of independently rendered stamps, or null.</param>
internal sealed record EvaluationRequest(EngineSelection Engines, int Mocks, ulong Seed, string? SimFolder);
