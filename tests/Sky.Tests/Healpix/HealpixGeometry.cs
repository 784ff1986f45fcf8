using CsCheck;
using GaLNet.Sky.Healpix;

namespace GaLNet.Sky.Tests.Healpix;

public sealed class HealpixGeometry
{
    private static readonly Gen<(double Ra, double Dec)> Position =
        Gen.Select(Gen.Double[0, 360], Gen.Double[-1, 1], (ra, z) => (ra, Math.Asin(z) * 180 / Math.PI));

    [Fact]
    public void Every_centre_lies_in_its_cell_at_every_order()
        => Gen.Select(Gen.Int[0, 29], Position).Sample((order, p) =>
        {
            var index = HealpixNested.Index(order, p.Ra, p.Dec);
            var (ra, dec) = HealpixNested.Centre(order, index);
            HealpixNested.Index(order, ra, dec).Should().Be(index);
        }, iter: 20_000);

    [Fact]
    public void A_position_is_in_the_same_cell_at_coarser_orders()
        => Gen.Select(Gen.Int[0, 29], Position).Sample((order, p) =>
        {
            var id = HealpixNested.Index(29, p.Ra, p.Dec);
            new HealpixCell(order, HealpixNested.Index(order, p.Ra, p.Dec)).Contains(id).Should().BeTrue();
        }, iter: 20_000);

    [Fact]
    public void Cells_have_equal_areas()
    {
        // 200,000 points spread evenly over the sphere (Fibonacci lattice) fall into 192 cells: 1042 each.
        var counts = new int[192];
        for (var i = 0; i < 200_000; i++)
        {
            var z = 1 - (2 * i + 1) / 200_000.0;
            counts[HealpixNested.Index(2, i * 137.50776405003785 % 360, Math.Asin(z) * 180 / Math.PI)]++;
        }
        counts.Should().OnlyContain(c => c > 1025 && c < 1058);
    }

    /// <summary>
    /// Known by the tessellation's definition: faces start at these places (Górski et al. 2005, Fig. 4).
    /// </summary>
    [Theory]
    [InlineData(0, 45, 41.8103148957786)]
    [InlineData(3, 315, 41.8103148957786)]
    [InlineData(4, 0, 0)]
    [InlineData(5, 90, 0)]
    [InlineData(8, 45, -41.8103148957786)]
    [InlineData(11, 315, -41.8103148957786)]
    public void Faces_lie_where_the_definition_puts_them(long face, double ra, double dec)
    {
        var centre = HealpixNested.Centre(0, face);
        centre.RaDeg.Should().BeApproximately(ra, 1e-10);
        centre.DecDeg.Should().BeApproximately(dec, 1e-10);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Neighbours_are_the_cells_that_share_a_corner(int order)
    {
        var count = HealpixNested.CellCount(order);
        var corners = Enumerable.Range(0, (int)count)
            .Select(i => HealpixNested.Corners(order, i).Select(Vector).ToArray()).ToArray();
        for (var i = 0; i < count; i++)
        {
            var touching = Enumerable.Range(0, (int)count)
                .Where(j => j != i && corners[i].Any(a => corners[j].Any(b => Near(a, b))))
                .Select(j => (long)j).ToArray();
            HealpixNested.Neighbours(order, i).Where(n => n >= 0).Distinct().Should().BeEquivalentTo(touching);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Neighbours_go_round_in_order(int order)
    {
        for (var i = 0L; i < HealpixNested.CellCount(order); i++)
        {
            var round = HealpixNested.Neighbours(order, i).Where(n => n >= 0).ToArray();
            for (var k = 0; k < round.Length; k++)
                HealpixNested.Neighbours(order, round[k]).Should().Contain(round[(k + 1) % round.Length]);
            // The four that share a side are mutual: mine to the South-West sees me on one of its sides.
            foreach (var side in new[] { 0, 2, 4, 6 })
            {
                var other = HealpixNested.Neighbours(order, HealpixNested.Neighbours(order, i)[side]);
                new[] { other[0], other[2], other[4], other[6] }.Should().Contain(i);
            }
        }
    }

    [Fact]
    public void Cells_are_written_as_order_and_index()
    {
        HealpixCell.Parse("8/432101").Should().Be(new HealpixCell(8, 432101));
        new HealpixCell(8, 432101).ToString().Should().Be("8/432101");
        foreach (var wrong in new[] { "", "8", "8/", "/3", "30/1", "0/12", "-1/0", "8/ 1", "8/1x" })
            HealpixCell.TryParse(wrong, out _).Should().BeFalse();
        var parse = () => HealpixCell.Parse("8/999999999");
        parse.Should().Throw<FormatException>().WithMessage("*8/432101*");
        new HealpixCell(8, 432101).Parent(7).Should().Be(new HealpixCell(7, 108025));
        Gen.Select(Gen.Int[0, 29], Position).Sample((order, p) =>
        {
            var cell = HealpixCell.At(order, p.Ra, p.Dec);
            HealpixCell.FromUniq(cell.Uniq).Should().Be(cell);
        });
    }

    internal static (double X, double Y, double Z) Vector((double RaDeg, double DecDeg) p)
    {
        var (sr, cr) = Math.SinCos(p.RaDeg * Math.PI / 180);
        var (sd, cd) = Math.SinCos(p.DecDeg * Math.PI / 180);
        return (cd * cr, cd * sr, sd);
    }

    private static bool Near((double X, double Y, double Z) a, (double X, double Y, double Z) b)
        => Math.Abs(a.X - b.X) + Math.Abs(a.Y - b.Y) + Math.Abs(a.Z - b.Z) < 1e-9;
}
