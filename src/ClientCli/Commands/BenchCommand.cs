using System.CommandLine;
using GaLNet.ClientCli.Bench;
using GaLNet.ClientCli.Shell;
using GaLNet.Inference;

namespace GaLNet.ClientCli.Commands;

/// <summary><c>galnet bench</c>: the figures of the README, made anew.</summary>
internal sealed class BenchCommand : Verb
{
    private readonly Argument<string> _what = new("accuracy|real|pipeline|serving|speed|detection|networks|compare")
    {
        Description = "accuracy: stamps with known truth, real galaxies with published fits, a simulated survey, "
            + "detection and PSF, beside what is wanted. "
            + "real: all engines side by side on real galaxies that others have measured. "
            + "pipeline: a simulated and a real survey image from end to end, with the time by step. "
            + "serving: from the tile through a network to recorded galaxies (--engine galnet-2, galnet-1 or hybrid). "
            + "speed: CPU cost of a fit and of whole images beside SExtractor + PSFEx. "
            + "detection: completeness, purity, stars and PSF beside SExtractor + PSFEx. "
            + "networks: stamps per second in the runtime alone and from FITS to CSV, beside the machine's limit. "
            + "compare: a comparison of a million synthetic fits.",
    };

    private readonly Option<string?> _data = new("--data")
    {
        Description = "Folder of the reference data (default: GALNET_SHARED_DATA, else ../shared/data).",
        HelpName = "DIR",
    };

    private readonly Option<string> _engine = CommonOptions.Engine();
    private readonly Option<string?> _model = CommonOptions.Model();
    private readonly Option<int> _galaxies = SimulateOptions.Whole(
        "--galaxies", "Synthetic galaxies to compare.", 1_000_000, 1000, 10_000_000);

    public BenchCommand(Terminal terminal)
        : base("bench", "Measure accuracy and speed against truth and other people's fits.", terminal)
    {
        _what.AcceptOnlyFromAmong(
            "accuracy", "real", "pipeline", "serving", "speed", "detection", "networks", "compare");
        Add(_what);
        Add(_data);
        Add(_engine);
        Add(_model);
        Add(_galaxies);
    }

    public override IReadOnlyList<string> Examples =>
        ["galnet bench accuracy", "galnet bench pipeline --engine galnet-2", "galnet bench speed"];

    public override string WhenStopped => "stopped; nothing was kept.";

    protected override async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var data = new BenchData(arguments.GetValue(_data));
        var engine = arguments.GetRequiredValue(_engine);
        var model = arguments.GetValue(_model);
        switch (arguments.GetRequiredValue(_what))
        {
            case "accuracy":
                await StampBench.RunAsync(data, engine, model, Terminal, cancellationToken);
                PublishedFitsBench.Run(data, engine, model, Terminal);
                await SurveyBench.RunAsync(data, engine, Terminal, cancellationToken);
                await DetectionBench.RunAsync(data, Terminal, cancellationToken);
                break;
            case "real":
                await Task.Run(() => RealGalaxiesBench.Run(data, Terminal, cancellationToken), cancellationToken);
                break;
            case "speed":
                await StampSpeedBench.RunAsync(data, engine, Terminal, cancellationToken);
                await FieldSpeedBench.RunAsync(data, engine, Terminal, cancellationToken);
                break;
            case "compare":
                CompareBench.Run(arguments.GetValue(_galaxies), Terminal, cancellationToken);
                break;
            case "serving":
                await ServingBench.RunAsync(data, engine, Terminal, cancellationToken);
                break;
            case "detection":
                await DetectionBench.RunAsync(data, Terminal, cancellationToken);
                break;
            case "networks":
                await NetworkSpeedBench.RunAsync(engine, model, Terminal, cancellationToken);
                break;
            default:
                await SurveyBench.RunAsync(data, engine, Terminal, cancellationToken);
                await KidsFieldBench.RunAsync(data, engine, Terminal, cancellationToken);
                if (EngineNames.NetworkOf(engine) is not null)
                {
                    await ServingBench.RunAsync(data, engine, Terminal, cancellationToken);
                }

                break;
        }

        return ExitCode.Ok;
    }
}
