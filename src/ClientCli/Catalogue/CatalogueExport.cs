using GaLNet.ClientCli.Session;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Sky.Tables;

namespace GaLNet.ClientCli.Catalogue;

/// <summary>Collects the catalogue from the tiles' pages and writes it as a table.</summary>
internal static class CatalogueExport
{
    private static readonly TableColumn[] Columns = [.. CatalogueColumns.All.Select(column => column.Column)];

    private static readonly TableMetadata Metadata = new()
    {
        Name = "GALAXIES",
        Description = "Sersic structure of galaxies; stars and faint sources are listed without a fit.",
    };

    /// <summary>Fails early, before hours of work, when the file's format is unknown or it cannot be written.</summary>
    public static void Check(string path) => TableWriter.Create(path, Columns).Dispose();

    /// <summary>Rows of these tiles on these images, by tile, then galaxy, then image.</summary>
    public static async Task<IReadOnlyList<CatalogueRow>> RowsAsync(
        CatalogueSession session, IReadOnlyList<string> tiles, IReadOnlySet<string> images,
        CancellationToken cancellationToken)
    {
        var rows = new List<CatalogueRow>();
        foreach (var tile in tiles)
        {
            var page = await session.Tile(tile).GetPage(cancellationToken);
            rows.AddRange(page.Rows().Where(row => images.Contains(row.ImageId))
                .OrderBy(row => row.GalaxyId).ThenBy(row => row.ImageId, StringComparer.Ordinal));
        }

        return rows;
    }

    /// <summary>
    /// Writes rows; the format is the one that the name ends in. The file appears whole or not at all; a ReadMe
    /// beside it (<c>catalogue.ReadMe</c> for <c>catalogue.fits</c>) explains every column.
    /// </summary>
    public static void Write(string path, IReadOnlyList<CatalogueRow> rows)
    {
        using var writer = TableWriter.Create(path, Columns, Metadata);
        foreach (var row in rows)
        {
            for (var at = 0; at < Columns.Length; at++)
            {
                CatalogueColumns.All[at].Write(writer.Row, at, row);
            }

            writer.WriteRow();
        }

        writer.Commit();
        CdsReadMe.Write(path, Columns, rows.Count, Metadata);
    }
}
