using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using GaLNet.ClientCli.Output;
using GaLNet.ClientCli.Shell;
using GaLNet.ClientCli.Stamps;
using GaLNet.Inference;
using GaLNet.Photometry.Fitting;

namespace GaLNet.ClientCli.Commands;

/// <summary><c>galnet stamps</c>: measures cut-outs with given PSFs; no sky position and no store needed.</summary>
internal sealed class StampsCommand : Verb
{
    private readonly Argument<string> _images = new("IMAGES")
    {
        Description = "FITS cube of stamps or a single stamp (.fits, .fits.gz, FILE[EXT]); the galaxy near the centre.",
    };

    private readonly Option<string> _psf = new("--psf")
    {
        Description = "FITS cube of PSFs, one per stamp, or a single PSF for all; odd sides, centred.",
        Required = true,
        HelpName = "PSFS",
    };

    private readonly Option<double> _zeroPoint = Required("--zero-point", "AB magnitude of one count.", "ZP",
        above0: false);
    private readonly Option<double> _pixelScale = Required("--pixel-scale", "Arcsec per pixel.", "P");
    private readonly Option<double> _gain = Required("--gain", "Electrons per count.", "G");
    private readonly Option<double?> _skySigma = CommonOptions.Positive(
        "--sky-sigma", "Sky noise per pixel, counts. Default: estimated in each stamp.", "S");

    private readonly Option<double?> _sky = CommonOptions.Number(
        "--sky", "Sky level, counts, taken as exact. Default: fitted.", "LEVEL");

    private readonly Option<string?> _sigmaMap = new("--sigma-map")
    {
        Description = "Total 1-sigma noise per pixel, cube or single; used as it is.",
        HelpName = "F",
    };

    private readonly Option<string?> _mask = new("--mask")
    {
        Description = "Mask, cube or single: pixels that are not 0 are left out.",
        HelpName = "F",
    };

    private readonly Option<int> _psfSampling = new("--psf-sampling")
    {
        Description = "PSF pixels per image pixel (GALFIT's fine sampling factor).",
        DefaultValueFactory = _ => 1,
        HelpName = "K",
    };

    private readonly Option<bool> _psfWithoutPixel = new("--psf-without-pixel")
    {
        Description = "The PSF does not contain the pixel's response yet (PSFs measured from stars do).",
    };

    private readonly Option<string> _paFrame = new("--pa-frame")
    {
        Description = "Position angles counter-clockwise from +x, or from +y (GALFIT, imfit).",
        DefaultValueFactory = _ => "x",
    };

    private readonly Option<bool> _crlb = new("--crlb")
    {
        Description = "Add x_crlb ... n_crlb: the Cramér-Rao bounds at the measured galaxies, sky free unless given.",
    };

    private readonly Option<string?> _crlbAt = new("--crlb-at")
    {
        Description = "As --crlb, at the galaxies of a table instead (id, x, y, mag, reff, q, pa, n).",
        HelpName = "TABLE",
    };

    private readonly Option<string> _engine = CommonOptions.Engine();
    private readonly Option<string?> _model = CommonOptions.Model();
    private readonly Option<string> _out = CommonOptions.Out("Table to write, one row per stamp.", "CSV");

    public StampsCommand(Terminal terminal)
        : base(
            "stamps",
            "Measure cut-outs with given PSFs. Writes id (0-based plane), x, y (arcsec from the centre of the central "
            + "pixel, size/2 rounded down, counted from 0), mag, reff (arcsec, semi-major), q, pa (degrees), n, their "
            + "errors, chi2, flags.",
            terminal)
    {
        _paFrame.AcceptOnlyFromAmong("x", "y");
        _psfSampling.Validators.Add(result => CommonOptions.Check(result, result.GetValueOrDefault<int>(),
            sampling => sampling is >= 1 and <= 20, "a whole number from 1 to 20"));
        Add(_images);
        Option[] options =
        [
            _psf, _zeroPoint, _pixelScale, _gain, _skySigma, _sky, _sigmaMap, _mask, _psfSampling, _psfWithoutPixel,
            _paFrame, _crlb, _crlbAt, _engine, _model, _out,
        ];
        foreach (var option in options)
        {
            Add(option);
        }
    }

    public override IReadOnlyList<string> Examples =>
    [
        "galnet stamps stamps.fits.gz --psf psf.fits.gz --zero-point 0 --pixel-scale 0.2 --gain 3e13 --out fits.csv",
        "galnet stamps gal.fits --psf psf.fits --sigma-map sigma.fits --mask mask.fits --zero-point 27 \\",
        "              --pixel-scale 0.168 --gain 4 --pa-frame y --out gal.csv",
        "galnet stamps stamps.fits.gz --psf psf.fits.gz --zero-point 0 --pixel-scale 0.2 --gain 3e13 \\",
        "              --engine galnet-2 --out galnet2.csv",
        "galnet stamps gal.fits --psf tinytim.fits --psf-sampling 3 --psf-without-pixel --zero-point 26.5 \\",
        "              --pixel-scale 0.06 --gain 7 --sky 0.12 --out gal.csv",
    ];

    public override string WhenStopped => "stopped; nothing was written.";

    protected override async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var options = Read(arguments);
        var path = arguments.GetRequiredValue(_out);
        WholeFile.Probe(path);
        var engine = EngineShelf.Make(
            arguments.GetRequiredValue(_engine), arguments.GetValue(_model),
            note: text => Terminal.Note($"note: {text}"), batchSize: StampRun.BatchSize);
        using var closed = engine as IDisposable;
        var crlbAt = arguments.GetValue(_crlbAt);
        var bounds = arguments.GetValue(_crlb) || crlbAt is not null ? StampBounds.Of(options, crlbAt) : null;
        using var stamps = StampReader.Open(options);
        foreach (var note in stamps.Notes)
        {
            Terminal.Note($"note: {note}");
        }

        StampRow[] rows = [];
        var clock = Stopwatch.StartNew();
        await ProgressDisplay.RunAsync(Terminal, bars =>
        {
            var bar = bars.Add("stamps", stamps.Count);
            return Task.Run(
                () => rows = StampRun.Measure(stamps, options, engine, bar, cancellationToken, bounds),
                cancellationToken);
        });
        StampRun.Write(path, rows);
        var failed = rows.Count(row => (row.Flags & FitFlags.Failed) != 0);
        Terminal.Note(string.Create(CultureInfo.InvariantCulture,
            $"{path}: {rows.Length} stamps of {stamps.Width} x {stamps.Height}, {failed} not measured, in "
            + $"{clock.Elapsed.TotalSeconds:F2} s ({clock.Elapsed.TotalMilliseconds / rows.Length:F2} ms each)"));
        return ExitCode.Ok;
    }

    private StampOptions Read(ParseResult arguments) => new()
    {
        Images = arguments.GetRequiredValue(_images),
        Psfs = arguments.GetRequiredValue(_psf),
        ZeroPoint = arguments.GetValue(_zeroPoint),
        PixelScaleArcsec = arguments.GetValue(_pixelScale),
        Gain = arguments.GetValue(_gain),
        SkySigma = arguments.GetValue(_skySigma),
        Sky = arguments.GetValue(_sky),
        SigmaMap = arguments.GetValue(_sigmaMap),
        Mask = arguments.GetValue(_mask),
        PsfSampling = arguments.GetValue(_psfSampling),
        PsfWithoutPixel = arguments.GetValue(_psfWithoutPixel),
        PaFromY = arguments.GetValue(_paFrame) == "y",
    };

    private static Option<double> Required(string name, string description, string helpName, bool above0 = true)
    {
        var option = new Option<double>(name) { Description = description, Required = true, HelpName = helpName };
        option.Validators.Add(result => CommonOptions.Check(result, result.GetValueOrDefault<double>(),
            value => double.IsFinite(value) && (!above0 || value > 0),
            above0 ? "a number above 0" : "a finite number"));
        return option;
    }
}
