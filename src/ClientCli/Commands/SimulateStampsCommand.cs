using System.CommandLine;
using GaLNet.ClientCli.Output;
using GaLNet.ClientCli.Shell;
using GaLNet.ClientCli.Simulation;
using GaLNet.Photometry.Mocks;

namespace GaLNet.ClientCli.Commands;

/// <summary><c>galnet simulate stamps</c>: mock cut-outs with their PSFs and known truth.</summary>
internal sealed class SimulateStampsCommand : Verb
{
    private readonly Option<ulong> _seed = SimulateOptions.Seed();
    private readonly Option<int> _count = SimulateOptions.Whole("--count", "How many stamps.", 300, 1, 1_000_000);
    private readonly Option<int> _size = SimulateOptions.Odd("--size", "Side of the stamps, pixels, odd.", 61);
    private readonly Option<int> _psfSize = SimulateOptions.Odd("--psf-size", "Side of the PSFs, pixels, odd.", 25);
    private readonly Option<bool> _crowded = new("--crowded") { Description = "Add neighbours from number counts." };
    private readonly Option<bool> _wide = new("--wide") { Description = "Priors wider than the paper's Table 1." };
    private readonly Option<double?> _minSignal = CommonOptions.Number(
        "--min-sn", "Draw again below this S/N inside 1.5 arcsec; 0 keeps all. Default: 50 (20 with --wide).", "SN");

    private readonly MockSkyOptions _sky = new();
    private readonly Option<string> _out = CommonOptions.Out("Folder to write into.", "DIR");

    public SimulateStampsCommand(Terminal terminal)
        : base("stamps", "Mock cut-outs (the paper's Table 1) with their double-Moffat PSFs and the truth.", terminal)
    {
        foreach (var option in new Option[] { _seed, _count, _size, _psfSize, _crowded, _wide, _minSignal })
        {
            Add(option);
        }

        _sky.AddTo(this);
        Add(_out);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "galnet simulate stamps --out mock --seed 7 --count 300",
        "galnet simulate stamps --out mock --background tile.fits --background-mask spikes.fits --psf-of-place",
        "galnet simulate stamps --out mock --psfs my-stars/ --size 101 --min-sn 20   # your own PSFs, larger stamps",
        "galnet stamps mock/stamps.fits --psf mock/psf.fits --zero-point 0 --pixel-scale 0.2 --gain 3e13 -o fits.csv",
    ];

    public override string WhenStopped => "stopped; nothing was written.";

    protected override async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var count = arguments.GetValue(_count);
        var priors = arguments.GetValue(_wide) ? MockPriors.Wide : MockPriors.Paper;
        var options = _sky.Apply(arguments, new MockStampOptions
        {
            SizePix = arguments.GetValue(_size),
            PsfSizePix = arguments.GetValue(_psfSize),
            Priors = priors with { MinSignalToNoise = arguments.GetValue(_minSignal) ?? priors.MinSignalToNoise },
            Crowding = arguments.GetValue(_crowded) ? new MockCrowding() : null,
        });
        if ((long)count * options.SizePix * options.SizePix > Array.MaxLength)
        {
            throw new CommandFailedException(
                $"{count} stamps of {options.SizePix} x {options.SizePix} pixels do not fit into one cube: "
                + "ask for fewer, with several seeds.");
        }

        var folder = SimulateOptions.Folder(arguments.GetRequiredValue(_out));
        IReadOnlyList<string> paths = [];
        await ProgressDisplay.RunAsync(Terminal, bars =>
        {
            var bar = bars.Add("stamps", count);
            var seed = arguments.GetValue(_seed);
            return Task.Run(
                () => paths = WriteAll(options, seed, count, folder, bar, cancellationToken), cancellationToken);
        });
        Terminal.Out.WriteLine($"{count} stamps of {options.SizePix} x {options.SizePix}: {string.Join(", ", paths)}");
        return ExitCode.Ok;
    }

    // What the generator cannot do with these options it says in a sentence.
    private static IReadOnlyList<string> WriteAll(
        MockStampOptions options, ulong seed, int count, string folder, ProgressBar bar,
        CancellationToken cancellationToken)
    {
        try
        {
            _ = new MockStampGenerator(options, seed);
            return StampFiles.Write(options, seed, count, folder, bar, cancellationToken);
        }
        catch (Exception exception) when (Innermost(exception) is ArgumentException or InvalidOperationException)
        {
            throw new CommandFailedException(Innermost(exception).Message, exception);
        }
    }

    private static Exception Innermost(Exception exception)
        => exception is AggregateException { InnerExceptions: [var first, ..] } ? Innermost(first) : exception;
}
