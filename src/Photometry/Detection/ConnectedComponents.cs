namespace GaLNet.Photometry.Detection;

/// <summary>Groups of 8-connected pixels above a threshold, by runs and union-find.</summary>
internal static class ConnectedComponents
{
    /// <summary>
    /// Row-major pixel indices of every component that has enough pixels and a high enough peak, in order of their
    /// first pixel.
    /// </summary>
    public static List<int[]> Find(float[] values, int width, int height, float threshold, float peak, int minArea)
    {
        var runs = new List<Run>();
        int previousStart = 0, previousEnd = 0;
        for (int y = 0; y < height; y++)
        {
            int rowStart = runs.Count, touching = previousStart;
            var row = values.AsSpan(y * width, width);
            for (int x = 0; x < width; x++)
            {
                if (!(row[x] > threshold))
                    continue;
                int x0 = x;
                while (x < width && row[x] > threshold)
                    x++;
                int self = runs.Count;
                runs.Add(new Run(y * width, x0, x, self));
                while (touching < previousEnd && runs[touching].X1 < x0)
                    touching++;
                for (int other = touching; other < previousEnd && runs[other].X0 <= x; other++)
                    Unite(runs, self, other);
            }

            (previousStart, previousEnd) = (rowStart, runs.Count);
        }

        return Gather(runs, values, peak, minArea);
    }

    private static List<int[]> Gather(List<Run> runs, float[] values, float peak, int minArea)
    {
        var areas = new int[runs.Count];
        var reached = new bool[runs.Count];
        for (int i = 0; i < runs.Count; i++)
        {
            int root = Root(runs, i);
            var run = runs[i];
            areas[root] += run.X1 - run.X0;
            for (int x = run.X0; x < run.X1 && !reached[root]; x++)
                reached[root] = values[run.RowStart + x] >= peak;
        }

        var components = new List<int[]>();
        var slots = new int[runs.Count];
        var filled = new List<int>();
        for (int i = 0; i < runs.Count; i++)
        {
            int root = Root(runs, i);
            if (areas[root] < minArea || !reached[root])
                continue;
            if (slots[root] == 0)
            {
                components.Add(new int[areas[root]]);
                filled.Add(0);
                slots[root] = components.Count;
            }

            int slot = slots[root] - 1;
            for (int x = runs[i].X0; x < runs[i].X1; x++)
                components[slot][filled[slot]++] = runs[i].RowStart + x;
        }

        return components;
    }

    private static int Root(List<Run> runs, int i)
    {
        while (runs[i].Parent != i)
        {
            var run = runs[i];
            runs[i] = run with { Parent = runs[run.Parent].Parent };
            i = runs[i].Parent;
        }

        return i;
    }

    // The earlier run becomes the root: the order of components does not depend on how they grew.
    private static void Unite(List<Run> runs, int a, int b)
    {
        (a, b) = (Root(runs, a), Root(runs, b));
        if (a == b)
            return;
        (a, b) = (Math.Min(a, b), Math.Max(a, b));
        runs[b] = runs[b] with { Parent = a };
    }

    // Pixels [X0, X1) of the row that starts at index RowStart.
    private readonly record struct Run(int RowStart, int X0, int X1, int Parent);
}
