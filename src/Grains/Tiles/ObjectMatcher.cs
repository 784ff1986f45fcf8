using GaLNet.Sky.Healpix;

namespace GaLNet.Grains.Tiles;

/// <summary>
/// Makes one list of objects of the sources of several images: a source within a radius of a known object is that
/// object, any other is a new one. Each object takes at most one source of an image, the nearest.
/// </summary>
internal static class ObjectMatcher
{
    /// <summary>Two detections closer than this are one object, arcsec.</summary>
    public const double RadiusArcsec = 1.0;

    /// <summary>
    /// Ids for sources at these positions; new objects are appended to <paramref name="known"/> in the sources' order.
    /// An entry of <paramref name="ids"/> that is not 0 is left as it is.
    /// </summary>
    public static void Assign(List<long> known, double[] raDeg, double[] decDeg, long[] ids)
    {
        var taken = new HashSet<long>(known);
        foreach (var (source, id) in NearestPairs(known, raDeg, decDeg, ids))
        {
            ids[source] = id;
        }

        for (var source = 0; source < ids.Length; source++)
        {
            if (ids[source] != 0)
            {
                continue;
            }

            // Cells of order 29 are 0.4 milliarcsec wide: two sources of one image in one cell are one source.
            var id = HealpixNested.Index(HealpixNested.MaxOrder, raDeg[source], decDeg[source]);
            ids[source] = id;
            if (taken.Add(id))
            {
                known.Add(id);
            }
        }
    }

    /// <summary>Separation on the sky, arcsec; good to 1e-9 of itself for separations below a degree.</summary>
    public static double SeparationArcsec(double raDeg1, double decDeg1, double raDeg2, double decDeg2)
    {
        const double rad = Math.PI / 180;
        double sinDec = Math.Sin((decDeg2 - decDeg1) * rad / 2), sinRa = Math.Sin((raDeg2 - raDeg1) * rad / 2);
        var h = sinDec * sinDec + Math.Cos(decDeg1 * rad) * Math.Cos(decDeg2 * rad) * sinRa * sinRa;
        return 2 * Math.Asin(Math.Min(1, Math.Sqrt(h))) / rad * 3600;
    }

    private static IEnumerable<(int Source, long Id)> NearestPairs(
        List<long> known, double[] raDeg, double[] decDeg, long[] ids)
    {
        var objects = known.Select(id => (Id: id, Place: HealpixNested.Centre(HealpixNested.MaxOrder, id)))
            .OrderBy(one => one.Place.DecDeg).ToArray();
        var decs = Array.ConvertAll(objects, one => one.Place.DecDeg);
        var pairs = new List<(double Distance, int Source, int Object)>();
        for (var source = 0; source < ids.Length; source++)
        {
            if (ids[source] != 0)
            {
                continue;
            }

            for (var i = FirstAtOrAbove(decs, decDeg[source] - RadiusArcsec / 3600);
                i < decs.Length && decs[i] <= decDeg[source] + RadiusArcsec / 3600; i++)
            {
                var distance = SeparationArcsec(
                    raDeg[source], decDeg[source], objects[i].Place.RaDeg, objects[i].Place.DecDeg);
                if (distance <= RadiusArcsec)
                {
                    pairs.Add((distance, source, i));
                }
            }
        }

        pairs.Sort();
        var sourceTaken = new HashSet<int>();
        var objectTaken = new HashSet<int>();
        foreach (var (_, source, one) in pairs)
        {
            if (!sourceTaken.Contains(source) && objectTaken.Add(one))
            {
                sourceTaken.Add(source);
                yield return (source, objects[one].Id);
            }
        }
    }

    private static int FirstAtOrAbove(double[] sorted, double value)
    {
        var found = Array.BinarySearch(sorted, value);
        if (found < 0)
        {
            return ~found;
        }

        while (found > 0 && sorted[found - 1] == value)
        {
            found--;
        }

        return found;
    }
}
