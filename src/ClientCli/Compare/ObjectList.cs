using System.Globalization;
using System.Text.Json.Nodes;
using GaLNet.Output;
using GaLNet.Photometry.Statistics;

namespace GaLNet.ClientCli.Compare;

/// <summary>Galaxies on which two measurements differ.</summary>
internal static class ObjectList
{
    private static readonly ScoredParameter[] Ranked =
        [ScoredParameter.Mag, ScoredParameter.Reff, ScoredParameter.AxisRatio, ScoredParameter.Index];

    /// <summary>
    /// The galaxies that <paramref name="where"/> holds for, those that differ most first; at most
    /// <paramref name="count"/>. The distance is the root of the sum of squares of the differences of mag, log rEff, q
    /// and log n, each in units of its own robust scatter over all galaxies: a difference that is usual counts little.
    /// </summary>
    public static IReadOnlyList<(ComparedObject Object, double Distance)> Of(
        ComparedColumns columns, Func<ComparedObject, bool>? where, int? count)
    {
        var distances = new double[columns.Count];
        foreach (var parameter in Ranked)
        {
            var differences = new double[columns.Count];
            var (ours, theirs) = (columns.Column(0, parameter), columns.Column(2, parameter));
            var isLogarithmic = parameter is ScoredParameter.Reff or ScoredParameter.Index;
            for (var row = 0; row < differences.Length; row++)
            {
                differences[row] = isLogarithmic ? Math.Log(ours[row] / theirs[row]) : ours[row] - theirs[row];
            }

            var scatter = ErrorStatistics.RobustRms(Array.FindAll(differences, double.IsFinite));
            for (var row = 0; row < differences.Length; row++)
            {
                var units = differences[row] / scatter;
                distances[row] += double.IsFinite(units) ? units * units : 0;
            }
        }

        var found = Enumerable.Range(0, columns.Count)
            .Where(row => where is null || where(columns[row]))
            .OrderByDescending(row => distances[row]);
        return [.. (count is { } most ? found.Take(most) : found)
            .Select(row => (columns[row], Math.Sqrt(distances[row])))];
    }

    /// <summary>One line a galaxy: both values of each parameter, and what is tagged.</summary>
    public static void Write(IReadOnlyList<(ComparedObject Object, double Distance)> found, TextWriter output)
    {
        var table = new TextTable("galaxy_id", "distance", "mag", "ref", "reff", "ref", "q", "ref", "pa", "ref", "n",
            "ref", "chi2", "sn", "tags");
        foreach (var (one, distance) in found)
        {
            string[] Pair(int at, int decimals)
                => [Numbers.Fixed(one.Ours[at], decimals), Numbers.Fixed(one.Theirs[at], decimals)];
            table.Add([one.GalaxyId.ToString(CultureInfo.InvariantCulture), Numbers.Fixed(distance, 1), .. Pair(0, 3),
                .. Pair(1, 3), .. Pair(2, 3), .. Pair(3, 1), .. Pair(4, 2), Numbers.Fixed(one.Chi2Reff, 2),
                Numbers.Fixed(one.SignalToNoise, 0), string.Join(' ', one.Tags().DefaultIfEmpty("-"))]);
        }

        table.Write(output);
    }

    /// <summary>The same numbers.</summary>
    public static JsonObject Json(string engine, ComparedObject one, double distance)
    {
        var json = new JsonObject
        {
            ["galaxy_id"] = one.GalaxyId,
            ["tile"] = one.Tile,
            ["engine"] = engine,
            ["distance"] = JsonText.Number(distance),
        };
        foreach (var parameter in ComparedParameters.All.Where(parameter => parameter != ScoredParameter.PaRaw))
        {
            var (name, at) = (parameter.ShortName(), ComparedParameters.ColumnOf(parameter));
            json[name] = JsonText.Number(one.Ours[at]);
            json[name + "_err"] = JsonText.Number(one.OurErrors[at]);
            json["ref_" + name] = JsonText.Number(one.Theirs[at]);
            json["ref_" + name + "_err"] = JsonText.Number(one.TheirErrors[at]);
            json["d_" + name] = JsonText.Number(one.Difference(parameter));
        }

        json["chi2_reff"] = JsonText.Number(one.Chi2Reff);
        json["sn"] = JsonText.Number(one.SignalToNoise);
        json["separation"] = JsonText.Number(one.SeparationArcsec);
        json["tags"] = new JsonArray([.. one.Tags().Select(tag => JsonValue.Create(tag))]);
        return json;
    }
}
