using System.CommandLine;
using GaLNet.Output;
using GaLNet.Training.Loop;
using Spectre.Console;

namespace GaLNet.Training.Commands;

/// <summary><c>galnet-train train</c>.</summary>
internal sealed class TrainCommand : Command
{
    private readonly Option<string> _preset = new("--preset")
    {
        Description = "What to train; costs are for two CPU cores. "
            + string.Join("; ", Presets.All.Select(p => $"{p.Name}: {p.Cost}")) + ".",
        DefaultValueFactory = _ => "best",
    };

    private readonly Option<string> _out = new("--out")
    {
        Description = "Folder for checkpoint.galnet, loss.csv, scores.csv and loss.png; made where missing.",
        HelpName = "DIR",
        Required = true,
    };

    private readonly Option<long?> _samples = new("--samples")
    {
        Description = "Samples to learn from, instead of the preset's.",
        HelpName = "N",
    };

    private readonly Option<double?> _minutes = new("--minutes")
    {
        Description = "Time to learn; turned into samples by the rate of the first 20 seconds.",
        HelpName = "M",
    };

    private readonly Option<ulong> _seed = new("--seed")
    {
        Description = "Seed of weights and mocks; the same seed gives the same networks on the same machine.",
        DefaultValueFactory = _ => Presets.DefaultSeed,
        HelpName = "N",
    };

    private readonly Option<bool> _resume = new("--resume")
    {
        Description = "Go on from checkpoint.galnet in the folder, exactly as if never stopped.",
    };

    private readonly Option<string?> _from = new("--from")
    {
        Description = "Begin with the weights of this checkpoint instead of random ones: a new training of the same "
            + "networks, with its own samples, seed and schedule.",
        HelpName = "FILE",
    };

    private readonly RealSkyArguments _realSky = new();

    private readonly Option<double?> _rate = new("--rate")
    {
        Description = "Learning rate at its peak, instead of the preset's.",
        HelpName = "R",
    };

    private readonly Option<double> _blindWeight = new("--galnet-1-weight")
    {
        Description = "Weight of GaLNet-1's loss beside GaLNet-2's; below 1 the layers they share serve GaLNet-2 first.",
        DefaultValueFactory = _ => 1,
        HelpName = "W",
    };

    private readonly Option<double> _validateEvery = new("--validate-every")
    {
        Description = "Minutes between scores on held-out mocks.",
        DefaultValueFactory = _ => 4,
        HelpName = "M",
    };

    private readonly Option<int> _validationMocks = new("--validation-mocks")
    {
        Description = "Crowded mocks to score on; half as many clean ones are added.",
        DefaultValueFactory = _ => 2000,
        HelpName = "N",
    };

    private readonly Option<string?> _widths = new("--widths")
    {
        Description = "Channels of the four blocks, for example 32,48,64,96.",
        HelpName = "LIST",
    };

    private readonly Option<bool> _noShares = new("--no-shares")
    {
        Description = "Leave out the estimate of which light is the target's (for comparison).",
    };

    public TrainCommand()
        : base("train", "Train GaLNet-1 and GaLNet-2 together on mocks made while it runs.")
    {
        _preset.AcceptOnlyFromAmong([.. Presets.All.Select(p => p.Name)]);
        foreach (var option in new Option[]
                 {
                     _preset, _out, _samples, _minutes, _seed, _resume, _validateEvery, _validationMocks, _widths,
                     _noShares, _from, _rate, _blindWeight,
                 })
            Add(option);
        _realSky.AddTo(this);
        SetAction((arguments, cancellationToken) => Task.Run(() => Run(arguments, cancellationToken), default));
    }

    private int Run(ParseResult arguments, CancellationToken cancellationToken)
    {
        var folder = arguments.GetRequiredValue(_out);
        var resumes = arguments.GetValue(_resume);
        var state = resumes ? Checkpoint.Read(TrainingRun.CheckpointPath(folder))
            : arguments.GetValue(_from) is { } from ? Checkpoint.Read(from)
            : null;
        var plan = resumes ? state!.Plan : PlanOf(arguments, state);
        if (!resumes && File.Exists(TrainingRun.CheckpointPath(folder)))
            throw new CommandFailedException(
                $"{folder} already holds a training; add --resume to go on with it, or name another folder.");
        Presets.NetworkOf(plan).Describe(AnsiConsole.Console);
        using var run = new TrainingRun(
            folder, plan, state, arguments.GetValue(_validateEvery), arguments.GetValue(_validationMocks), Say);
        TrainingDisplay.Show(report => run.Run(report, cancellationToken));
        return cancellationToken.IsCancellationRequested ? 130 : 0;
    }

    private TrainingPlan PlanOf(ParseResult arguments, TrainingState? start)
    {
        var plan = Presets.Get(arguments.GetRequiredValue(_preset), arguments.GetValue(_seed));
        var (samples, minutes) = (arguments.GetValue(_samples), arguments.GetValue(_minutes));
        if (samples is not null && minutes is not null)
            throw new CommandFailedException("found both --samples and --minutes; give one of them.");
        if (samples is < 1 || minutes is <= 0)
            throw new CommandFailedException("found nothing to learn; --samples and --minutes must be above zero.");
        if (samples is { } count) plan = plan with { Samples = count };
        if (minutes is not null) plan = plan with { Samples = 0, Minutes = minutes };
        plan = plan with { Feed = plan.Feed with { RealSky = _realSky.Read(arguments) } };
        if (arguments.GetValue(_widths) is { } list) plan = plan with { Widths = WidthsOf(list) };
        plan = plan with
        {
            LooksPastNeighbours = !arguments.GetValue(_noShares),
            PeakRate = arguments.GetValue(_rate) ?? plan.PeakRate,
            BlindWeight = arguments.GetValue(_blindWeight),
        };
        return start is null ? plan : Continuing(plan, start);
    }

    // The weights decide the networks; all else is the new plan's.
    private static TrainingPlan Continuing(TrainingPlan plan, TrainingState start)
    {
        if (start.Plan.Seed == plan.Seed)
            throw new CommandFailedException(
                $"found the seed {plan.Seed} of the first training; give another --seed, or the same mocks come again.");
        return plan with
        {
            AsInPaper = start.Plan.AsInPaper,
            LooksPastNeighbours = start.Plan.LooksPastNeighbours,
            Widths = start.Plan.Widths,
            After = start.Plan,
        };
    }

    private static int[] WidthsOf(string list)
    {
        var widths = list.Split(',').Select(w => int.TryParse(w, out var width) ? width : 0).ToArray();
        return widths.Length == 4 && widths.All(width => width is > 0 and <= 1024)
            ? widths
            : throw new CommandFailedException(
                $"found --widths {list}; give four numbers from 1 to 1024, for example 32,48,64,96.");
    }

    private static void Say(string line)
        => AnsiConsole.Console.WriteLine($"{DateTime.Now:HH:mm:ss} {line}");
}
