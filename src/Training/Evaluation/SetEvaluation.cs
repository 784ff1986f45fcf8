using GaLNet.Output;

namespace GaLNet.Training.Evaluation;

/// <summary>Engines on fresh mocks and on independently rendered stamps.</summary>
internal static class SetEvaluation
{
    /// <summary>Makes or reads the sets and runs every engine on each.</summary>
    /// <param name="request">What on what.</param>
    /// <param name="progress">Told a title and the share done of it.</param>
    /// <param name="cancellationToken">Stops between pieces.</param>
    public static EvaluationReport Run(
        EvaluationRequest request, Action<string, double> progress, CancellationToken cancellationToken)
    {
        var results = Sets(request, cancellationToken)
            .Select(set => Measure(set, request.Engines, progress, cancellationToken)).ToArray();
        if (results.Length == 0)
            throw new CommandFailedException("nothing to evaluate on: ask for --mocks above 0, or name --sim DIR.");
        return new EvaluationReport
        {
            Sections =
            [
                .. results.Select(result => (
                    result.Set.Title, (IReadOnlyList<(string, TextTable)>)[.. EvaluationTables.Of(result)])),
            ],
            Figures = [.. results.SelectMany(Figures.Of)],
            Pictures = results,
        };
    }

    private static IEnumerable<TestSet> Sets(EvaluationRequest request, CancellationToken cancellationToken)
    {
        if (request.Mocks > 0)
        {
            yield return MockTestSets.Make(request.Mocks, false, request.Seed, cancellationToken);
            yield return MockTestSets.Make(request.Mocks, true, request.Seed, cancellationToken);
        }

        foreach (var set in request.SimFolder is null ? [] : SimTestSets.Read(request.SimFolder)) yield return set;
    }

    private static SetResult Measure(
        TestSet set, EngineSelection engines, Action<string, double> progress, CancellationToken cancellationToken)
    {
        var results = new List<EngineResult>();
        foreach (var (name, engine) in engines.Engines)
        {
            var done = 0;
            var answers = EngineAnswers.Of(engine, name, set.Stamps, count =>
            {
                done += count;
                progress($"{name} on {set.Name}", (double)done / set.Stamps.Count);
            }, cancellationToken);
            results.Add(EngineResult.Of(answers, set.Stamps));
        }

        return new SetResult(set, results);
    }
}
