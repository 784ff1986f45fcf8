using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using GaLNet.ClientCli.Output;
using GaLNet.ClientCli.Pictures;
using GaLNet.ClientCli.Session;
using GaLNet.ClientCli.Shell;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Photometry.Psf;

namespace GaLNet.ClientCli.Commands;

/// <summary><c>galnet psf</c>: the PSF models of a tile.</summary>
internal sealed class PsfCommand : CatalogueVerb
{
    private readonly Argument<string> _tile = new("TILE") { Description = "ORDER/INDEX, e.g. 8/432101." };
    private readonly Option<bool> _refit = new("--refit")
    {
        Description = "Model the PSF anew from the stars of the tile (or the file that came with the image).",
    };

    private readonly Option<string?> _set = new("--set")
    {
        Description = "Use this PSF in the tile: PSFEx .psf, SDSS psField, a grid of PSFs, or an image of a star.",
        HelpName = "FILE",
    };

    private readonly Option<int?> _sampling = new("--psf-sampling")
    {
        Description = "PSF pixels per image pixel of a --set image. Default: as the file says, else 1.",
        HelpName = "N",
    };

    private readonly Option<string?> _image = new("--image")
    {
        Description = "Of which of the tile's images: start of its id, or its file. Default: all; --set needs it where "
            + "there are several.",
        HelpName = "ID|FILE",
    };

    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly Option<string?> _plot = CommonOptions.Plot("Draw the newest PSF and its profile into this PNG.");

    public PsfCommand(Terminal terminal)
        : base("psf", "The PSF models of a tile: show them, model them anew, or give one. A new version makes fits "
            + "of older ones stale; 'process --stale' measures them again.", terminal)
    {
        Add(_tile);
        Add(_refit);
        Add(_set);
        Add(_sampling);
        Add(_image);
        Add(_json);
        Add(_plot);
        AddCatalogue();
        _sampling.Validators.Add(result => CommonOptions.Check(result, result.GetValueOrDefault<int?>(),
            sampling => sampling is null or >= 1 and <= 100, "a whole number from 1 to 100"));
        Validators.Add(result =>
        {
            if (result.GetValue(_refit) && result.GetValue(_set) is not null)
            {
                result.AddError("--refit and --set exclude each other: give one.");
            }
        });
    }

    public override IReadOnlyList<string> Examples =>
    [
        "galnet psf 8/432101 --plot psf.png",
        "galnet psf 8/432101 --refit                     # after a part of its image was replaced",
        "galnet psf 8/432101 --set r.psf --image r.fits  # PSFEx's model in this tile",
    ];

    protected override async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        await using var session = await OpenAsync(arguments, cancellationToken);
        var tile = (await Tiles.ResolveAsync(session, [arguments.GetRequiredValue(_tile)], cancellationToken))[0];
        if (arguments.GetValue(_refit) || arguments.GetValue(_set) is not null)
        {
            await ChangeAsync(session, tile, arguments, cancellationToken);
        }

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

    private async Task ChangeAsync(
        CatalogueSession session, string tile, ParseResult arguments, CancellationToken cancellationToken)
    {
        var images = (await session.Catalogue.ListTiles([tile], cancellationToken)).Images;
        if (arguments.GetValue(_image) is { } name)
        {
            images = [OneImage.Find(images, name, $"tile {tile}")];
        }

        var file = arguments.GetValue(_set);
        if (file is not null && images.Length > 1)
        {
            throw new CommandFailedException(
                $"tile {tile} has {images.Length} images: say with --image which of them {file} belongs to.");
        }

        var grain = session.Tile(tile);
        var known = await grain.GetPsfs(cancellationToken);
        foreach (var image in images)
        {
            var after = file is null
                ? await grain.RefitPsf(image.ImageId, cancellationToken)
                : await grain.SetPsf(
                    image.ImageId, FitsPaths.Absolute(file), arguments.GetValue(_sampling), cancellationToken);
            var before = known.Where(psf => psf.ImageId == image.ImageId).MaxBy(psf => psf.Version);
            Terminal.Note(before?.Version == after.Version
                ? $"image {image.ImageId}: the same PSF as version {after.Version}, which stays"
                : $"image {image.ImageId}: PSF version {after.Version} in force, FWHM "
                    + $"{Numbers.Fixed(after.FwhmArcsec, 3)} arcsec"
                    + (before is null ? "" : $" (version {before.Version}: {Numbers.Fixed(before.FwhmArcsec, 3)})"));
        }

        var stale = (await grain.GetStale(cancellationToken)).Sum(one => one.Count);
        Terminal.Note(stale == 0
            ? $"no fit of tile {tile} is stale."
            : $"{stale} fits of tile {tile} are stale: 'galnet process {tile} --stale' measures them again.");
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
