using GaLNet.ClientCli.Output;
using GaLNet.Photometry.Fitting;

namespace GaLNet.ClientCli.Stamps;

/// <summary>Measures every stamp on all cores and keeps the order of the planes.</summary>
internal static class StampRun
{
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
        Parallel.For(0, rows.Length, parallel, id =>
        {
            var (stamp, psf) = (stamps.Read(id), stamps.PsfOf(id));
            var fit = engine.Measure(stamp, psf);
            rows[id] = StampRow.Of(id, fit, stamps.Width, stamps.Height, options) with
            {
                Bounds = bounds?.At(id, fit.Profile, stamp, psf),
            };
            bar.Step();
        });
        return rows;
    }

    /// <summary>Writes the table, whole or not at all.</summary>
    public static void Write(string path, IReadOnlyList<StampRow> rows)
        => CsvFile.Write(
            path, StampRow.Heading + (rows.Any(row => row.Bounds is not null) ? StampRow.BoundsHeading : ""),
            rows.Select(row => row.ToCsv()));
}
