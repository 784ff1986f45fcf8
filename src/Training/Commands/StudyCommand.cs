using System.CommandLine;
using GaLNet.Output;
using GaLNet.Training.Evaluation;
using GaLNet.Training.Studies;

namespace GaLNet.Training.Commands;

/// <summary><c>galnet-train study</c>: what the paper's Appendix and §2 tried, at a stated small budget.</summary>
internal sealed class StudyCommand : Command
{
    private readonly Argument<string> _what = new("priors|loss|ablations|speed|stamp-size")
    {
        Description = "priors: trained with the peaks of rEff and n moved by 30 % and 50 %, and flat (Figure 12). "
            + "loss: Huber, MSE, MAE, ours. ablations: one part of our networks left out at a time. speed: samples per "
            + "second of training, done in several ways. stamp-size: what 101 and 151 pixels know more than 61, and what "
            + "networks make of it.",
    };

    private readonly Option<long> _samples = new("--samples")
    {
        Description = "Samples of each training; about 30 s per 60000 on two free cores.",
        DefaultValueFactory = _ => 60_000,
        HelpName = "N",
    };

    private readonly Option<int> _mocks = new("--mocks")
    {
        Description = "Held-out mocks to score on.",
        DefaultValueFactory = _ => 2000,
        HelpName = "N",
    };

    private readonly Option<ulong> _seed = new("--seed")
    {
        Description = "Seed of weights and mocks, the same in every training.",
        DefaultValueFactory = _ => 1,
        HelpName = "SEED",
    };

    private readonly Option<string?> _keep = new("--keep")
    {
        Description = "Folder that keeps the trainings: a study that was stopped goes on there, and what is done is not "
            + "repeated; made where missing.",
        HelpName = "DIR",
    };

    private readonly Option<string?> _out = new("--out", "-o")
    {
        Description = "Folder for figures.csv, figures.json, tables.md and the picture; made where missing.",
        HelpName = "DIR",
    };

    private readonly Option<string?> _into = new("--into")
    {
        Description = "Markdown document whose part between <!-- begin study-WHAT --> and <!-- end study-WHAT --> is "
            + "replaced by the tables.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print JSON instead of tables." };

    public StudyCommand()
        : base("study", "Short trainings that differ in one thing, scored on the same mocks.\n\nExamples:\n"
            + "  galnet-train study priors --into docs/studies.md\n  galnet-train study loss --samples 200000\n"
            + "  galnet-train study ablations --samples 100000 --keep ablations\n"
            + "  galnet-train study stamp-size --mocks 1000")
    {
        _what.AcceptOnlyFromAmong("priors", "loss", "ablations", "speed", "stamp-size");
        _samples.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<long>() < 1000)
                result.AddError($"--samples is {result.GetValueOrDefault<long>()}; it must be 1000 or more.");
        });
        _mocks.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 100)
                result.AddError($"--mocks is {result.GetValueOrDefault<int>()}; it must be 100 or more.");
        });
        Add(_what);
        foreach (var option in new Option[] { _samples, _mocks, _seed, _keep, _out, _into, _json }) Add(option);
        SetAction((arguments, cancellationToken) => Task.Run(() => Run(arguments, cancellationToken), default));
    }

    private int Run(ParseResult arguments, CancellationToken cancellationToken)
    {
        var what = arguments.GetRequiredValue(_what);
        var (samples, mocks, seed) = (
            arguments.GetValue(_samples), arguments.GetValue(_mocks), arguments.GetValue(_seed));
        if (arguments.GetValue(_into) is { } target && !File.Exists(target))
            throw new CommandFailedException($"{target} does not exist; name the document that is to be filled.");
        var trainings = new StudyTrainings(arguments.GetValue(_keep));
        var report = EvaluationDisplay.Run(progress => what switch
        {
            "priors" => TrainingStudy.Run(
                FormattableString.Invariant($"priors: {samples} samples each, scored on {mocks} mocks of Table 1"),
                StudyPlans.Priors(samples, seed), mocks, trainings, progress, cancellationToken),
            "loss" => TrainingStudy.Run(
                FormattableString.Invariant($"loss: {samples} samples each, scored on {mocks} mocks of Table 1"),
                StudyPlans.Losses(samples, seed), mocks, trainings, progress, cancellationToken),
            "ablations" => AblationStudy.Run(
                StudyPlans.Ablations(samples, seed), mocks, trainings, progress, cancellationToken),
            "speed" => SpeedStudy.Run(StudyPlans.Speeds(seed), progress, cancellationToken),
            _ => StampSizeStudy.Run(mocks, seed, progress, cancellationToken).And(
                StampNetworkStudy.Run(samples, mocks, seed, trainings, progress, cancellationToken)),
        });
        report.Command = string.Join(' ', ["galnet-train", .. arguments.Tokens.Select(token => token.Value)]);
        if (arguments.GetValue(_json)) JsonText.Write(Figures.ToJson(report.Figures), Console.Out);
        else report.WriteText(Console.Out);
        if (arguments.GetValue(_out) is { } folder) report.WriteFiles(folder);
        if (arguments.GetValue(_into) is { } document)
            MarkedSection.Replace(document, $"study-{what}", report.ToMarkdown());
        return 0;
    }
}
