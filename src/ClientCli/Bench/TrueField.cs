using GaLNet.Photometry.Detection;
using GaLNet.Sky.Tables;

namespace GaLNet.ClientCli.Bench;

/// <summary>What is in the simulated survey image.</summary>
/// <param name="Points">Where, 0-based pixels.</param>
/// <param name="IsStar">Which are stars.</param>
/// <param name="SignalToNoise">Noise-free S/N inside 1.5 arcsec.</param>
internal sealed record TrueField(CataloguePoint[] Points, bool[] IsStar, double[] SignalToNoise)
{
    public static TrueField Read(BenchData data)
    {
        using var table = Table.Open(data.File("sim/survey_truth.csv"));
        double[] x = table.Doubles("x_pix"), y = table.Doubles("y_pix"), mag = table.Doubles("mag");
        return new TrueField(
            [.. x.Select((_, i) => new CataloguePoint(x[i] - 1, y[i] - 1, mag[i]))],
            Array.ConvertAll(table.Strings("type"), type => type == "star"), table.Doubles("snr15"));
    }

    /// <summary>Stars found, those called galaxies, galaxies found, those called stars; in a range of S/N.</summary>
    public int[] Misjudged(int[] match, Func<int, bool> isStar, double fromSn, double toSn)
    {
        int[] found = [.. Enumerable.Range(0, match.Length)
            .Where(i => match[i] >= 0 && SignalToNoise[i] >= fromSn && SignalToNoise[i] < toSn)];
        return
        [
            found.Count(i => IsStar[i]), found.Count(i => IsStar[i] && !isStar(match[i])),
            found.Count(i => !IsStar[i]), found.Count(i => !IsStar[i] && isStar(match[i])),
        ];
    }
}
