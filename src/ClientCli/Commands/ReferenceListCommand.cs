using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using GaLNet.ClientCli.Session;
using GaLNet.ClientCli.Shell;
using GaLNet.Output;

namespace GaLNet.ClientCli.Commands;

/// <summary><c>galnet reference list</c>: the references that are attached.</summary>
internal sealed class ReferenceListCommand : CatalogueVerb
{
    private readonly Option<bool> _json = CommonOptions.Json();

    public ReferenceListCommand(Terminal terminal)
        : base("list", "The references that are attached.", terminal)
    {
        Add(_json);
        AddCatalogue();
    }

    public override IReadOnlyList<string> Examples => ["galnet reference list", "galnet reference list --json"];

    protected override async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        await using var session = await OpenAsync(arguments, cancellationToken);
        var all = await session.Catalogue.ListReferences(cancellationToken);
        if (arguments.GetValue(_json))
        {
            JsonText.Write(new JsonArray([.. all.Select(one => new JsonObject
            {
                ["name"] = one.Name,
                ["format"] = one.Format,
                ["band"] = one.Band,
                ["path"] = one.Path,
                ["content_hash"] = one.ContentHash,
                ["rows"] = one.Rows,
                ["matched"] = one.Matched,
                ["ambiguous"] = one.Ambiguous,
                ["match_arcsec"] = one.MatchArcsec,
                ["tiles"] = one.Tiles.Length,
                ["is_complete"] = one.IsComplete,
                ["added_at"] = Time(one.AddedAt),
                ["conventions"] = new JsonArray([.. one.Conventions.Select(text => JsonValue.Create(text))]),
            })]), Terminal.Out);
            return ExitCode.Ok;
        }

        if (all.Length == 0)
        {
            Terminal.Out.WriteLine("no references; attach one with 'galnet reference add CATALOG --format NAME'.");
            return ExitCode.Ok;
        }

        var table = new TextTable("name", "format", "band", "rows", "matched", "ambiguous", "added_at", "state", "path");
        foreach (var one in all)
        {
            table.Add(one.Name, one.Format, one.Band, $"{one.Rows}", $"{one.Matched}", $"{one.Ambiguous}",
                Time(one.AddedAt), one.IsComplete ? "complete" : "interrupted: add it again", one.Path);
        }

        table.Write(Terminal.Out);
        return ExitCode.Ok;
    }

    private static string Time(DateTimeOffset time)
        => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
