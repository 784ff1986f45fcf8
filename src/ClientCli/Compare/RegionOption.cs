using System.Globalization;
using GaLNet.ClientCli.Catalogue;
using GaLNet.Grains.Interfaces.Catalogue;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Output;
using GaLNet.Sky.Healpix;

namespace GaLNet.ClientCli.Compare;

/// <summary>Part of the sky: a tile ORDER/INDEX, or RA,DEC,RADIUS in degrees and arcsec.</summary>
internal sealed class RegionOption
{
    private readonly (double RaDeg, double DecDeg, double RadiusArcsec)? _cone;

    private RegionOption(string[] tiles, (double, double, double)? cone) => (Tiles, _cone) = (tiles, cone);

    /// <summary>Tiles that the region touches.</summary>
    public string[] Tiles { get; }

    /// <summary>Reads it; null = everywhere.</summary>
    public static RegionOption? Parse(string? text, CatalogueListing listing)
    {
        if (text is null)
        {
            return null;
        }

        if (listing.Tiles.Contains(text))
        {
            return new RegionOption([text], null);
        }

        var numbers = text.Split(',').Select(part => double.TryParse(
            part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN).ToArray();
        if (numbers is not [var ra, >= -90 and <= 90 and var dec, > 0 and var radius] || !double.IsFinite(ra))
        {
            throw new CommandFailedException(
                $"--region is '{text}'; it must be a tile of the catalogue ({listing.Tiles.FirstOrDefault()}) or "
                + "RA,DEC,RADIUS in degrees and arcsec, e.g. 185.0,-0.5,600.");
        }

        var touched = HealpixNested.Cone(listing.TileOrder, ra, dec, radius)
            .Select(index => new HealpixCell(listing.TileOrder, index).ToString()).ToHashSet();
        string[] tiles = [.. listing.Tiles.Where(touched.Contains)];
        return tiles.Length > 0
            ? new RegionOption(tiles, (ra, dec, radius))
            : throw new CommandFailedException(
                $"the region {text} touches no tile of this catalogue; 'galnet status' lists its tiles.");
    }

    /// <summary>The rows inside.</summary>
    public TilePage Inside(TilePage page)
    {
        if (_cone is not var (ra, dec, radius))
        {
            return page;
        }

        var inside = new TilePageBuilder(page.Tile);
        for (var row = 0; row < page.Count; row++)
        {
            var at = row * TilePage.NumbersPerRow;
            if (Separation.Arcsec(ra, dec, page.Numbers[at], page.Numbers[at + 1]) <= radius)
            {
                inside.AddRow(page, row);
            }
        }

        return inside.Build();
    }
}
