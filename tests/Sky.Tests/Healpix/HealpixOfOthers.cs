using System.Runtime.InteropServices;
using GaLNet.Sky.Healpix;
using GaLNet.Sky.Tests.Oracles;
using GaLNet.Sky.Tests.Wcs;

namespace GaLNet.Sky.Tests.Healpix;

/// <summary>1e5 random points per order 0 to 29 against astropy-healpix.</summary>
public sealed class HealpixOfOthers
{
    [Fact]
    public void Cells_centres_and_neighbours_are_those_of_astropy_healpix()
    {
        using var scratch = new Scratch();
        Assert.SkipWhen(Oracle.Ask("healpix.py", acceptFailure: true, scratch["points.bin"]) is null,
            "needs python3-astropy-healpix");
        using var file = new BinaryReader(File.OpenRead(scratch["points.bin"]));
        var count = (int)file.ReadInt64();
        var (lon, lat) = (Read<double>(file, count), Read<double>(file, count));
        for (var order = 0; order <= HealpixNested.MaxOrder; order++)
        {
            var index = Read<long>(file, count);
            var different = 0;
            for (var i = 0; i < count; i++)
            {
                var ours = HealpixNested.Index(order, lon[i], lat[i]);
                if (ours == index[i])
                    continue;
                // Degrees become radians in other roundings: a point on a border may fall to either side of it.
                different++;
                HealpixNested.Neighbours(order, ours).Should().Contain(index[i]);
                order.Should().BeGreaterThan(20, "below, no random point lies so close to a border");
            }
            different.Should().BeLessThanOrEqualTo(order == 29 ? 50 : 5, $"order {order}");
            var (ra, dec) = (Read<double>(file, 1000), Read<double>(file, 1000));
            var neighbours = Read<long>(file, 8000);
            for (var i = 0; i < 1000; i++)
            {
                WcsReference.Separation(HealpixNested.Centre(order, index[i]), (ra[i], dec[i])).Should().BeLessThan(
                    1e-8);
                HealpixNested.Neighbours(order, index[i]).Should().Equal(
                    Enumerable.Range(0, 8).Select(k => neighbours[k * 1000 + i]), $"order {order}, cell {index[i]}");
            }
        }
    }

    private static T[] Read<T>(BinaryReader file, int count)
        where T : unmanaged
    {
        var values = new T[count];
        file.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
