using GaLNet.Sky.Fits;
using GaLNet.Sky.Tables;
using GaLNet.Sky.Tests.Oracles;

namespace GaLNet.Sky.Tests.Tables;

/// <summary>Tables that astropy wrote, and what astropy, fitsverify and STILTS make of ours.</summary>
public sealed class TablesOfOthers
{
    [Theory]
    [InlineData("a.ecsv")]
    [InlineData("comma.ecsv")]
    [InlineData("tabledata.vot")]
    [InlineData("binary.vot")]
    [InlineData("binary2.vot")]
    [InlineData("a.fits")]
    public void Astropys_tables_are_read(string name)
    {
        using var scratch = new Scratch();
        Oracle.Require("tables.py", "make", scratch.Folder);
        using var table = Table.Open(scratch[name]);
        table.Longs("id").Should().Equal(Enumerable.Range(0, 5).Select(i => (1L << 60) + i));
        table.Doubles("ra").Should().Equal(10.5, 359.999999, double.NaN, -0.0, 1e-300);
        table.Column("ra").Unit.Should().Be("deg");
        table.Doubles("mag").Should().Equal(20.5, 21.25, 22, 23, 24);
        // BINARY has no null flags: astropy writes the masked value as the field's null, which it then declares.
        table.Longs("n").Should().Equal(1, 2, long.MinValue, 4, -5);
        table.Longs("small").Should().Equal(1, -2, 3, 4, 5);
        table.Booleans("star").Should().Equal(true, false, true, true, false);
        table.Strings("name").Should().Equal("a b", "c,d", "e\"f", "", "ghi");
    }

    [Fact]
    public void Every_kind_of_fits_column_is_read()
    {
        using var scratch = new Scratch();
        Oracle.Require("tables.py", "make", scratch.Folder);
        using var file = FitsFile.Open(scratch["types.fits"]);
        var table = file.Table();
        table.Longs("u16").Should().Equal(0, 65535, 7);
        table.Longs("u64").Should().Equal(0, long.MaxValue, 7);
        table.Doubles("scaled").Should().Equal(10.5, 11, 0);
        var vector = new double[9];
        table.ReadDoubles(table.Column("vector"), 0, vector);
        vector.Should().Equal(Enumerable.Range(0, 9).Select(i => (double)i));
        table.Column("cube").Dimensions.Should().Equal(3, 2);
        table.ReadArray(table.Column("var"), 1).Should().Equal(2, 3);
        table.ReadArray(table.Column("var"), 2).Should().BeEmpty();
        table.ReadArray(table.Column("varq"), 2).Should().Equal(2.5, 3.5);
        table.Strings("text").Should().Equal("ab", "", "hello");
        var arrays = () => table.Doubles("vector");
        arrays.Should().Throw<FitsException>().WithMessage("*arrays*");
        using var ldac = Table.Open(scratch["ldac.cat"]);
        ldac.Doubles("MAG_AUTO").Should().Equal(20, 21);
    }

    [Theory]
    [InlineData("t.fits")]
    [InlineData("t.ecsv")]
    [InlineData("t.vot")]
    public void Astropy_reads_what_we_write(string name)
    {
        using var scratch = new Scratch();
        RoundTrips.Write(scratch[name], 12);
        var lines = Oracle.Require("tables.py", "show", scratch[name]).Split('\n');
        lines[0].Should().Be("galaxy_id []: " + string.Join('|', Enumerable.Range(0, 12).Select(i => (1L << 60) + i)));
        lines[1].Should().StartWith("ra [deg]: 0.0|0.14285714285714285|").And.MatchRegex(@"\|(nan|--)\|");
        lines[2].Should().StartWith("mag [mag]: 18.0|18.1000003");
        lines[3].Should().Be("flags []: 0|-1|-2|-3|-4|-5|--|-7|-8|-9|-10|-11");
        lines[4].Should().StartWith("is_star []: True|False|False|True");
        lines[5].Should().StartWith("engine []: chi2, \"long\" name:|chi2");
    }

    [Fact]
    public void Fitsverify_finds_nothing_wrong()
    {
        using var scratch = new Scratch();
        RoundTrips.Write(scratch["t.fits"], 12);
        using (var writer = FitsFileWriter.Create(scratch["i.fits"]))
        {
            var header = new FitsHeader();
            header.Set("OBJECT", new string('o', 90), "a long one");
            header.Set("MAGZP", 30.0, "zero point");
            header.AddHistory("written by a test");
            writer.WriteImage(new float[60], 3, 4, 5, header);
            writer.WriteImage(new int[6], 3, 2, 1, header, "MASK");
            writer.WriteImage(new double[6], 3, 2, name: "DOUBLE");
            writer.WriteImage(new byte[7], 7, 1, name: "BYTE");
            writer.WriteImage(new short[6], 3, 2, name: "SHORT");
            writer.Commit();
        }
        foreach (var name in new[] { "t.fits", "i.fits" })
        {
            var report = Oracle.Run("fitsverify", [scratch[name]], acceptFailure: true);
            Assert.SkipWhen(report is null, "needs fitsverify (apt-get install fitsverify)");
            report.Should().Contain("found 0 warning(s) and 0 error(s)", report);
        }
    }

    [Fact]
    public void Votlint_finds_nothing_wrong()
    {
        using var scratch = new Scratch();
        RoundTrips.Write(scratch["t.vot"], 12);
        var report = Oracle.Run("stilts", ["votlint", scratch["t.vot"]], acceptFailure: true);
        Assert.SkipWhen(report is null, "needs stilts (apt-get install stilts)");
        report.Should().NotContain("ERROR").And.NotContain("WARNING");
    }
}
