using GaLNet.ClientCli.Output;

namespace GaLNet.ClientCli.Bench;

/// <summary>Figures beside their targets, for reading.</summary>
internal static class TargetText
{
    /// <summary>Writes one line per target: figure, what is wanted, met or missed.</summary>
    public static void Write(IEnumerable<Target> targets, TextWriter output)
    {
        var table = new TextTable("figure", "is", "wanted", "");
        foreach (var target in targets)
        {
            table.Add(target.Name, Number(target.Figure), Wanted(target), target.IsMet ? "met" : "MISSED");
        }

        table.Write(output);
        output.WriteLine();
    }

    private static string Wanted(Target target) => (double.IsFinite(target.From), double.IsFinite(target.To)) switch
    {
        (true, true) => $"{Number(target.From)} to {Number(target.To)}",
        (true, false) => $">= {Number(target.From)}",
        _ => $"<= {Number(target.To)}",
    };

    private static string Number(double value) => double.IsFinite(value) ? Numbers.Fixed(value, 4) : "-";
}
