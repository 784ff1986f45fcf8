using GaLNet.Output;

namespace GaLNet.Training.Evaluation;

/// <summary>The same galaxies in other surveys: do an engine's answers agree within their errors?</summary>
internal static class SurveyEvaluation
{
    /// <summary>Runs every engine on the home survey and on all others.</summary>
    public static EvaluationReport Run(
        EvaluationRequest request, Action<string, double> progress, CancellationToken cancellationToken)
    {
        if (request.Mocks == 0) throw new CommandFailedException("nothing to compare: ask for --mocks above 0.");
        var home = SurveyGrid.Home.Make(request.Mocks, request.Seed, cancellationToken);
        var atHome = request.Engines.Engines.ToDictionary(
            engine => engine.Name,
            engine => EngineAnswers.Of(engine.Engine, engine.Name, home.Stamps, _ => { }, cancellationToken));
        var rows = new List<SurveyAgreement>();
        var done = 0;
        foreach (var survey in SurveyGrid.Others)
        {
            var set = survey.Make(request.Mocks, request.Seed, cancellationToken);
            foreach (var (name, engine) in request.Engines.Engines)
            {
                var answers = EngineAnswers.Of(engine, name, set.Stamps, _ => { }, cancellationToken);
                rows.Add(SurveyAgreement.Of(survey.Name, atHome[name], answers));
            }

            progress("surveys", (double)++done / SurveyGrid.Others.Count);
        }

        var sorted = rows.OrderBy(row => request.Engines.Engines.ToList().FindIndex(engine => engine.Name == row.Engine))
            .ToArray();
        return new EvaluationReport
        {
            Sections =
            [
                ($"the same {request.Mocks} galaxies in other surveys, against {SurveyGrid.Home.Name}",
                [
                    ("share of differences within two standard errors (honest errors: "
                        + $"{100 * SurveyAgreement.HonestShare:F1} %), %",
                        SurveyAgreement.Table(sorted, (row, parameter) => 100 * row.Shares[parameter], 1)),
                    ("median difference in units of its standard error",
                        SurveyAgreement.Table(sorted, (row, parameter) => row.Medians[parameter], 2)),
                ]),
            ],
            Figures = [.. sorted.SelectMany(row => row.ToFigures(atHome[row.Engine].ModelId))],
        };
    }
}
