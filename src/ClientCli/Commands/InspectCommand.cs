using System.CommandLine;
using GaLNet.ClientCli.Inspection;
using GaLNet.ClientCli.Output;
using GaLNet.ClientCli.Shell;
using GaLNet.Sky.Surveys;

namespace GaLNet.ClientCli.Commands;

/// <summary>
/// <c>galnet inspect</c>: what is understood of a FITS file, from which keyword, and what is missing.
/// </summary>
internal sealed class InspectCommand : Verb
{
    private readonly Argument<string> _file = new("FILE")
    {
        Description = "FITS file, plain or packed (.gz, .bz2, .fz); FILE[EXT] or FILE[n] chooses the image.",
    };

    private readonly Option<bool> _stats = new("--stats")
    {
        Description = "Read every pixel: min, max, mean and number of NaN of each image; verify checksums.",
    };

    private readonly Option<(double X, double Y)?> _pixel = PositionOption.Of(
        "--pix", "Where this pixel looks at; the first pixel's centre is 1,1.", "X,Y");

    private readonly Option<(double RaDeg, double DecDeg)?> _sky = PositionOption.Of(
        "--sky", "On which pixel this position lies, ICRS degrees.", "RA,DEC", largestSecond: 90);

    private readonly Option<bool> _json = CommonOptions.Json();

    public InspectCommand(Terminal terminal)
        : base("inspect", "What is understood of a FITS file, from which keyword, and what is missing.", terminal)
    {
        Add(_file);
        Add(_stats);
        Add(_pixel);
        Add(_sky);
        Add(_json);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "galnet inspect r.fits",
        "galnet inspect r.fits[SCI] --stats --json",
        "galnet inspect r.fits.fz --pix 512.5,300   # and --sky 185.0012,-0.5021 the other way",
    ];

    public override string WhenStopped => "stopped; nothing was written.";

    protected override async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var (path, hasStatistics) = (arguments.GetRequiredValue(_file), arguments.GetValue(_stats));
        ImageInspection file = null!;
        await ProgressDisplay.RunAsync(Terminal, async bars =>
        {
            var bar = hasStatistics ? bars.Add("reading pixels", 0) : null;
            file = await Task.Run(
                () => ImageInspection.Of(
                    path, hasStatistics, null, (done, total) => bar?.Report(done, total), cancellationToken),
                cancellationToken);
        });
        PositionPair? pixel = arguments.GetValue(_pixel) is var (x, y) ? PositionPair.OfPixel(file, x, y) : null;
        PositionPair? sky = arguments.GetValue(_sky) is var (ra, dec) ? PositionPair.OfSky(file, ra, dec) : null;
        if (arguments.GetValue(_json))
        {
            JsonText.Write(InspectionJson.Of(file, pixel, sky), Terminal.Out);
        }
        else
        {
            InspectionText.Write(file, pixel, sky, Terminal.Out);
        }

        return ExitCode.Ok;
    }
}
