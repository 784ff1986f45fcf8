using System.CommandLine;
using GaLNet.ClientCli.Bench;
using GaLNet.ClientCli.Compare;
using GaLNet.ClientCli.Demo;
using GaLNet.ClientCli.Reproduce;
using GaLNet.ClientCli.Shell;
using GaLNet.Inference;
using GaLNet.Output;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Mocks;

namespace GaLNet.ClientCli.Commands;

/// <summary><c>galnet reproduce</c>: the paper's tables and figures, ours beside the published numbers.</summary>
internal sealed class ReproduceCommand : Verb
{
    private readonly Option<string> _out = CommonOptions.Out("Folder for the page, its tables and pictures.", "DIR");

    private readonly Option<string?> _data = new("--data")
    {
        Description = "Folder of the reference data (default: GALNET_SHARED_DATA, else ../shared/data).",
        HelpName = "DIR",
    };

    private readonly Option<int> _mocks = SimulateOptions.Whole(
        "--mocks", "Mock galaxies to measure with every engine.", 2000, 10, 1_000_000);

    private readonly Option<int> _pixels = SimulateOptions.Whole(
        "--pixels", "Galaxies of the field whose pixels are looked at.", 100, 0, 100_000);

    private readonly Option<int> _fieldSize = SimulateOptions.Whole(
        "--field-size", "Side of the simulated field, pixels; it is taken where there is no real one.",
        DemoField.SidePix, 300, 20_000);

    private readonly Option<ulong> _seed = SimulateOptions.Seed();

    private readonly Option<string?> _training = new("--training")
    {
        Description = "Output folder of 'galnet-train train': its course is drawn (default: that of the shipped networks).",
        HelpName = "DIR",
    };

    private readonly Option<string?> _study = new("--study")
    {
        Description = "Output folder of 'galnet-train study priors', for Fig. 12 (default: the shipped one).",
        HelpName = "DIR",
    };

    public ReproduceCommand(Terminal terminal)
        : base("reproduce", "The paper's tables and figures, ours beside the published numbers.", terminal)
    {
        Add(_out);
        Add(_data);
        Add(_mocks);
        Add(_pixels);
        Add(_fieldSize);
        Add(_seed);
        Add(_training);
        Add(_study);
    }

    public override IReadOnlyList<string> Examples =>
        ["galnet reproduce --out paper", "galnet reproduce --out paper --mocks 20000 --training run --study study"];

    public override string WhenStopped => "stopped; the page was not written.";

    protected override async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var path = SimulateOptions.Folder(arguments.GetRequiredValue(_out));
        var command = "galnet " + string.Join(' ', arguments.Tokens.Select(token => token.Value));
        var data = new BenchData(arguments.GetValue(_data));
        var training = Record(arguments.GetValue(_training), "training", TrainingSection.IsIn, "loss.csv");
        var study = Record(arguments.GetValue(_study), "study-priors", PriorsSection.IsIn, "figures.csv");
        var folder = new ComparisonReportFolder(path, command);
        var page = new HtmlPage("GaLNet I, reproduced");
        page.Paragraph("Li et al. 2022, ApJ 929, 152 (arXiv 2111.05434): its Tables 1 to 3 and Figs. 2 to 12, made anew "
            + "by this program beside the published numbers. What is not there says so. Fig. 1 draws the networks: see "
            + "their model cards.");
        var (engines, missing) = Engines();
        try
        {
            var (count, seed) = (arguments.GetValue(_mocks), arguments.GetValue(_seed));
            Terminal.Note($"making {count} mocks …");
            var options = new MockStampOptions { Crowding = new MockCrowding() };
            var stamps = await Task.Run(() => Make(options, seed, count), cancellationToken);
            var described = $"{count} mocks of seed {seed}: Table 1's priors, crowded KiDS-like sky";
            var results = new List<MockResult>();
            foreach (var engine in engines)
            {
                Terminal.Note($"measuring them with {engine.Name} …");
                results.Add(await Task.Run(
                    () => MockResult.Of(engine, stamps, options.PixelScaleArcsec), cancellationToken));
            }

            var mocks = new MockSections(folder, page, command);
            mocks.AddMocks(stamps, described);
            TrainingSection.Add(page, folder, command, training.Folder, training.IsOfModels);
            mocks.AddScores(results, missing, described);
            mocks.AddResiduals(results, stamps, engines);
            await new FieldSection(
                folder, page, command, data, arguments.GetValue(_fieldSize), Terminal).AddAsync(
                path, arguments.GetValue(_pixels), cancellationToken);
            PublishedSection.Add(page, command, data, engines);
            PriorsSection.Add(page, folder, command, study.Folder, study.IsOfModels);
            await SpeedSection.AddAsync(page, command, described, results, stamps, Terminal, cancellationToken);
        }
        finally
        {
            foreach (var engine in engines.OfType<IDisposable>())
            {
                engine.Dispose();
            }
        }

        page.Save(Path.Combine(path, "index.html"));
        Terminal.Out.WriteLine(Path.Combine(path, "index.html"));
        return ExitCode.Ok;
    }

    private static (List<IFitEngine> Engines, List<string> Missing) Engines()
    {
        var (engines, missing) = (new List<IFitEngine>(), new List<string>());
        foreach (var word in EngineNames.All)
        {
            try
            {
                engines.Add(EngineShelf.Make(word));
            }
            catch (ModelException exception)
            {
                missing.Add($"{word} is not there: {exception.Message}");
            }
        }

        return (engines, missing);
    }

    private static MockStamp[] Make(MockStampOptions options, ulong seed, int count)
    {
        var stamps = new MockStamp[count];
        Parallel.For(0, count, () => new MockStampGenerator(options, seed), (number, _, generator) =>
        {
            stamps[number] = generator.Make(number);
            return generator;
        }, _ => { });
        return stamps;
    }

    // What the user names must be there; what comes with the networks may be missing.
    private static (string? Folder, bool IsOfModels) Record(
        string? named, string shipped, Func<string, bool> isIn, string file)
    {
        if (named is not null)
        {
            return isIn(named) ? (named, false) : throw new CommandFailedException(
                $"{named} holds no {file}: name a folder that galnet-train wrote.");
        }

        var folder = Path.Combine(ModelShelf.Default.Folder, shipped);
        return isIn(folder) ? (folder, true) : (null, true);
    }
}
