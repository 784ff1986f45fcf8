using System.CommandLine;
using GaLNet.ClientCli.Bench;
using GaLNet.ClientCli.Shell;

namespace GaLNet.ClientCli.Commands;

/// <summary><c>galnet bench</c>: the figures of the README, made anew.</summary>
internal sealed class BenchCommand : Verb
{
    private readonly Argument<string> _what = new("accuracy|pipeline|sources")
    {
        Description = "accuracy: stamps with known truth, and real galaxies with published fits. "
            + "pipeline: a simulated and a real survey image from end to end, with the time by step. "
            + "sources: detection, star/galaxy separation and PSF of both, beside SExtractor where it is installed.",
    };

    private readonly Option<string?> _data = new("--data")
    {
        Description = "Folder of the reference data (default: GALNET_SHARED_DATA, else ../shared/data).",
        HelpName = "DIR",
    };

    private readonly Option<string> _engine = CommonOptions.Engine();

    public BenchCommand(Terminal terminal)
        : base("bench", "Measure accuracy and speed against truth and other people's fits.", terminal)
    {
        _what.AcceptOnlyFromAmong("accuracy", "pipeline", "sources");
        Add(_what);
        Add(_data);
        Add(_engine);
    }

    public override IReadOnlyList<string> Examples =>
        ["galnet bench accuracy", "galnet bench pipeline --data ../shared/data"];

    public override string WhenStopped => "stopped; nothing was kept.";

    protected override async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var data = new BenchData(arguments.GetValue(_data));
        var engine = arguments.GetRequiredValue(_engine);
        if (arguments.GetRequiredValue(_what) == "accuracy")
        {
            await StampBench.RunAsync(data, engine, Terminal, cancellationToken);
            PublishedFitsBench.Run(data, engine, Terminal);
        }
        else if (arguments.GetRequiredValue(_what) == "sources")
        {
            SourcesBench.Run(data, Terminal);
        }
        else
        {
            await SurveyBench.RunAsync(data, engine, Terminal, cancellationToken);
            await KidsFieldBench.RunAsync(data, engine, Terminal, cancellationToken);
        }

        return ExitCode.Ok;
    }
}
