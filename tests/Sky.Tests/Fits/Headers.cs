using GaLNet.Sky.Fits;

namespace GaLNet.Sky.Tests.Fits;

public sealed class Headers
{
    [Fact]
    public void Values_have_types()
    {
        var header = FitsHeader.FromText("""
            NAME    = 'O''Hara  '          / who
            EXPTIME = 1.5D2 / [s]
            COUNT   =                   42
            WHOLE   =                   3.
            FLAG    =                    T / yes
            EMPTY   =                      / nothing
            LONG    = 'abc&'
            CONTINUE  'def&'
            CONTINUE  'ghi' / end
            HIERARCH ESO DET CHIP = 7 / chip
            COMMENT  = not a value
            """);
        header.String("name").Should().Be("O'Hara");
        header.Comment("NAME").Should().Be("who");
        header.Number("EXPTIME").Should().Be(150);
        header.Integer("COUNT").Should().Be(42);
        header.Integer("WHOLE").Should().Be(3);
        header.Integer("EXPTIME").Should().Be(150);
        header.Logical("FLAG").Should().BeTrue();
        header.Has("EMPTY").Should().BeTrue();
        header.Number("EMPTY").Should().BeNull();
        header.String("LONG").Should().Be("abcdefghi");
        header.Integer("ESO DET CHIP").Should().Be(7);
        header.String("COUNT").Should().BeNull();
        header.Number("NAME").Should().BeNull();
        header.Has("NOT").Should().BeFalse();
    }

    [Fact]
    public void What_is_written_reads_back()
    {
        using var scratch = new Scratch();
        var header = new FitsHeader();
        var long1 = new string('x', 60) + "''' " + new string('y', 100) + "'";
        header.Set("TEXT", "it's", "a comment");
        header.Set("LONGTEXT", long1);
        header.Set("TINY", 1.2345678901234567e-300);
        header.Set("TWO", 2.0);
        header.Set("BIG", long.MinValue);
        header.Set("YES", true);
        header.Set("UNDEF", double.NaN);
        header.Set("ESO LONG NAME", 5L);
        header.AddHistory("made by a test");
        FitsImageWriter.Write(scratch["h.fits"], new float[4], 2, 2, 1, header);
        using var file = FitsFile.Open(scratch["h.fits"]);
        var back = file.Image().Header;
        back.String("TEXT").Should().Be("it's");
        back.Comment("TEXT").Should().Be("a comment");
        back.String("LONGTEXT").Should().Be(long1);
        back.Number("TINY").Should().Be(1.2345678901234567e-300);
        back.Number("TWO").Should().Be(2);
        back.Integer("BIG").Should().Be(long.MinValue);
        back.Logical("YES").Should().BeTrue();
        back.Has("UNDEF").Should().BeTrue();
        back.Number("UNDEF").Should().BeNull();
        back.Integer("ESO LONG NAME").Should().Be(5);
        back.Cards.Should().Contain(c => c.Keyword == "HISTORY" && c.Value.Trim() == "made by a test");
    }
}
