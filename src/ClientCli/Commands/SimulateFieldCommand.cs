using System.CommandLine;
using GaLNet.ClientCli.Shell;
using GaLNet.ClientCli.Simulation;
using GaLNet.Photometry.Mocks;

namespace GaLNet.ClientCli.Commands;

/// <summary><c>galnet simulate field</c>: a mock survey image with known truth.</summary>
internal sealed class SimulateFieldCommand : Verb
{
    private readonly Option<ulong> _seed = SimulateOptions.Seed();
    private readonly Option<int> _size = SimulateOptions.Whole(
        "--size", "Side of the image, pixels.", 1500, 100, 30_000);
    private readonly Option<double?> _density = CommonOptions.Positive(
        "--density", "Multiplies the numbers of galaxies and stars (default 1: KiDS r at high latitude).", "D");

    private readonly Option<int> _extra = SimulateOptions.Whole(
        "--extra-galaxies", "Galaxies added from the paper's Table 1, brighter than the sky's.", 0, 0, 100_000);

    private readonly Option<double?> _sky = CommonOptions.Number(
        "--sky", "Sky level left in the image, counts per pixel.", "LEVEL");
    private readonly Option<double?> _saturatedStar = CommonOptions.Number(
        "--saturated-star", "Adds one saturated star of this magnitude.", "MAG");

    private readonly Option<double> _ra = Degrees("--ra", 150);
    private readonly Option<double> _dec = Degrees("--dec", 2.2);
    private readonly Option<string> _out = CommonOptions.Out("Folder to write into.", "DIR");

    public SimulateFieldCommand(Terminal terminal)
        : base(
            "field",
            "A mock survey image: galaxies, stars, a PSF that varies, KiDS-like noise, a WCS, and the truth.", terminal)
    {
        foreach (var option in new Option[] { _seed, _size, _density, _extra, _sky, _saturatedStar, _ra, _dec, _out })
        {
            Add(option);
        }
    }

    public override IReadOnlyList<string> Examples =>
    [
        "galnet simulate field --out mock --seed 7",
        "galnet measure mock/field.fits --out mock/catalogue.fits",
    ];

    public override string WhenStopped => "stopped; nothing was written.";

    protected override async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var folder = SimulateOptions.Folder(arguments.GetRequiredValue(_out));
        var options = new MockFieldOptions
        {
            WidthPix = arguments.GetValue(_size),
            HeightPix = arguments.GetValue(_size),
            Density = arguments.GetValue(_density) ?? 1,
            ExtraGalaxies = arguments.GetValue(_extra),
            SkyLevel = arguments.GetValue(_sky) ?? 0,
            SaturatedStarMag = arguments.GetValue(_saturatedStar),
        };
        var seed = arguments.GetValue(_seed);
        var field = await Task.Run(() => MockFieldGenerator.Make(options, seed), cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var files = FieldFiles.Write(field, arguments.GetValue(_ra), arguments.GetValue(_dec), folder);
        var stars = field.SourcesOnImage.Count(source => source.IsStar);
        Terminal.Out.WriteLine(
            $"{files.Image}: {options.WidthPix} x {options.HeightPix} pixels, "
            + $"{field.SourcesOnImage.Count() - stars} galaxies, {stars} stars");
        Terminal.Out.WriteLine($"{files.Truth}: the truth");
        Terminal.Out.WriteLine($"{files.Psf}: the true PSF on a 5 x 5 grid");
        return ExitCode.Ok;
    }

    private static Option<double> Degrees(string name, double usual)
    {
        var option = new Option<double>(name)
        {
            Description = "Centre of the field, degrees.",
            DefaultValueFactory = _ => usual,
            HelpName = "DEG",
        };
        option.Validators.Add(result => CommonOptions.Check(result, result.GetValueOrDefault<double>(),
            value => Math.Abs(value) <= (name == "--dec" ? 90 : 360), "a position in degrees"));
        return option;
    }
}
