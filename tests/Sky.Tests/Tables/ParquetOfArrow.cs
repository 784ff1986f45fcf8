using GaLNet.Sky.Tables;
using ParquetSharp;

namespace GaLNet.Sky.Tests.Tables;

/// <summary>Parquet files against Arrow's own library (that of pyarrow), both ways.</summary>
public sealed class ParquetOfArrow
{
    [Fact]
    public void Arrow_reads_what_we_write_with_the_column_that_hats_wants()
    {
        using var scratch = new Scratch();
        RoundTrips.Write(scratch["t.parquet"]);
        using var reader = new ParquetFileReader(scratch["t.parquet"]);
        reader.FileMetaData.NumRows.Should().Be(1000);
        var schema = reader.FileMetaData.Schema;
        Enumerable.Range(0, schema.NumColumns).Select(i => schema.Column(i).Name).Should().Equal(
            "_healpix_29", "galaxy_id", "ra", "mag", "flags", "is_star", "engine");
        schema.Column(0).PhysicalType.Should().Be(PhysicalType.Int64);
        reader.FileMetaData.KeyValueMetadata["unit:ra"].Should().Be("deg");
        using var group = reader.RowGroup(0);
        Read<long?>(group, 0).Should().Equal(Enumerable.Range(0, 1000).Select(i => (long?)((1L << 60) + i)));
        Read<long?>(group, 1).Should().Equal(Read<long?>(group, 0));
        Read<double?>(group, 2).Should().Equal(Enumerable.Range(0, 1000).Select(i
            => (double?)(i == 7 ? double.NaN : i / 7.0)));
        Read<float?>(group, 3)[3].Should().Be((float)(18 + 3 / 10.0));
        Read<int?>(group, 4).Should().Equal(Enumerable.Range(0, 1000).Select(i => i == 6 ? (int?)null : -i));
        Read<bool?>(group, 5)[3].Should().BeTrue();
        Read<string>(group, 6)[999].Should().Be("chi2, \"long\" name:" + new string('x', 999 / 20));
    }

    [Theory]
    [InlineData(Compression.Uncompressed)]
    [InlineData(Compression.Snappy)]
    [InlineData(Compression.Gzip)]
    [InlineData(Compression.Zstd)]
    public void What_arrow_writes_is_read(Compression compression)
    {
        using var scratch = new Scratch();
        Column[] columns =
        [
            new Column<long>("_healpix_29"), new Column<double?>("ra"), new Column<float>("mag"),
            new Column<int?>("n"), new Column<bool>("star"), new Column<string>("name"),
        ];
        using (var writer = new ParquetFileWriter(scratch["a.parquet"], columns, compression))
        {
            for (var g = 0; g < 3; g++)
            {
                using var group = writer.AppendRowGroup();
                var rows = Enumerable.Range(g * 100, 100).ToArray();
                Write(group, rows, i => (1L << 59) + i);
                Write(group, rows, i => i % 9 == 0 ? (double?)null : i / 3.0);
                Write(group, rows, i => 20 + i / 4f);
                Write(group, rows, i => i % 7 == 0 ? (int?)null : -i);
                Write(group, rows, i => i % 2 == 0);
                Write(group, rows, i => "galaxy " + i % 13);
            }
            writer.Close();
        }
        foreach (var heldBytes in new[] { 0L, 1 << 20 })
        {
            using var table = TableFormats.Open(scratch["a.parquet"], heldBytes);
            table.RowCount.Should().Be(300);
            table.Longs("_healpix_29").Should().Equal(Enumerable.Range(0, 300).Select(i => (1L << 59) + i));
            table.Doubles("ra").Should().Equal(Enumerable.Range(0, 300).Select(i
                => i % 9 == 0 ? double.NaN : i / 3.0));
            table.Doubles("mag")[299].Should().Be(20 + 299 / 4f);
            table.Longs("n").Should().Equal(Enumerable.Range(0, 300).Select(i => i % 7 == 0 ? long.MinValue : -i));
            table.Booleans("star")[3].Should().BeFalse();
            table.Strings("name")[299].Should().Be("galaxy 0");
            // Parts reach over the ends of row groups.
            table.Parts(128).Select(p => p.RowCount).Should().Equal(128, 128, 44);
            table.Parts(128).SelectMany(p => p.Longs("_healpix_29")).Should().Equal(table.Longs("_healpix_29"));
        }
    }

    private static T[] Read<T>(RowGroupReader group, int column)
    {
        using var reader = group.Column(column).LogicalReader<T>();
        return reader.ReadAll((int)group.MetaData.NumRows);
    }

    private static void Write<T>(RowGroupWriter group, int[] rows, Func<int, T> value)
    {
        using var column = group.NextColumn().LogicalWriter<T>();
        column.WriteBatch(Array.ConvertAll(rows, row => value(row)));
    }
}
