using System.Globalization;
using System.Text;
using GaLNet.Photometry.Statistics;

namespace GaLNet.Photometry.Tests.Statistics;

/// <summary>Made-up measurements with awkward cases: failures, wrapped angles, lacking errors, huge bounds.</summary>
internal static class ScoreSample
{
    public static ScoredGalaxy[] Make(int count)
    {
        var galaxies = new ScoredGalaxy[count];
        for (var i = 0; i < count; i++)
        {
            double Wave(double frequency) => Math.Sin(frequency * (i + 1));
            var truth = new GalaxyParameters(
                0.15 * Wave(1.1), 0.15 * Wave(2.3), 19.6 + 2.2 * Wave(0.7), 1.1 + 0.9 * Wave(3.1),
                0.6 + 0.39 * Wave(4.7), 90 + 89.9 * Wave(5.3), 2.5 + 2.2 * Wave(6.1));
            var measured = new GalaxyParameters(
                truth.XArcsec + 0.01 * Wave(7.7), truth.YArcsec + 0.02 * Wave(8.9), truth.Mag + 0.03 * Wave(9.1),
                truth.ReffArcsec * (1 + 0.2 * Wave(10.3)), truth.AxisRatio + 0.05 * Wave(11.7),
                truth.PaDeg + 40 * Wave(12.1), truth.Index * (1 + 0.3 * Wave(13.9)));
            if (i % 17 == 3) measured = measured with { Index = double.NaN };
            var errors = new GalaxyParameters(0.01, 0.015, 0.02, 0.1, 0.04, 20 + 10 * Wave(1.9), 0.3);
            if (i % 11 == 5) errors = errors with { PaDeg = 0, ReffArcsec = double.NaN };
            var bound = new GalaxyParameters(0.008, 0.012, 0.02, 0.08, 0.2 + 0.1 * Wave(2.9), 50 + 30 * Wave(0.3), 0.2);
            if (i % 13 == 7) bound = bound with { Mag = double.NaN, PaDeg = double.PositiveInfinity };
            galaxies[i] = new ScoredGalaxy(truth, measured, errors, bound);
        }

        return galaxies;
    }

    /// <summary>The three files that the independent scorer reads.</summary>
    public static void Write(ScoredGalaxy[] galaxies, string measuredPath, string truthPath, string boundPath)
    {
        var measured = new StringBuilder("id,x,y,mag,reff,q,pa,n,x_err,y_err,mag_err,reff_err,q_err,pa_err,n_err\n");
        var truth = new StringBuilder("id,x,y,mag,reff,q,pa,n\n");
        var bound = new StringBuilder("id,x_crlb,y_crlb,mag_crlb,reff_crlb,q_crlb,pa_crlb,n_crlb\n");
        for (var i = 0; i < galaxies.Length; i++)
        {
            measured.Append(i).Append(Row(galaxies[i].Measured)).Append(Row(galaxies[i].Errors!.Value)).Append('\n');
            truth.Append(i).Append(Row(galaxies[i].Truth)).Append('\n');
            bound.Append(i).Append(Row(galaxies[i].Crlb!.Value)).Append('\n');
        }

        File.WriteAllText(measuredPath, measured.ToString());
        File.WriteAllText(truthPath, truth.ToString());
        File.WriteAllText(boundPath, bound.ToString());
    }

    private static string Row(GalaxyParameters p) => string.Concat(
        new[] { p.XArcsec, p.YArcsec, p.Mag, p.ReffArcsec, p.AxisRatio, p.PaDeg, p.Index }
            .Select(v => "," + Number(v)));

    private static string Number(double value) => double.IsPositiveInfinity(value)
        ? "inf"
        : value.ToString("R", CultureInfo.InvariantCulture);
}
