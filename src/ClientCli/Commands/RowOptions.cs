using System.CommandLine;

namespace GaLNet.ClientCli.Commands;

/// <summary>How many rows a table shows.</summary>
internal static class RowOptions
{
    private const int Head = 25;

    public static Option<bool> All() => new("--all") { Description = $"Show every row, not the first {Head}." };

    public static int LimitOf(ParseResult arguments, Option<bool> all) => arguments.GetValue(all) ? int.MaxValue : Head;
}
