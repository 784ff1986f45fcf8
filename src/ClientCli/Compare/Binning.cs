using System.Globalization;
using GaLNet.Output;
using GaLNet.Photometry.Statistics;

namespace GaLNet.ClientCli.Compare;

/// <summary>Bins in one quantity.</summary>
/// <param name="Name">mag, reff, reff/fwhm, sn or n; magnitude, size and index are the reference's.</param>
/// <param name="Edges">Ascending edges.</param>
internal sealed record Binning(string Name, double[] Edges)
{
    /// <summary>The bins that are used where the user says nothing.</summary>
    public static IReadOnlyList<Binning> Default { get; } =
    [
        new("mag", [16, 17, 18, 19, 20, 21, 22, 23]),
        new("reff", [0.1, 0.25, 0.5, 1, 2, 4]),
        new("reff/fwhm", [0.1, 0.5, 1, 2, 4, 8]),
        new("sn", [20, 50, 100, 200, 500, 10000]),
        new("n", [0.1, 0.7, 1.5, 2.5, 4, 8]),
    ];

    /// <summary>The default bins with those of <c>name=edge,edge,…</c> replaced.</summary>
    public static IReadOnlyList<Binning> Parse(IReadOnlyList<string> texts)
    {
        var bins = Default.ToList();
        foreach (var text in texts)
        {
            var place = text.Split('=', 2) is [var name, var list] ? bins.FindIndex(one => one.Name == name) : -1;
            var edges = place < 0 ? [] : text.Split('=', 2)[1].Split(',').Select(part => double.TryParse(
                part, NumberStyles.Float, CultureInfo.InvariantCulture, out var edge) ? edge : double.NaN).ToArray();
            if (edges.Length < 2 || edges.Zip(edges.Skip(1)).Any(pair => !(pair.First < pair.Second)))
            {
                throw new CommandFailedException(
                    $"--bins is '{text}'; it must be one of {string.Join(", ", Default.Select(one => one.Name))}, '=' and "
                    + "ascending edges, e.g. mag=17,19,20,21,22.");
            }

            bins[place] = bins[place] with { Edges = edges };
        }

        return bins;
    }

    /// <summary>The value that a galaxy is binned by.</summary>
    public double ValueOf(ComparedColumns columns, int row) => Name switch
    {
        "mag" => columns.Column(2, ScoredParameter.Mag)[row],
        "reff" => columns.Column(2, ScoredParameter.Reff)[row],
        "reff/fwhm" => columns.Column(2, ScoredParameter.Reff)[row] / columns.PsfFwhm[row],
        "sn" => columns.SignalToNoise[row],
        _ => columns.Column(2, ScoredParameter.Index)[row],
    };

    /// <summary>Rows of each bin, ascending.</summary>
    public int[][] Sort(ComparedColumns columns)
    {
        int[][] bins = [];
        foreach (var isCounted in new[] { false, true })
        {
            // Counted first, so that the lists are made once and as long as they must be.
            var counts = new int[Edges.Length - 1];
            for (var row = 0; row < columns.Count; row++)
            {
                var bin = BinnedDifference.BinOf(Edges, ValueOf(columns, row));
                if (bin < 0)
                {
                    continue;
                }

                if (isCounted)
                {
                    bins[bin][counts[bin]] = row;
                }

                counts[bin]++;
            }

            bins = isCounted ? bins : Array.ConvertAll(counts, count => new int[count]);
        }

        return bins;
    }
}
