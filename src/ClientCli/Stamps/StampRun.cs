using System.Collections.Concurrent;
using GaLNet.ClientCli.Output;
using GaLNet.Photometry.Fitting;

namespace GaLNet.ClientCli.Stamps;

/// <summary>Measures every stamp on all cores and keeps the order of the planes.</summary>
internal static class StampRun
{
    /// <summary>Stamps that one call of a network takes: what each call costs beside its stamps is small then.</summary>
    public const int BatchSize = 128;

    // Batches shrink towards the end to this, so that no core waits long for another.
    private const int LastBatch = 16;

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
        // Taken one by one: the loop's own way is to hand out several at once.
        var pieces = Partitioner.Create(
            Pieces(rows.Length, engine, Environment.ProcessorCount), EnumerablePartitionerOptions.NoBuffering);
        Parallel.ForEach(pieces, parallel, piece =>
        {
            var items = new StampAndPsf[piece.Count];
            for (var i = 0; i < items.Length; i++)
            {
                items[i] = new StampAndPsf(stamps.Read(piece.First + i), stamps.PsfOf(piece.First + i));
            }

            var fits = engine is IBatchFitEngine batched ? batched.Measure(items)
                : Array.ConvertAll(items, item => engine.Measure(item.Stamp, item.Psf));
            for (var i = 0; i < items.Length; i++)
            {
                var id = piece.First + i;
                rows[id] = StampRow.Of(id, fits[i], stamps.Width, stamps.Height, options) with
                {
                    Bounds = bounds?.At(id, fits[i].Profile, items[i].Stamp, items[i].Psf),
                };
                bar.Step();
            }
        });
        return rows;
    }

    /// <summary>
    /// What is measured at a time, in order: full batches for networks, smaller ones at the end. They depend on nothing
    /// but the number of stamps and cores, so that a second run gives the very same answers.
    /// </summary>
    internal static IEnumerable<(int First, int Count)> Pieces(int stamps, IFitEngine engine, int cores)
    {
        var most = engine is IBatchFitEngine batched ? batched.BatchSize : 1;
        for (var first = 0; first < stamps;)
        {
            var left = stamps - first;
            var count = Math.Min(left, Math.Clamp(left / (2 * cores), Math.Min(LastBatch, most), most));
            yield return (first, count);
            first += count;
        }
    }

    /// <summary>Writes the table, whole or not at all.</summary>
    public static void Write(string path, IReadOnlyList<StampRow> rows)
        => CsvFile.Write(
            path, StampRow.Heading + (rows.Any(row => row.Bounds is not null) ? StampRow.BoundsHeading : ""),
            rows.AsParallel().AsOrdered().Select(row => row.ToCsv()));
}
