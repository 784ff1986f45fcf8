using System.CommandLine;
using GaLNet.ClientCli.Catalogue;
using GaLNet.ClientCli.Output;
using GaLNet.ClientCli.Session;
using GaLNet.ClientCli.Shell;
using GaLNet.Grains.Interfaces.Tiles;

namespace GaLNet.ClientCli.Commands;

/// <summary><c>galnet cone</c>: what lies within a radius of a position, nearest first.</summary>
internal sealed class ConeCommand : CatalogueVerb
{
    private const double LargestRadiusArcsec = 36_000;

    private readonly Argument<double> _ra = new("RA") { Description = "Right ascension, degrees ICRS." };
    private readonly Argument<double> _dec = new("DEC") { Description = "Declination, degrees ICRS." };
    private readonly Argument<double> _radius = new("RADIUS_ARCSEC") { Description = "Radius, arcsec." };
    private readonly Option<bool> _all = RowOptions.All();
    private readonly Option<bool> _json = CommonOptions.Json();

    public ConeCommand(Terminal terminal)
        : base("cone", "What lies within a radius of a position, nearest first.", terminal)
    {
        Add(_ra);
        Add(_dec);
        Add(_radius);
        Add(_all);
        Add(_json);
        AddCatalogue();
        _ra.Validators.Add(result => CommonOptions.Check(result, result.GetValueOrDefault<double>(),
            double.IsFinite, "a number of degrees"));
        _dec.Validators.Add(result => CommonOptions.Check(result, result.GetValueOrDefault<double>(),
            dec => Math.Abs(dec) <= 90, "between -90 and 90 degrees"));
        _radius.Validators.Add(result => CommonOptions.Check(result, result.GetValueOrDefault<double>(),
            radius => radius is > 0 and <= LargestRadiusArcsec, "above 0 and at most 36000 arcsec"));
    }

    public override IReadOnlyList<string> Examples =>
    [
        "galnet cone 185.0012 -0.5021 30",
        "galnet cone 185.0012 -0.5021 120 --json | jq length",
    ];

    protected override async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var (ra, dec, radius) = (arguments.GetValue(_ra), arguments.GetValue(_dec), arguments.GetValue(_radius));
        await using var session = await OpenAsync(arguments, cancellationToken);
        var listing = await session.Catalogue.ListCone(ra, dec, radius, cancellationToken);
        var rows = new List<CatalogueRow>();
        foreach (var tile in listing.Tiles)
        {
            rows.AddRange((await session.Tile(tile).Cone(ra, dec, radius, cancellationToken)).Rows());
        }

        var sorted = rows.OrderBy(row => Separation.Arcsec(ra, dec, row.RaDeg, row.DecDeg)).ToArray();
        if (arguments.GetValue(_json))
        {
            JsonText.Write(CatalogueJson.Of(sorted), Terminal.Out);
        }
        else if (sorted.Length == 0)
        {
            Terminal.Out.WriteLine("nothing there");
        }
        else
        {
            CatalogueTable.Write(sorted, RowOptions.LimitOf(arguments, _all), Terminal.Out);
        }

        return ExitCode.Ok;
    }
}
