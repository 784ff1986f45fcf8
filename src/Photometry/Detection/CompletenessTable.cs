namespace GaLNet.Photometry.Detection;

/// <summary>Completeness and purity by magnitude: a list of sources against what is known to be there.</summary>
public static class CompletenessTable
{
    /// <summary>
    /// Pairs every true source, brightest first, with the nearest found one within a radius that is still free.
    /// </summary>
    /// <returns>[truth.Count] index into <paramref name="found"/>, or -1.</returns>
    public static int[] Match(
        IReadOnlyList<CataloguePoint> truth, IReadOnlyList<CataloguePoint> found, double radiusPix)
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(found);
        int[] byRow = [.. Enumerable.Range(0, found.Count).OrderBy(i => found[i].YPix)];
        double[] rows = [.. byRow.Select(i => found[i].YPix)];
        var taken = new bool[found.Count];
        var match = new int[truth.Count];
        Array.Fill(match, -1);
        foreach (int i in Enumerable.Range(0, truth.Count).OrderBy(i => truth[i].Mag))
        {
            int first = Array.BinarySearch(rows, truth[i].YPix - radiusPix);
            double nearest = radiusPix * radiusPix;
            for (int k = first < 0 ? ~first : first; k < rows.Length && rows[k] <= truth[i].YPix + radiusPix; k++)
            {
                double dx = found[byRow[k]].XPix - truth[i].XPix, dy = rows[k] - truth[i].YPix;
                if (taken[byRow[k]] || dx * dx + dy * dy > nearest)
                    continue;
                (nearest, match[i]) = (dx * dx + dy * dy, byRow[k]);
            }

            if (match[i] >= 0)
                taken[match[i]] = true;
        }

        return match;
    }

    /// <summary>Completeness by true magnitude and purity by measured magnitude.</summary>
    /// <param name="truth">What is there.</param>
    /// <param name="found">What was found.</param>
    /// <param name="radiusPix">Largest distance of a pair, pixels.</param>
    /// <param name="magEdges">Edges of the bins, ascending, at least two.</param>
    public static IReadOnlyList<CompletenessBin> Of(
        IReadOnlyList<CataloguePoint> truth, IReadOnlyList<CataloguePoint> found, double radiusPix,
        IReadOnlyList<double> magEdges)
    {
        ArgumentNullException.ThrowIfNull(magEdges);
        int[] match = Match(truth, found, radiusPix);
        var genuine = new bool[found.Count];
        foreach (int i in match.Where(i => i >= 0))
            genuine[i] = true;
        var bins = new List<CompletenessBin>();
        for (int b = 0; b + 1 < magEdges.Count; b++)
        {
            double from = magEdges[b], to = magEdges[b + 1];
            int[] real = [.. Enumerable.Range(0, truth.Count).Where(i => truth[i].Mag >= from && truth[i].Mag < to)];
            int[] seen = [.. Enumerable.Range(0, found.Count).Where(i => found[i].Mag >= from && found[i].Mag < to)];
            bins.Add(new CompletenessBin(
                from, to, real.Length, real.Count(i => match[i] >= 0), seen.Length, seen.Count(i => genuine[i])));
        }

        return bins;
    }
}
