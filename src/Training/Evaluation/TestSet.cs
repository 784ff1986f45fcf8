namespace GaLNet.Training.Evaluation;

/// <summary>Galaxies of known truth on which engines are compared.</summary>
/// <param name="Name">Short name for files and columns, e.g. <c>mock-clean</c>.</param>
/// <param name="Title">What it is, for people.</param>
/// <param name="Stamps">The galaxies.</param>
internal sealed record TestSet(string Name, string Title, IReadOnlyList<TestStamp> Stamps);
