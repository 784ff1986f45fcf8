using System.Diagnostics;
using GaLNet.ClientCli.Catalogue;
using GaLNet.ClientCli.Session;
using GaLNet.ClientCli.Shell;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Grains.Interfaces.Tiles;

namespace GaLNet.ClientCli.Bench;

/// <summary>The whole pipeline on one image, in an embedded silo on a store that is thrown away.</summary>
/// <param name="Image">The image as registered.</param>
/// <param name="Rows">The catalogue.</param>
internal sealed record PipelineRun(ImageInfo Image, IReadOnlyList<CatalogueRow> Rows)
{
    /// <summary>Registers, measures, prints the time by step, and returns the catalogue.</summary>
    public static async Task<PipelineRun> OfAsync(
        ImageSource source, MeasureSettings settings, Terminal terminal, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("galnet-bench-");
        try
        {
            await using var session = await CatalogueSession.OpenOrCreateAsync(
                Path.Combine(folder.FullName, "bench.db"), cancellationToken);
            var images = await Ingestion.RunAsync(session, [source], null, terminal, cancellationToken);
            var clock = Stopwatch.StartNew();
            var statuses = await TileWork.RunAsync(
                session, images[0].Tiles, (tile, token) => tile.Process(settings, token), terminal, cancellationToken);
            WorkSummary.Write(statuses, clock.Elapsed.TotalSeconds, terminal.Out);
            WorkSummary.WriteNetworks(await session.InferenceAsync(cancellationToken), terminal.Out);
            var rows = await CatalogueExport.RowsAsync(
                session, images[0].Tiles, new HashSet<string> { images[0].ImageId }, cancellationToken);
            return new PipelineRun(images[0], rows);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
