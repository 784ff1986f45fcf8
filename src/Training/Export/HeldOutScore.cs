using GaLNet.Inference;
using GaLNet.Photometry.Mocks;
using GaLNet.Photometry.Statistics;
using GaLNet.Training.Feed;
using GaLNet.Training.Loop;
using GaLNet.Training.Networks;

namespace GaLNet.Training.Export;

/// <summary>Figures of one network on one set of held-out mocks.</summary>
/// <param name="Mocks">Number of mocks.</param>
/// <param name="RSquared">R² by parameter.</param>
/// <param name="Outliers">Fraction of outliers by parameter.</param>
/// <param name="Nmad">NMAD by parameter.</param>
/// <param name="Coverage68">Share of truths within the 68.3 % intervals: all, and in three bins of S/N.</param>
/// <param name="Coverage95">The same of the 95 % intervals.</param>
internal sealed record HeldOutScore(
    int Mocks, IReadOnlyDictionary<string, double> RSquared, IReadOnlyDictionary<string, double> Outliers,
    IReadOnlyDictionary<string, double> Nmad, IReadOnlyDictionary<string, double[]> Coverage68,
    IReadOnlyDictionary<string, double[]> Coverage95)
{
    /// <summary>Edges between low, middle and high S/N: a third of the paper's sample each.</summary>
    private static readonly double[] SignalEdges = [75, 140];

    private static readonly (ScoredParameter Parameter, int Column)[] Columns =
    [
        (ScoredParameter.X, 0), (ScoredParameter.Y, 1), (ScoredParameter.Mag, 2), (ScoredParameter.Reff, 3),
        (ScoredParameter.AxisRatio, 4), (ScoredParameter.Pa, 5), (ScoredParameter.Index, 6),
    ];

    /// <summary>Measures.</summary>
    public static HeldOutScore Of(
        Predictor predictor, Heads head, Calibration calibration, IReadOnlyList<TrainingBatch> mocks)
    {
        var galaxies = new List<ScoredGalaxy>();
        var hits = new List<(double Signal, bool[] In68, bool[] In95)>();
        foreach (var batch in mocks)
        {
            var sky = SkyBatch.Of(batch, MockNoise.KidsR.SkySigma, 0, 0.2);
            var answer = predictor.Answer(sky, head, calibration);
            for (var i = 0; i < batch.Size; i++)
            {
                var scored = new ScoredGalaxy(sky.Truths[i], Row(answer.Parameters, i));
                galaxies.Add(scored);
                hits.Add((
                    batch.SignalToNoises[i], Inside(scored, Row(answer.Errors, i)),
                    Inside(scored, Row(answer.Errors95, i))));
            }
        }

        var table = ScoreTable.Of(galaxies);
        Dictionary<string, double> Each(Func<ParameterScore, double> figure) => table.Parameters.ToDictionary(
            p => p.Key.ShortName(), p => Math.Round(figure(p.Value), 5));
        Dictionary<string, double[]> Coverage(Func<(double Signal, bool[] In68, bool[] In95), bool[]> inside)
            => Columns.Select((c, k) => (c.Parameter, k)).ToDictionary(
                c => c.Parameter.ShortName(), c => Shares(hits, h => inside(h)[c.k]));
        return new HeldOutScore(
            galaxies.Count, Each(s => s.RSquared), Each(s => s.OutlierFraction), Each(s => s.Nmad),
            Coverage(h => h.In68), Coverage(h => h.In95));
    }

    private static GalaxyParameters Row(float[] rows, int i)
    {
        var r = rows.AsSpan(i * NetworkContract.ParameterCount, NetworkContract.ParameterCount);
        return new GalaxyParameters(r[0], r[1], r[2], r[3], r[4], r[5], r[6]);
    }

    private static bool[] Inside(ScoredGalaxy galaxy, GalaxyParameters half) => Array.ConvertAll(Columns, c =>
    {
        var measured = c.Parameter == ScoredParameter.Pa
            ? PositionAngles.Near(galaxy.Measured.PaDeg, galaxy.Truth.PaDeg) : galaxy.Measured[c.Parameter];
        return Math.Abs(measured - galaxy.Truth[c.Parameter]) <= half[c.Parameter];
    });

    private static double[] Shares(
        List<(double Signal, bool[] In68, bool[] In95)> hits,
        Func<(double Signal, bool[] In68, bool[] In95), bool> isIn)
    {
        double Share(double low, double high)
        {
            var bin = hits.FindAll(h => h.Signal >= low && h.Signal < high);
            return bin.Count > 0 ? Math.Round((double)bin.Count(isIn) / bin.Count, 4) : double.NaN;
        }

        return
        [
            Share(0, double.PositiveInfinity), Share(0, SignalEdges[0]), Share(SignalEdges[0], SignalEdges[1]),
            Share(SignalEdges[1], double.PositiveInfinity),
        ];
    }
}
