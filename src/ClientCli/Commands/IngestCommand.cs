using System.CommandLine;
using GaLNet.ClientCli.Session;
using GaLNet.ClientCli.Shell;

namespace GaLNet.ClientCli.Commands;

/// <summary>
/// <c>galnet ingest</c>: registers images, and the sources that the user gives, with the tiles they touch.
/// </summary>
internal sealed class IngestCommand : Verb
{
    private readonly CalibrationOptions _images = new();
    private readonly CatalogInputOptions _catalog = new();
    private readonly CatalogueOptions _catalogue = new();

    private readonly Option<string?> _replace = new("--replace")
    {
        Description = "Put the image in the place of a registered one: start of its id, or its file. Not needed where "
            + "it comes from the same path.",
        HelpName = "ID|FILE",
    };

    public IngestCommand(Terminal terminal)
        : base("ingest", "Register images with a catalogue, or replace their pixels, weights, masks or calibration; "
            + "'process' then measures what is new or was touched, and nothing else.", terminal)
    {
        _images.AddTo(this);
        Add(_replace);
        _catalog.AddTo(this);
        _catalogue.AddTo(this);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "galnet ingest r.fits --weight r.weight.fits     # gain, zero point … from the header",
        "galnet ingest r.fits --weight better.fits       # r.fits is known: its weight is replaced",
        "galnet ingest r_v2.fits --replace r.fits        # new pixels from another file",
        "galnet ingest field_*.fits.gz --zero-point 0 --gain 3e13 --band r",
    ];

    protected override async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var target = _catalogue.Read(arguments);
        var images = Ingestion.Check(_images.Read(arguments), target);
        var catalog = _catalog.Read(arguments);
        await using var session = await CatalogueSession.OpenOrCreateAsync(
            target, Terminal, cancellationToken);
        var replaced = arguments.GetValue(_replace);
        if (replaced is not null && images.Count > 1)
        {
            throw new CommandFailedException(
                $"--replace {replaced} names one image and {images.Count} are given; replace them one by one.");
        }

        await Ingestion.RunAsync(session, images, catalog, Terminal, cancellationToken, replaced);
        return ExitCode.Ok;
    }
}
