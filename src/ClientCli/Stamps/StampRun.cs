using GaLNet.ClientCli.Output;
using GaLNet.Photometry.Fitting;

namespace GaLNet.ClientCli.Stamps;

/// <summary>Measures every stamp on all cores and keeps the order of the planes.</summary>
internal static class StampRun
{
    /// <summary>One row per stamp.</summary>
    public static StampRow[] Measure(
        StampReader stamps, StampOptions options, IFitEngine engine, ProgressBar bar,
        CancellationToken cancellationToken)
    {
        var rows = new StampRow[stamps.Count];
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = Environment.ProcessorCount,
            CancellationToken = cancellationToken,
        };
        Parallel.For(0, rows.Length, parallel, id =>
        {
            var fit = engine.Measure(stamps.Read(id), stamps.PsfOf(id));
            rows[id] = StampRow.Of(id, fit, stamps.Width, stamps.Height, options);
            bar.Step();
        });
        return rows;
    }

    /// <summary>Writes the table, whole or not at all.</summary>
    public static void Write(string path, IReadOnlyList<StampRow> rows)
        => CsvFile.Write(path, StampRow.Heading, rows.Select(row => row.ToCsv()));
}
