using System.CommandLine;
using System.Globalization;
using GaLNet.ClientCli.References;
using GaLNet.ClientCli.Session;
using GaLNet.ClientCli.Shell;
using GaLNet.Output;

namespace GaLNet.ClientCli.Commands;

/// <summary><c>galnet reference add</c>: attaches somebody else's measurements to the galaxies.</summary>
internal sealed class ReferenceAddCommand : CatalogueVerb
{
    private readonly Argument<string[]> _paths = new("CATALOG")
    {
        Description = "FITS, FITS-LDAC, VOTable, CSV, ECSV or Parquet; or GALFIT's galfit.NN, fit.log, image blocks.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _format = new("--format")
    {
        Description = $"Whose catalogue: {string.Join(", ", ReferenceFormats.Names)}.",
        HelpName = "NAME",
    };

    private readonly Option<string?> _map = new("--map")
    {
        Description = "Your own mapping (TOML); 'galnet reference formats NAME' prints one to start from.",
        HelpName = "FILE",
    };

    private readonly Option<string[]> _set = new("--set")
    {
        Description = "Replace something in the mapping: columns.reff=RE_CIRC, conventions.radius=circularised.",
        HelpName = "SECTION.KEY=VALUE",
    };

    private readonly Option<string?> _name = new("--name")
    {
        Description = "What to call it from now on; the format's name if not given.",
        HelpName = "NAME",
    };

    private readonly Option<string> _match = new("--match")
    {
        Description = "Radius of the matching by position, arcsec; or 'id' for a column of our galaxy ids.",
        DefaultValueFactory = _ => "1.0",
        HelpName = "ARCSEC",
    };

    private readonly Option<string> _band = new("--band")
    {
        Description = "Band, where the columns are named after one.",
        DefaultValueFactory = _ => "r",
        HelpName = "BAND",
    };

    private readonly Option<string?> _image = new("--image")
    {
        Description = "Image that pixel positions and angles belong to: an id (or its start) or a FITS file.",
        HelpName = "IMAGE",
    };

    private readonly Option<string?> _unmatched = new("--unmatched")
    {
        Description = "Where to list rows without a galaxy; NAME.unmatched.csv if not given.",
        HelpName = "CSV",
    };

    private readonly Option<bool> _again = new("--again")
    {
        Description = "Match again although this content is attached (the catalogue has grown, say).",
    };

    public ReferenceAddCommand(Terminal terminal)
        : base("add", "Attach somebody else's measurements to the galaxies they belong to.", terminal)
    {
        Add(_paths);
        Add(_format);
        Add(_map);
        Add(_set);
        Add(_name);
        Add(_match);
        Add(_band);
        Add(_image);
        Add(_unmatched);
        Add(_again);
        AddCatalogue();
        _match.Validators.Add(result => CommonOptions.Check(result, result.GetValueOrDefault<string>()!,
            text => MatchOf(text) is not null, "'id' or a number of arcsec above 0"));
        _name.Validators.Add(result => CommonOptions.Check(result, result.GetValueOrDefault<string?>(),
            name => name is null || IsName(name),
            "letters, digits, '.', '_', '+' and '-', starting with a letter or digit"));
    }

    public override IReadOnlyList<string> Examples =>
    [
        "galnet reference add roy2018.fits --format 2dphot",
        "galnet reference add sex.cat --format sextractor --name sex --match 0.7",
        "galnet reference add GAMA.fits --format sigma-gama --band i",
        "galnet reference add fits/galfit.* --format galfit --image r.fits",
        "galnet reference add mine.csv --map mine.toml --set conventions.radius=circularised",
    ];

    public override string WhenStopped => "stopped; the same command completes it.";

    protected override async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var request = new ReferenceRequest
        {
            Paths = arguments.GetRequiredValue(_paths),
            Format = arguments.GetValue(_format),
            Map = arguments.GetValue(_map),
            Name = arguments.GetValue(_name),
            MatchArcsec = MatchOf(arguments.GetRequiredValue(_match))!.Value,
            Overrides = arguments.GetValue(_set) ?? [],
            Band = arguments.GetRequiredValue(_band),
            Image = arguments.GetValue(_image),
            Unmatched = arguments.GetValue(_unmatched),
            Again = arguments.GetValue(_again),
        };
        await using var session = await OpenAsync(arguments, cancellationToken);
        var info = await new ReferenceLoader(session, Terminal).LoadAsync(request, cancellationToken);
        Terminal.Out.WriteLine(
            $"{info.Name}: {info.Matched} of {info.Rows} rows attached in {info.Tiles.Length} tiles, "
            + $"{info.Ambiguous} of them ambiguous");
        foreach (var line in info.Conventions)
        {
            Terminal.Out.WriteLine($"  {line}");
        }

        return ExitCode.Ok;
    }

    private static double? MatchOf(string text) => text == "id" ? 0
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var radius)
            && radius is > 0 and <= 3600 ? radius : null;

    private static bool IsName(string name)
        => name.Length > 0 && char.IsAsciiLetterOrDigit(name[0])
            && name.All(one => char.IsAsciiLetterOrDigit(one) || one is '.' or '_' or '-' or '+');
}
