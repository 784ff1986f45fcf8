using System.Text.Json.Nodes;
using GaLNet.Output;
using GaLNet.Photometry.Statistics;

namespace GaLNet.ClientCli.Compare;

/// <summary>One galaxy's measurements side by side, as a table and as JSON.</summary>
internal static class ObjectComparisonText
{
    private static readonly (ScoredParameter Parameter, string Name, int Decimals)[] Shown =
    [
        (ScoredParameter.Mag, "mag", 3), (ScoredParameter.Reff, "rEff/arcsec", 3), (ScoredParameter.AxisRatio, "q", 3),
        (ScoredParameter.Pa, "pa/deg", 1), (ScoredParameter.Index, "n", 2),
    ];

    /// <summary>
    /// One column a measurement: value ± error, and beneath (in brackets) the difference from the first in units of the
    /// joint error.
    /// </summary>
    public static void Write(ObjectComparison comparison, TextWriter output)
    {
        var all = comparison.Measurements;
        var table = new TextTable(["", .. all.Select(one => one.IsReference ? $"{one.By} (reference)" : one.By)]);
        foreach (var (parameter, name, decimals) in Shown)
        {
            table.Add([name, .. all.Select(one => Cell(one, all[0], parameter, decimals))]);
        }

        table.Add(["chi2 in own rEff", .. all.Select((_, at) => Chi2(comparison, at, common: false))]);
        table.Add(["chi2 in one rEff", .. all.Select((_, at) => Chi2(comparison, at, common: true))]);
        table.Add(["flags", .. all.Select(one => one.Flags.Count == 0 ? "-" : string.Join(' ', one.Flags))]);
        output.WriteLine(
            $"side by side (in brackets: minus {all[0].By}, in units of the joint error; chi2: Eq. 11 on the same "
            + $"pixels, in 'one rEff' inside the ellipse of {all[comparison.Aperture].By}):");
        table.Write(output);
    }

    /// <summary>The same numbers.</summary>
    public static JsonArray Json(ObjectComparison comparison)
    {
        var all = comparison.Measurements;
        return [.. all.Select((one, at) =>
        {
            var json = new JsonObject
            {
                ["by"] = one.By,
                ["is_reference"] = one.IsReference,
                ["flag_names"] = new JsonArray([.. one.Flags.Select(flag => JsonValue.Create(flag))]),
            };
            foreach (var (parameter, _, _) in Shown)
            {
                var name = parameter.ShortName();
                json[name] = JsonText.Number(one.Values[parameter]);
                json[name + "_err"] = JsonText.Number(one.Errors[parameter]);
                json[name + "_diff"] = JsonText.Number(one.Difference(all[0], parameter));
                json[name + "_sigmas"] = JsonText.Number(one.Sigmas(all[0], parameter));
            }

            json["chi2_own_reff"] = JsonText.Number(comparison.Pixels?.Models[at].Chi2Reff ?? double.NaN);
            json["chi2_common_reff"] = JsonText.Number(comparison.Pixels?.Models[at].Chi2Common ?? double.NaN);
            return json;
        })];
    }

    private static string Cell(
        ObjectMeasurement one, ObjectMeasurement first, ScoredParameter parameter, int decimals)
    {
        var value = Numbers.WithError(one.Values[parameter], one.Errors[parameter], decimals);
        var sigmas = one.Sigmas(first, parameter);
        return ReferenceEquals(one, first) || double.IsNaN(sigmas) ? value
            : $"{value} ({(sigmas >= 0 ? "+" : "")}{Numbers.Fixed(sigmas, 1)})";
    }

    private static string Chi2(ObjectComparison comparison, int at, bool common) => comparison.Pixels is not { } pixels
        ? "-"
        : Numbers.Fixed(common ? pixels.Models[at].Chi2Common : pixels.Models[at].Chi2Reff, 3);
}
