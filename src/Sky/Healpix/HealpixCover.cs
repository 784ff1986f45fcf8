namespace GaLNet.Sky.Healpix;

/// <summary>Finds every cell that touches a region, by descending from the twelve faces.</summary>
internal static class HealpixCover
{
    // 1.6 GB of indices; whoever needs more wants a coarser order.
    private const int MaxCells = 200_000_000;
    private const int SamplesPerSide = 8;

    public static long[] Cells(int order, ISkyRegion region)
    {
        var cells = new List<long>();
        var swallowing = region.Witnesses.Select(w => w.ToDegrees())
            .Select(w => HealpixNested.Index(order, w.LonDeg, w.LatDeg)).ToHashSet();
        for (var face = 0; face < 12; face++)
            Descend(order, 0, face, region, swallowing, cells);
        return [.. cells];
    }

    private static void Descend(int order, int level, long index, ISkyRegion region, HashSet<long> swallowing,
        List<long> cells)
    {
        var place = region.Classify(HealpixNested.Point(level, index, 0.5, 0.5), HealpixNested.MaxRadius(level));
        if (place < 0)
            return;
        if (place > 0)
        {
            var shift = 2 * (order - level);
            Add(cells, index << shift, (index + 1) << shift);
        }
        else if (level == order)
        {
            if (swallowing.Contains(index) || Touches(order, index, region))
                Add(cells, index, index + 1);
        }
        else
        {
            for (var child = 0; child < 4; child++)
                Descend(order, level + 1, 4 * index + child, region, swallowing, cells);
        }
    }

    private static void Add(List<long> cells, long first, long end)
    {
        if (end - first > MaxCells - cells.Count)
            throw new ArgumentOutOfRangeException(nameof(cells),
                $"The region covers more than {MaxCells} cells; use a coarser order.");
        for (var cell = first; cell < end; cell++)
            cells.Add(cell);
    }

    /// <summary>
    /// Walks around the cell. Between two samples the outline strays from them by at most half its length there, so
    /// discs of that radius (a tenth added for its curvature) leave no gap.
    /// </summary>
    private static bool Touches(int order, long index, ISkyRegion region)
    {
        const int count = 4 * SamplesPerSide;
        Span<UnitVector> outline = stackalloc UnitVector[count];
        for (var i = 0; i < SamplesPerSide; i++)
        {
            var t = (double)i / SamplesPerSide;
            outline[i] = HealpixNested.Point(order, index, t, 0);
            outline[i + SamplesPerSide] = HealpixNested.Point(order, index, 1, t);
            outline[i + 2 * SamplesPerSide] = HealpixNested.Point(order, index, 1 - t, 1);
            outline[i + 3 * SamplesPerSide] = HealpixNested.Point(order, index, 0, 1 - t);
        }
        for (var i = 0; i < count; i++)
        {
            var next = outline[(i + 1) % count];
            var previous = outline[(i + count - 1) % count];
            var radius = Math.Max(outline[i].AngleTo(next), outline[i].AngleTo(previous)) * 0.55;
            if (region.Classify(outline[i], radius) >= 0)
                return true;
        }
        return region.Classify(HealpixNested.Point(order, index, 0.5, 0.5), 0) >= 0;
    }
}
