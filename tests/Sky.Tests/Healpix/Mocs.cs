using CsCheck;
using GaLNet.Sky.Healpix;
using GaLNet.Sky.Tests.Oracles;

namespace GaLNet.Sky.Tests.Healpix;

public sealed class Mocs
{
    [Fact]
    public void Four_children_become_their_parent()
        => Moc.FromCells(Enumerable.Range(40, 4).Select(i => new HealpixCell(5, i))).ToString().Should().Be("4/10");

    [Fact]
    public void Text_reads_back_and_contains_what_it_names()
    {
        var moc = Moc.Parse("1/1,3,4 2/4,25,12-14,21");
        moc.ToString().Should().Be("1/1,3-4 2/21,25");
        moc.Contains(new HealpixCell(2, 21).FirstOrder29).Should().BeTrue();
        moc.Contains(new HealpixCell(2, 22).FirstOrder29).Should().BeFalse();
        moc.SkyFraction.Should().BeApproximately(3 / 48.0 + 2 / 192.0, 1e-12);
    }

    [Fact]
    public void Any_set_of_cells_survives_its_text()
        => Gen.Select(Gen.Int[0, 6], Gen.Long[0, 47]).Array[1, 40].Sample(pairs =>
        {
            var cells = pairs.Select(p
                => new HealpixCell(p.Item1, p.Item2 % HealpixNested.CellCount(p.Item1))).ToArray();
            var moc = Moc.FromCells(cells);
            Moc.Parse(moc.ToString()).Ranges.Should().Equal(moc.Ranges);
            Moc.FromCells(moc.Cells()).Ranges.Should().Equal(moc.Ranges);
            foreach (var cell in cells)
                moc.Contains(cell.FirstOrder29).Should().BeTrue();
        });

    [Fact]
    public void Files_read_back_and_are_valid_fits()
    {
        using var scratch = new Scratch();
        var moc = Moc.FromCells(HealpixNested.Cone(7, 359.9, 60, 7200).Select(i => new HealpixCell(7, i)));
        foreach (var name in new[] { "m.fits", "m.txt" })
        {
            MocFile.Write(scratch[name], moc);
            MocFile.Read(scratch[name]).Ranges.Should().Equal(moc.Ranges);
        }
        var report = Oracle.Run("fitsverify", [scratch["m.fits"]], acceptFailure: true);
        (report ?? "found 0 warning(s) and 0 error(s)").Should().Contain("found 0 warning(s) and 0 error(s)", report);
        var text = File.ReadAllText(scratch["m.txt"]);
        // The disc of 2 degrees, and at most the cells (0.65 degrees across) that it touches.
        moc.SkyFraction.Should().BeInRange(Math.PI * 4 / 41253, Math.PI * 2.65 * 2.65 / 41253);
        text.Should().StartWith("5/").And.Contain(" 7/");
    }
}
