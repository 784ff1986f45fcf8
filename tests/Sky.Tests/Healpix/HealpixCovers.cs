using CsCheck;
using GaLNet.Sky.Healpix;

namespace GaLNet.Sky.Tests.Healpix;

public sealed class HealpixCovers
{
    private static readonly Gen<(double Ra, double Dec)> Position =
        Gen.Select(Gen.Double[0, 360], Gen.Double[-1, 1], (ra, z) => (ra, Math.Asin(z) * 180 / Math.PI));

    /// <summary>Every cell in which a point of the disc falls is in the cover, and few others are.</summary>
    [Fact]
    public void A_cone_misses_no_cell()
        => Gen.Select(Gen.Int[0, 9], Position, Gen.Double[-3, 2]).Sample((order, p, logSize) =>
        {
            var radius = Math.Min(60, Math.Pow(10, Math.Min(logSize, 1.3)) * 58.6 / (1 << order));
            var cover = HealpixNested.Cone(order, p.Ra, p.Dec, radius * 3600).ToHashSet();
            foreach (var (ra, dec) in Disc(p, radius, 1500))
                cover.Should().Contain(HealpixNested.Index(order, ra, dec));
        }, iter: 300);

    /// <summary>No cell in the cover lies clear of the disc (brute force over a fine sampling of the cell).</summary>
    [Fact]
    public void A_cone_covers_little_more_than_it_must()
        => Gen.Select(Gen.Int[1, 8], Position, Gen.Double[0.2, 5]).Sample((order, p, size) =>
        {
            var cell = 58.6 / (1 << order);
            var radius = Math.Min(size * cell, 50);
            foreach (var index in HealpixNested.Cone(order, p.Ra, p.Dec, radius * 3600))
            {
                var nearest = Fine(order, index).Min(q => Separation(q, p));
                nearest.Should().BeLessThan(radius + 0.15 * cell);
            }
        }, iter: 40);

    [Fact]
    public void A_polygon_misses_no_cell()
        => Gen.Select(Gen.Int[0, 10], Position, Gen.Double[0.3, 6], Gen.Int[3, 8]).Sample((order, p, size, sides) =>
        {
            var radius = Math.Min(40, size * 58.6 / (1 << order));
            // A star-shaped polygon: radii alternate.
            var vertices = Enumerable.Range(0, 2 * sides)
                .Select(i => Offset(p, i % 2 == 0 ? radius : radius * 0.5, i * 180.0 / sides)).ToArray();
            var cover = HealpixNested.Polygon(order, vertices).ToHashSet();
            for (var i = 0; i < 2 * sides; i++)
            {
                var (a, b) = (vertices[i], vertices[(i + 1) % (2 * sides)]);
                for (var s = 0; s <= 20; s++)
                {
                    for (var t = 0; t <= 20; t++)
                        cover.Should().Contain(At(order, Between(p, Between(a, b, s / 20.0), t / 20.0)));
                }
            }
        }, iter: 200);

    [Fact]
    public void A_region_inside_one_cell_is_that_cell()
    {
        var (ra, dec) = HealpixNested.Centre(6, 1234);
        HealpixNested.Cone(6, ra, dec, 1).Should().Equal(1234);
        HealpixNested.Polygon(6, [(ra, dec), (ra + 1e-4, dec), (ra, dec + 1e-4)]).Should().Equal(1234);
        HealpixNested.Cone(3, 0, 90, 180 * 3600.0).Should().HaveCount(768);
        HealpixNested.Cone(29, ra, dec, 0).Should().Contain(HealpixNested.Index(29, ra, dec));
    }

    private static long At(int order, (double Ra, double Dec) p) => HealpixNested.Index(order, p.Ra, p.Dec);

    private static IEnumerable<(double Ra, double Dec)> Disc((double Ra, double Dec) centre, double radius, int count)
    {
        for (var i = 0; i < count; i++)
            yield return Offset(centre, radius * 0.999999 * Math.Sqrt((i + 0.5) / count), i * 137.50776405003785);
        for (var i = 0; i < 360; i++)
            yield return Offset(centre, radius * 0.999999, i);
    }

    private static IEnumerable<(double Ra, double Dec)> Fine(int order, long index)
    {
        // Centres of the cell's descendants four orders down.
        for (var i = 0; i < 256; i++)
            yield return HealpixNested.Centre(order + 4, index * 256 + i);
    }

    private static double Separation((double Ra, double Dec) a, (double Ra, double Dec) b)
    {
        var (u, v) = (HealpixGeometry.Vector(a), HealpixGeometry.Vector(b));
        var chord = Math.Sqrt((u.X - v.X) * (u.X - v.X) + (u.Y - v.Y) * (u.Y - v.Y) + (u.Z - v.Z) * (u.Z - v.Z));
        return 2 * Math.Asin(Math.Min(1, chord / 2)) * 180 / Math.PI;
    }

    /// <summary>The place at a distance and position angle (degrees) from another.</summary>
    private static (double Ra, double Dec) Offset((double Ra, double Dec) from, double distance, double pa)
    {
        const double degree = Math.PI / 180;
        var (sd, cd) = Math.SinCos(from.Dec * degree);
        var (sr, cr) = Math.SinCos(distance * degree);
        var (sp, cp) = Math.SinCos(pa * degree);
        var dec = Math.Asin(Math.Clamp(sd * cr + cd * sr * cp, -1, 1));
        return (from.Ra + Math.Atan2(sp * sr * cd, cr - sd * Math.Sin(dec)) / degree, dec / degree);
    }

    /// <summary>A point on the great circle between two.</summary>
    private static (double Ra, double Dec) Between((double Ra, double Dec) a, (double Ra, double Dec) b, double t)
    {
        var (u, v) = (HealpixGeometry.Vector(a), HealpixGeometry.Vector(b));
        double x = u.X + t * (v.X - u.X), y = u.Y + t * (v.Y - u.Y), z = u.Z + t * (v.Z - u.Z);
        return (Math.Atan2(y, x) * 180 / Math.PI, Math.Atan2(z, Math.Sqrt(x * x + y * y)) * 180 / Math.PI);
    }
}
