using System.CommandLine;
using GaLNet.Output;
using GaLNet.Sky;
using GaLNet.Training.Evaluation;

namespace GaLNet.Training.Commands;

/// <summary><c>galnet-train evaluate</c>: engines side by side on galaxies of known truth.</summary>
internal sealed class EvaluateCommand : Command
{
    private readonly Option<string> _engines = new("--engines")
    {
        Description = "Engines or networks of the shelf, comma-separated: chi2, galnet-1, galnet-2, hybrid, NAME.",
        DefaultValueFactory = _ => "galnet-1,galnet-2,chi2,hybrid",
        HelpName = "LIST",
    };

    private readonly Option<string[]> _models = new("--model")
    {
        Description = "A network's file to evaluate beside them; repeatable.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _shelf = new("--models")
    {
        Description = "Folder in which networks are looked for. Default: GALNET_MODELS, else models/ of the program.",
        HelpName = "DIR",
    };

    private readonly Option<int> _mocks = new("--mocks")
    {
        Description = "Fresh clean mocks, and as many crowded ones; 0 for none.",
        DefaultValueFactory = _ => 5000,
        HelpName = "N",
    };

    private readonly Option<ulong> _seed = new("--seed")
    {
        Description = "Seed of the mocks; no training draws from their family.",
        DefaultValueFactory = _ => 1,
        HelpName = "SEED",
    };

    private readonly Option<string?> _sim = new("--sim")
    {
        Description = "Folder of stamps rendered by independent code (stamps_clean.fits.gz, psf.fits.gz, "
            + "stamps_truth.csv, stamps_crlb.csv ...). Default: sim/ of GALNET_SHARED_DATA, else ../shared/data/sim "
            + "where it exists.",
        HelpName = "DIR",
    };

    private readonly Option<bool> _surveys = new("--surveys")
    {
        Description = "Instead: the same galaxies as other surveys see them (pixel scales 0.168, 0.262 and 0.339 arcsec, "
            + "zero points 0, 22.5, 27 and 30, other gains): do the answers agree within their errors?",
    };

    private readonly Option<string?> _out = new("--out", "-o")
    {
        Description = "Folder for figures.csv, figures.json, tables.md and one picture per set; made where missing.",
        HelpName = "DIR",
    };

    private readonly Option<string?> _into = new("--into")
    {
        Description = "Markdown document whose part between <!-- begin evaluate --> and <!-- end evaluate --> (surveys: "
            + "evaluate-surveys) is replaced by the tables.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print JSON instead of tables." };

    public EvaluateCommand()
        : base("evaluate",
            "Compare engines on fresh mocks and on stamps by independent code: the paper's Table 2, errors, pulls, "
            + "coverage of the intervals, and the Cramér-Rao bound.\n\nExamples:\n"
            + "  galnet-train evaluate --engines galnet-2,chi2 --mocks 1000\n"
            + "  galnet-train evaluate --out evaluation --into docs/networks.md\n"
            + "  galnet-train evaluate --surveys --engines galnet-2,chi2 --mocks 500")
    {
        _mocks.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > 1_000_000)
                result.AddError($"--mocks is {result.GetValueOrDefault<int>()}; it must be from 0 to 1000000.");
        });
        foreach (var option in new Option[] { _engines, _models, _shelf, _mocks, _seed, _sim, _surveys, _out, _into, _json })
            Add(option);
        SetAction((arguments, cancellationToken) => Task.Run(() => Run(arguments, cancellationToken), default));
    }

    private int Run(ParseResult arguments, CancellationToken cancellationToken)
    {
        var words = arguments.GetRequiredValue(_engines)
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (arguments.GetValue(_into) is { } target && !File.Exists(target))
            throw new CommandFailedException($"{target} does not exist; name the document that is to be filled.");
        using var engines = EngineSelection.Open(
            words, arguments.GetValue(_models) ?? [], arguments.GetValue(_shelf), Console.Error.WriteLine);
        var request = new EvaluationRequest(
            engines, arguments.GetValue(_mocks), arguments.GetValue(_seed), SimFolder(arguments.GetValue(_sim)));
        EvaluationReport report;
        try
        {
            report = EvaluationDisplay.Run(progress => arguments.GetValue(_surveys)
                ? SurveyEvaluation.Run(request, progress, cancellationToken)
                : SetEvaluation.Run(request, progress, cancellationToken));
        }
        catch (SkyException exception)
        {
            throw new CommandFailedException(exception.Message, exception);
        }

        report.Command = string.Join(' ', ["galnet-train", .. arguments.Tokens.Select(token => token.Value)]);
        if (arguments.GetValue(_json)) JsonText.Write(Figures.ToJson(report.Figures), Console.Out);
        else report.WriteText(Console.Out);
        if (arguments.GetValue(_out) is { } folder) report.WriteFiles(folder);
        if (arguments.GetValue(_into) is { } document)
            MarkedSection.Replace(
                document, arguments.GetValue(_surveys) ? "evaluate-surveys" : "evaluate", report.ToMarkdown());
        return 0;
    }

    // The folder is optional unless it was named.
    private static string? SimFolder(string? named)
    {
        if (named is not null) return named;
        var usual = Path.Combine(
            Environment.GetEnvironmentVariable("GALNET_SHARED_DATA") ?? Path.Combine("..", "shared", "data"), "sim");
        return Directory.Exists(usual) ? usual : null;
    }
}
