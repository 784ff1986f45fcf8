using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace GaLNet.ClientCli.Inspection;

/// <summary>An option of two finite numbers with a comma between them, e.g. <c>--sky 185.0012,-0.5021</c>.</summary>
internal static class PositionOption
{
    public static Option<(double First, double Second)?> Of(
        string name, string description, string helpName, double largestSecond = double.PositiveInfinity)
        => new(name)
        {
            Description = description,
            HelpName = helpName,
            CustomParser = result => Parse(result, name, helpName, largestSecond),
        };

    private static (double First, double Second)? Parse(
        ArgumentResult result, string name, string helpName, double largestSecond)
    {
        var text = result.Tokens[0].Value;
        var parts = text.Split(',');
        if (parts.Length == 2 && TryNumber(parts[0], out var first) && TryNumber(parts[1], out var second)
            && Math.Abs(second) <= largestSecond)
        {
            return (first, second);
        }

        var range = double.IsFinite(largestSecond) ? $", the second within ±{largestSecond}" : "";
        result.AddError($"{name} is '{text}'; it must be {helpName}: two numbers with a comma between them{range}.");
        return null;
    }

    private static bool TryNumber(string text, out double number)
        => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
            && double.IsFinite(number);
}
