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
    public void Both_is_where_each_is()
        => Gen.Select(Gen.Int[0, 3], Gen.Long[0, 767]).Array[0, 30].Array[2].Sample(sets =>
        {
            var mocs = sets.Select(set => Moc.FromCells(set.Select(p
                => new HealpixCell(p.Item1, p.Item2 % HealpixNested.CellCount(p.Item1))))).ToArray();
            var both = mocs[0].Intersection(mocs[1]);
            for (var i = 0; i < 768; i++)
            {
                var at = new HealpixCell(3, i).FirstOrder29;
                both.Contains(at).Should().Be(mocs[0].Contains(at) && mocs[1].Contains(at));
            }
        }, iter: 100);

    /// <summary>STILTS's own reader (CDS's moc library) of our files: the same points are inside.</summary>
    [Fact]
    public void Stilts_finds_the_same_points_inside()
    {
        const string name = "m.fits";
        using var scratch = new Scratch();
        var moc = Moc.FromCells(HealpixNested.Cone(9, 0.2, -30, 3600).Select(i => new HealpixCell(9, i)));
        MocFile.Write(scratch[name], moc);
        var random = new Random(1);
        var points = Enumerable.Range(0, 2000).Select(_ => (
            Ra: (360.2 + 4 * (random.NextDouble() - 0.5)) % 360, Dec: -30 + 4 * (random.NextDouble() - 0.5))).ToArray();
        File.WriteAllLines(scratch["p.csv"], points.Select(p
            => FormattableString.Invariant($"{p.Ra:R},{p.Dec:R}")).Prepend("ra,dec"));
        var answer = Oracle.Run("stilts",
        [
            "tpipe", "in=" + scratch["p.csv"], "ifmt=csv", "out=-", "ofmt=csv-noheader",
            $"cmd=addcol inside 'inMoc(\"{scratch[name]}\", ra, dec)'", "cmd=keepcols inside",
        ]);
        Assert.SkipWhen(answer is null, "needs stilts (apt-get install stilts)");
        var inside = answer.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Trim() == "true").ToArray();
        inside.Should().Equal(points.Select(p => moc.Contains(p.Ra, p.Dec)));
        inside.Count(i => i).Should().BeInRange(300, 700);
    }

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
