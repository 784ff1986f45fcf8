using System.Diagnostics;
using System.Globalization;
using System.Text;
using GaLNet.Photometry.Mocks;
using GaLNet.Sky.Fits;
using GaLNet.Sky.Tables;

namespace GaLNet.Benchmarks;

/// <summary>
/// Files at the size of a survey: an image opened and cut into stamps, catalogues written and read, and what astropy
/// and STILTS take for the same in the same run.
/// </summary>
internal static class FilesReport
{
    private const int StampSide = 61;
    private const int Stamps = 40_000;
    private const int FitsRows = 2_000_000;
    private const int OtherRows = 200_000;

    private static readonly TableColumn[] Columns =
    [
        new("galaxy_id", TableType.Int64, "", "meta.id;meta.main"), new("ra", TableType.Double, "deg", "pos.eq.ra"),
        new("dec", TableType.Double, "deg", "pos.eq.dec"), new("mag", TableType.Single, "mag", "phot.mag"),
        new("reff", TableType.Single, "arcsec"), new("q", TableType.Single), new("pa", TableType.Single, "deg"),
        new("n", TableType.Single), new("flags", TableType.Int32), new("is_star", TableType.Boolean),
    ];

    /// <summary>Writes the files into a folder of its own, measures, prints, and removes them.</summary>
    /// <param name="output">Where to print.</param>
    /// <param name="side">Side of the image, pixels.</param>
    public static void Print(TextWriter output, int side)
    {
        var folder = Directory.CreateTempSubdirectory("galnet-files-");
        try
        {
            PrintImage(output, Path.Combine(folder.FullName, "image.fits"), side);
            PrintTables(output, folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void PrintImage(TextWriter output, string path, int side)
    {
        WriteNoise(path, side);
        var opened = Seconds(() =>
        {
            using var file = FitsFile.Open(path);
            _ = file.Image();
        }, repeat: 20);
        using var file = FitsFile.Open(path);
        var image = file.Image();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"image of {side} x {side} float32: opened in {opened.Wall * 1e3:F2} ms"));
        // The first pass brings the places into the page cache.
        _ = Cut(image, 1);
        Rate(output, "stamps of 61 x 61, one thread", Stamps, Seconds(() => Cut(image, 1)));
        Rate(output, "stamps of 61 x 61, all cores", Stamps, Seconds(() => Cut(image, Environment.ProcessorCount)));
        FilesPeers.CutStamps(output, path, StampSide, Stamps / 10);
    }

    private static double Cut(FitsImage image, int threads)
    {
        var sums = new double[threads];
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, thread =>
        {
            var random = new RandomStream(1, (ulong)thread);
            var stamp = new float[StampSide * StampSide];
            for (var i = 0; i < Stamps / threads; i++)
            {
                var x = (int)((image.Width - StampSide) * random.NextUniform());
                var y = (int)((image.Height - StampSide) * random.NextUniform());
                image.ReadWindow(x, y, StampSide, StampSide, stamp);
                sums[thread] += stamp[StampSide];
            }
        });
        return sums.Sum();
    }

    private static void PrintTables(TextWriter output, string folder)
    {
        foreach (var (name, rows) in new[]
        {
            ("t.fits", FitsRows), ("t.parquet", FitsRows), ("t.csv", OtherRows), ("t.ecsv", OtherRows),
            ("t.vot", OtherRows),
        })
        {
            var path = Path.Combine(folder, name);
            Rate(output, $"{name[1..]} rows written, {Columns.Length} columns", rows, Seconds(() => Write(path, rows)));
            Rate(output, $"{name[1..]} rows read, every column", rows, Seconds(() => Read(path)));
        }

        FilesPeers.ReadTable(output, Path.Combine(folder, "t.fits"), FitsRows);
    }

    private static void Write(string path, int rows)
    {
        using var writer = TableWriter.Create(path, Columns, new TableMetadata { Name = "GALAXIES" });
        for (var i = 0; i < rows; i++)
        {
            writer.Row.Set(0, (1L << 60) + i);
            writer.Row.Set(1, i * 1e-4);
            writer.Row.Set(2, i * 3e-5 - 30);
            for (var k = 3; k < 8; k++)
                writer.Row.Set(k, (double)(i % 1000) / k);
            writer.Row.Set(8, (long)(i % 64));
            writer.Row.Set(9, i % 9 == 0);
            writer.WriteRow();
        }

        writer.Commit();
    }

    private static void Read(string path)
    {
        using var table = Table.Open(path);
        var sum = 0.0;
        foreach (var part in table.Parts())
        {
            sum += part.Doubles("ra")[0] + part.Doubles("n")[^1] + part.Longs("galaxy_id")[0];
        }

        if (double.IsNaN(sum))
            throw new InvalidOperationException("The table does not hold what was written.");
    }

    /// <summary>Noise, so that no page is like another; written by hand, a block of rows at a time.</summary>
    private static void WriteNoise(string path, int side)
    {
        var cards = new[]
        {
            "SIMPLE  =                    T", "BITPIX  =                  -32", "NAXIS   =                    2",
            $"NAXIS1  = {side,20}", $"NAXIS2  = {side,20}", "END",
        };
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20);
        file.Write(Encoding.ASCII.GetBytes(string.Concat(cards.Select(card => card.PadRight(80))).PadRight(2880)));
        var random = new RandomStream(1, 0);
        var row = new byte[4 * side];
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x += 16)
                BitConverter.TryWriteBytes(row.AsSpan(4 * x), (float)random.NextUniform());
            file.Write(row);
        }

        file.SetLength((file.Length + 2879) / 2880 * 2880);
    }

    private static void Rate(TextWriter output, string what, double count, (double Wall, double Cpu) time)
        => output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what,-42} {count / time.Wall,12:N0} /s  {count / time.Cpu,12:N0} per CPU second"));

    /// <summary>Median wall time and mean CPU time of a call.</summary>
    private static (double Wall, double Cpu) Seconds(Action action, int repeat = 1)
    {
        var walls = new double[repeat];
        using var self = Process.GetCurrentProcess();
        var before = self.TotalProcessorTime;
        for (var i = 0; i < repeat; i++)
        {
            var clock = Stopwatch.StartNew();
            action();
            walls[i] = clock.Elapsed.TotalSeconds;
        }

        self.Refresh();
        Array.Sort(walls);
        return (walls[repeat / 2], Math.Max(1e-9, (self.TotalProcessorTime - before).TotalSeconds / repeat));
    }
}
