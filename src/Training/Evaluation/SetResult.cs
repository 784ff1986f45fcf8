namespace GaLNet.Training.Evaluation;

/// <summary>All engines on one set.</summary>
/// <param name="Set">The set.</param>
/// <param name="Engines">Their results, in the order in which they were named.</param>
internal sealed record SetResult(TestSet Set, IReadOnlyList<EngineResult> Engines);
