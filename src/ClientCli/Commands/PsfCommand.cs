using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using GaLNet.ClientCli.Output;
using GaLNet.ClientCli.Pictures;
using GaLNet.ClientCli.Session;
using GaLNet.ClientCli.Shell;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Photometry.Psf;

namespace GaLNet.ClientCli.Commands;

/// <summary><c>galnet psf</c>: the PSF models of a tile.</summary>
internal sealed class PsfCommand : CatalogueVerb
{
    private readonly Argument<string> _tile = new("TILE") { Description = "ORDER/INDEX, e.g. 8/432101." };
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly Option<string?> _plot = CommonOptions.Plot("Draw the newest PSF and its profile into this PNG.");

    public PsfCommand(Terminal terminal)
        : base("psf", "The PSF models of a tile: width, quality, how they were made.", terminal)
    {
        Add(_tile);
        Add(_json);
        Add(_plot);
        AddCatalogue();
    }

    public override IReadOnlyList<string> Examples => ["galnet psf 8/432101 --plot psf.png"];

    protected override async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        await using var session = await OpenAsync(arguments, cancellationToken);
        var tile = (await Tiles.ResolveAsync(session, [arguments.GetRequiredValue(_tile)], cancellationToken))[0];
        var psfs = await session.Tile(tile).GetPsfs(cancellationToken);
        if (arguments.GetValue(_json))
        {
            JsonText.Write(new JsonArray([.. psfs.Select(Json)]), Terminal.Out);
        }
        else
        {
            Print(psfs, tile);
        }

        if (arguments.GetValue(_plot) is { } png)
        {
            await PlotAsync(session, tile, psfs, png, cancellationToken);
        }

        return ExitCode.Ok;
    }

    private static async Task PlotAsync(
        CatalogueSession session, string tile, PsfInfo[] psfs, string png, CancellationToken cancellationToken)
    {
        if (psfs is not [var newest, ..])
        {
            throw new CommandFailedException($"tile {tile} has no PSF to draw: 'galnet process {tile}' makes one.");
        }

        var image = await session.Image(newest.ImageId).Get(cancellationToken);
        var model = newest.Model.ToModel();
        var stamp = model.StampAt(model.XRefPix, model.YRefPix);
        PsfPicture.Save(
            new Raster(stamp.Width, stamp.Height, stamp.Pixels), image?.PixelScaleArcsec.Value ?? 1, newest.FwhmArcsec,
            $"PSF of tile {tile}, version {newest.Version}",
            $"image {newest.ImageId} · {model.StarCount} stars · "
                + $"median reduced χ² {Numbers.Fixed(model.ResidualChi2, 2)} · {Rung(model.Rung)}",
            png);
    }

    private void Print(PsfInfo[] psfs, string tile)
    {
        if (psfs.Length == 0)
        {
            Terminal.Out.WriteLine($"tile {tile} has no PSF yet");
            return;
        }

        var table = new TextTable("image", "version", "fwhm", "stars", "chi2", "made_at", "how");
        foreach (var psf in psfs)
        {
            table.Add(psf.ImageId, $"{psf.Version}", Numbers.Fixed(psf.FwhmArcsec, 3), $"{psf.Model.StarCount}",
                Numbers.Fixed(psf.Model.ResidualChi2, 2), Time(psf.MadeAt), Rung((PsfRung)psf.Model.Rung));
        }

        table.Write(Terminal.Out);
    }

    private static JsonObject Json(PsfInfo psf) => new()
    {
        ["image_id"] = psf.ImageId,
        ["version"] = psf.Version,
        ["fwhm"] = JsonText.Number(psf.FwhmArcsec),
        ["stars"] = psf.Model.StarCount,
        ["chi2"] = JsonText.Number(psf.Model.ResidualChi2),
        ["rung"] = ((PsfRung)psf.Model.Rung).ToString().ToLowerInvariant(),
        ["made_at"] = Time(psf.MadeAt),
    };

    private static string Rung(PsfRung rung) => rung switch
    {
        PsfRung.Local => "varies over the tile",
        PsfRung.Tile => "one mean PSF for the tile",
        PsfRung.Image => "borrowed from the whole image",
        PsfRung.Given => "given by the user",
        _ => "unknown",
    };

    private static string Time(DateTimeOffset time)
        => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
