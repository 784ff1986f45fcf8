using System.Globalization;
using GaLNet.Sky.Tables;
using GaLNet.Sky.Tests.Oracles;

namespace GaLNet.Sky.Tests.Tables;

/// <summary>Tables longer than memory would hold at once. Alone, for the heap is one for all tests.</summary>
[CollectionDefinition(nameof(LongTables), DisableParallelization = true)]
[Collection(nameof(LongTables))]
public sealed class LongTables
{
    private const int Rows = 120_000;
    private const int Numbers = 10;
    private const long HeldAsColumns = 8L * Rows * (Numbers + 1);
    private const int PartRows = 2000;

    [Theory]
    [InlineData("t.csv", null)]
    [InlineData("t.csv.gz", null)]
    [InlineData("t.ecsv", null)]
    [InlineData("t.vot", null)]
    [InlineData("b.vot", "votable-binary-inline")]
    [InlineData("b2.vot", "votable-binary2-inline")]
    [InlineData("t.fits", null)]
    [InlineData("t.parquet", null)]
    public void Are_read_in_parts_that_are_forgotten(string name, string? stiltsFormat)
    {
        using var scratch = new Scratch();
        Write(scratch[stiltsFormat is null ? name : "t.fits"]);
        if (stiltsFormat is not null)
            Assert.SkipWhen(
                Oracle.Run("stilts", ["tcopy", scratch["t.fits"], scratch[name], "ofmt=" + stiltsFormat]) is null,
                "needs stilts (apt-get install stilts)");
        using var table = TableFormats.Open(scratch[name], heldBytes: 1 << 20);
        table.RowCount.Should().Be(Rows);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (row, peak, sum) = (0, 0L, 0.0);
        foreach (var part in table.Parts(PartRows))
        {
            part.RowCount.Should().Be(PartRows);
            part.Longs("id")[^1].Should().Be(row + PartRows - 1);
            sum += part.Doubles("v3").Sum();
            if (row / PartRows % 12 == 5)
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true) - before);
            row += part.RowCount;
        }
        row.Should().Be(Rows);
        sum.Should().BeApproximately(Enumerable.Range(0, Rows).Sum(i => Value(i, 3)), 1e-3);
        // Parquet holds a row group; everything else a part and its buffers.
        var limit = name.EndsWith(".parquet", StringComparison.Ordinal) ? 1.4 * HeldAsColumns : HeldAsColumns / 4;
        peak.Should().BeLessThan((long)limit, $"all columns would take {HeldAsColumns} bytes");
        var column = table.Doubles("v7");
        (column.Length, column[Rows - 1]).Should().Be((Rows, Value(Rows - 1, 7)));
    }

    [Fact]
    public void A_file_that_ends_too_early_says_so_while_it_is_read()
    {
        using var scratch = new Scratch();
        Write(scratch["t.csv"]);
        using var table = TableFormats.Open(scratch["t.csv"], heldBytes: 1 << 20);
        var lines = File.ReadLines(scratch["t.csv"]).Take(1000).ToArray();
        File.WriteAllLines(scratch["t.csv"], lines);
        var read = () => table.Doubles("v1");
        read.Should().Throw<TableException>().WithMessage("*while it was read*");
    }

    private static void Write(string path)
    {
        TableColumn[] columns = [new("id", TableType.Int64), .. Enumerable.Range(0, Numbers).Select(k =>
            new TableColumn(string.Create(CultureInfo.InvariantCulture, $"v{k}"), TableType.Double))];
        using var writer = TableWriter.Create(path, columns);
        for (var i = 0; i < Rows; i++)
        {
            writer.Row.Set(0, (long)i);
            for (var k = 0; k < Numbers; k++)
                writer.Row.Set(k + 1, Value(i, k));
            writer.WriteRow();
        }
        writer.Commit();
    }

    private static double Value(int row, int column) => (row * 7 + column) % 1000 / 8.0;
}
