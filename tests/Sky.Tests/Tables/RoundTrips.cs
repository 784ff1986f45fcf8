using GaLNet.Sky.Fits;
using GaLNet.Sky.Tables;
using GaLNet.Tests;

namespace GaLNet.Sky.Tests.Tables;

public sealed class RoundTrips
{
    private static readonly TableColumn[] Columns =
    [
        new("galaxy_id", TableType.Int64, Ucd: "meta.id;meta.main", Description: "HEALPix order 29"),
        new("ra", TableType.Double, "deg", "pos.eq.ra;meta.main", "Right ascension"),
        new("mag", TableType.Single, "mag", "phot.mag"),
        new("flags", TableType.Int32),
        new("is_star", TableType.Boolean),
        new("engine", TableType.String),
    ];

    [Theory]
    [InlineData("t.fits")]
    [InlineData("t.csv")]
    [InlineData("t.csv.gz")]
    [InlineData("t.fits.gz")]
    [InlineData("t.ecsv")]
    [InlineData("t.vot")]
    [InlineData("t.vot.gz")]
    [InlineData("t.parquet")]
    public void What_is_written_reads_back(string name)
    {
        using var scratch = new Scratch();
        Write(scratch[name]);
        using var table = Table.Open(scratch[name]);
        table.RowCount.Should().Be(1000);
        table.Columns.Select(c => c.Name).Where(n => n != "_healpix_29").Should().Equal(Columns.Select(c => c.Name));
        if (!name.Contains(".csv", StringComparison.Ordinal))
            table.Columns.Where(c => c.Name != "_healpix_29").Should().Equal(Columns);
        table.Longs("GALAXY_ID").Should().Equal(Enumerable.Range(0, 1000).Select(i => (1L << 60) + i));
        table.Doubles("ra").Should().Equal(Enumerable.Range(0, 1000).Select(i => i == 7 ? double.NaN : i / 7.0));
        table.Doubles("mag")[3].Should().BeApproximately(18.3, 1e-6);
        table.Longs("flags")[5].Should().Be(-5);
        table.Longs("flags")[6].Should().Be(long.MinValue);
        table.Booleans("is_star").Should().Equal(Enumerable.Range(0, 1000).Select(i => i % 3 == 0));
        table.Strings("engine")[999].Should().Be("chi2, \"long\" name:" + new string('x', 999 / 20));
        table.Strings("engine")[0].Should().Be("chi2, \"long\" name:");
    }

    [Fact]
    public void A_fits_table_carries_units_and_meaning()
    {
        using var scratch = new Scratch();
        Write(scratch["t.fits"]);
        using var table = Table.Open(scratch["t.fits"]);
        table.Column("ra").Should().Be(new TableColumn("ra", TableType.Double, "deg", "pos.eq.ra;meta.main",
            "Right ascension"));
        using var file = FitsFile.Open(scratch["t.fits"]);
        file.Table().Header.String("PIPELINE").Should().Be("0.1");
        file.Table().Name.Should().Be("GALAXIES");
    }

    [Fact]
    public void A_missing_column_is_named_together_with_those_there_are()
    {
        using var scratch = new Scratch();
        File.WriteAllText(scratch["c.csv"], "x,y,mag\n1,2,20.5\n");
        using var table = Table.Open(scratch["c.csv"]);
        var read = () => table.Doubles("ra");
        read.Should().Throw<TableException>().WithMessage("*c.csv has no column 'ra'; it has x, y, mag.");
    }

    [Fact]
    public void Text_tables_of_others_are_understood()
    {
        using var scratch = new Scratch();
        File.WriteAllText(scratch["c.csv"], "# comment\nid, name ,v,empty\n1,\"a,b\"\"c\",nan,\n\n2,x,-1e3,\n");
        using var table = Table.Open(scratch["c.csv"]);
        table.Longs("id").Should().Equal(1, 2);
        table.Strings("name").Should().Equal("a,b\"c", "x");
        table.Doubles("v").Should().Equal(double.NaN, -1000);
        table.Strings("empty").Should().Equal("", "");
        File.WriteAllText(scratch["bad.csv"], "a,b\n1,2,3\n");
        var open = () => Table.Open(scratch["bad.csv"]);
        open.Should().Throw<TableException>().WithMessage("*row 1: 3 values where the first line names 2 columns*");
        File.WriteAllText(scratch["none.csv"], "");
        var none = () => Table.Open(scratch["none.csv"]);
        none.Should().Throw<TableException>().WithMessage("*is empty*");
    }

    [Fact]
    public void Nothing_is_left_when_a_table_is_given_up()
    {
        using var scratch = new Scratch();
        foreach (var name in new[] { "a.fits", "a.csv" })
        {
            using var writer = TableWriter.Create(scratch[name], Columns);
            writer.Row.Set(5, new string('y', 100));
            writer.WriteRow();
        }
        Directory.EnumerateFileSystemEntries(scratch.Folder).Should().BeEmpty();
    }

    [Fact]
    public void The_catalogue_of_the_kids_field_opens()
    {
        using var table = Table.Open(SharedData.Require("kids_wide_r/sextractor_bottom.csv"));
        table.RowCount.Should().Be(File.ReadLines(SharedData.Require("kids_wide_r/sextractor_bottom.csv"))
            .Count(l => !l.StartsWith('#')) - 1);
        table.Doubles("MAG_AUTO").Should().OnlyContain(m => m > 10 && m < 100);
    }

    internal static void Write(string path, int rows = 1000)
    {
        using var writer = TableWriter.Create(path, Columns,
            new TableMetadata { Name = "GALAXIES", Description = "A test.", Keywords = [("PIPELINE", "0.1",
                "version")] });
        for (var i = 0; i < rows; i++)
        {
            writer.Row.Set(0, (1L << 60) + i);
            if (i != 7)
                writer.Row.Set(1, i / 7.0);
            writer.Row.Set(2, 18 + i / 10.0);
            if (i != 6)
                writer.Row.Set(3, (long)-i);
            writer.Row.Set(4, i % 3 == 0);
            writer.Row.Set(5, "chi2, \"long\" name:" + new string('x', i / 20));
            writer.WriteRow();
        }
        writer.Commit();
    }

    [Fact]
    public void A_readme_explains_every_column()
    {
        using var scratch = new Scratch();
        var path = CdsReadMe.Write(scratch["t.fits.gz"], Columns, 1000,
            new TableMetadata { Name = "GALAXIES", Description = string.Join(' ', Enumerable.Repeat("words", 40)) });
        Path.GetFileName(path).Should().Be("t.ReadMe");
        var lines = File.ReadAllLines(path);
        lines.Should().OnlyContain(l => l.Length <= 80);
        foreach (var column in Columns)
            lines.Should().Contain(l => l.Contains($" {column.Name} ") && (column.Unit.Length == 0
                || l.Contains($" {column.Unit} ")));
        lines.Should().Contain(l => l.Contains("t.fits.gz") && l.Contains("1000"));
    }
}
