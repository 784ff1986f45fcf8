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

    public IngestCommand(Terminal terminal)
        : base("ingest", "Register images with a catalogue; 'process' then measures them.", terminal)
    {
        _images.AddTo(this);
        _catalog.AddTo(this);
        _catalogue.AddTo(this);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "galnet ingest r.fits --weight r.weight.fits     # gain, zero point … from the header",
        "galnet ingest field_*.fits.gz --zero-point 0 --gain 3e13 --band r",
    ];

    protected override async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var target = _catalogue.Read(arguments);
        var images = Ingestion.Check(_images.Read(arguments), target);
        var catalog = _catalog.Read(arguments);
        await using var session = await CatalogueSession.OpenOrCreateAsync(
            target, Terminal, cancellationToken);
        await Ingestion.RunAsync(session, images, catalog, Terminal, cancellationToken);
        return ExitCode.Ok;
    }
}
