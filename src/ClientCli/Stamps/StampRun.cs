using GaLNet.ClientCli.Output;
using GaLNet.Photometry.Fitting;

namespace GaLNet.ClientCli.Stamps;

/// <summary>Measures every stamp on all cores and keeps the order of the planes.</summary>
internal static class StampRun
{
    private const int PiecesPerCore = 4;

    /// <summary>One row per stamp, with the bounds of its parameters where they are given.</summary>
    public static StampRow[] Measure(
        StampReader stamps, StampOptions options, IFitEngine engine, ProgressBar bar,
        CancellationToken cancellationToken, StampBounds? bounds = null)
    {
        var rows = new StampRow[stamps.Count];
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = Environment.ProcessorCount,
            CancellationToken = cancellationToken,
        };
        var size = PieceSize(rows.Length, engine);
        Parallel.For(0, (rows.Length + size - 1) / size, parallel, piece =>
        {
            var first = piece * size;
            var items = new StampAndPsf[Math.Min(size, rows.Length - first)];
            for (var i = 0; i < items.Length; i++)
            {
                items[i] = new StampAndPsf(stamps.Read(first + i), stamps.PsfOf(first + i));
            }

            var fits = engine is IBatchFitEngine batched ? batched.Measure(items)
                : Array.ConvertAll(items, item => engine.Measure(item.Stamp, item.Psf));
            for (var i = 0; i < items.Length; i++)
            {
                rows[first + i] = StampRow.Of(first + i, fits[i], stamps.Width, stamps.Height, options) with
                {
                    Bounds = bounds?.At(first + i, fits[i].Profile, items[i].Stamp, items[i].Psf),
                };
                bar.Step();
            }
        });
        return rows;
    }

    // Batches for networks, but never so large that a core goes without.
    private static int PieceSize(int stamps, IFitEngine engine)
        => engine is IBatchFitEngine batched
            ? Math.Clamp(stamps / (PiecesPerCore * Environment.ProcessorCount), 1, batched.BatchSize) : 1;

    /// <summary>Writes the table, whole or not at all.</summary>
    public static void Write(string path, IReadOnlyList<StampRow> rows)
        => CsvFile.Write(
            path, StampRow.Heading + (rows.Any(row => row.Bounds is not null) ? StampRow.BoundsHeading : ""),
            rows.AsParallel().AsOrdered().Select(row => row.ToCsv()));
}
