using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using GaLNet.ClientCli.Compare;
using GaLNet.ClientCli.Output;
using GaLNet.ClientCli.Session;
using GaLNet.ClientCli.Shell;
using GaLNet.Output;
using GaLNet.Photometry.Statistics;

namespace GaLNet.ClientCli.Commands;

/// <summary><c>galnet compare</c>: our fits against a reference, in bulk or object by object.</summary>
internal sealed class CompareCommand : CatalogueVerb
{
    private readonly Argument<string?> _reference = new("REFERENCE")
    {
        Description = "As 'galnet reference list' calls it, or an engine that serves as the standard; may be left out "
            + "when there is one reference.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string[]> _engines = new("--engine")
    {
        Description = "Engines to compare, one after another; all that fitted galaxies here if none is named.",
        HelpName = "ENGINE",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> _region = new("--region")
    {
        Description = "Only a tile (8/432101) or a cone RA,DEC,RADIUS (degrees, arcsec).",
        HelpName = "REGION",
    };

    private readonly Option<string[]> _bins = new("--bins")
    {
        Description = "Edges in place of the usual ones: mag=17,19,21 (also reff, reff/fwhm, sn, n).",
        HelpName = "NAME=EDGES",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<int> _pixels = SimulateOptions.Whole(
        "--pixels", "Galaxies whose pixels are looked at for Figs. 7 to 11.", 300, 0, 1_000_000);

    private readonly Option<int?> _worst = new("--worst")
    {
        Description = "List this many galaxies, those that differ most, instead.",
        HelpName = "N",
    };

    private readonly Option<string?> _where = new("--where")
    {
        Description = "List the galaxies of which this is true (with --out: report on them alone): "
            + $"{string.Join(", ", ObjectExpression.KnownNames)}; "
            + "d… = ours - theirs, z… = the same in joint errors, ref_… = theirs.",
        HelpName = "EXPRESSION",
    };

    private readonly Option<string> _out = CommonOptions.Out(
        "Folder for the report: index.html, tables, pictures.", "DIR", required: false);

    private readonly Option<bool> _json = CommonOptions.Json();

    public CompareCommand(Terminal terminal)
        : base("compare", "Compare our fits with a reference: tables, report, or the objects that differ.", terminal)
    {
        Add(_reference);
        Add(_engines);
        Add(_region);
        Add(_bins);
        Add(_pixels);
        Add(_worst);
        Add(_where);
        Add(_out);
        Add(_json);
        AddCatalogue();
        _worst.Validators.Add(result => CommonOptions.Check(result, result.GetValueOrDefault<int?>(),
            count => count is null or > 0, "a whole number above 0"));
    }

    public override IReadOnlyList<string> Examples =>
    [
        "galnet compare 2dphot --out comparison",
        "galnet compare 2dphot --engine galnet-2 --region 185.0,-0.5,600 --bins mag=17,19,21",
        "galnet compare 2dphot --out cut --where \"sn > 50 && ref_n > 0.1 && ref_n < 8 && ref_q > 0.2\"",
        "galnet compare sextractor --worst 20",
        "galnet compare 2dphot --where \"abs(dMag) > 1 && ref_n > 4\"",
        "galnet compare chi2 --engine galnet-1 --engine galnet-2 --out networks   # chi2 as the standard",
    ];

    public override string WhenStopped => "stopped; nothing was written.";

    protected override async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var binnings = Binning.Parse(arguments.GetValue(_bins) ?? []);
        var where = arguments.GetValue(_where) is { } text ? ObjectExpression.Parse(text) : null;
        await using var session = await OpenAsync(arguments, cancellationToken);
        var source = await ComparisonSource.OpenAsync(
            session, arguments.GetValue(_reference), arguments.GetValue(_engines) ?? [], arguments.GetValue(_region),
            cancellationToken);
        if (arguments.GetValue(_worst) is not null || (where is not null && arguments.GetValue(_out) is null))
        {
            return await ListAsync(source, where, arguments, cancellationToken);
        }

        var comparisons = await CompareAsync(source, binnings, where, cancellationToken);
        if (arguments.GetValue(_json))
        {
            JsonText.Write(ComparisonFiles.Json(source.Name, comparisons), Terminal.Out);
        }
        else
        {
            Print(source.Name, comparisons);
        }

        if (arguments.GetValue(_out) is { } folder)
        {
            _ = SimulateOptions.Folder(folder);
            var count = arguments.GetValue(_pixels);
            var pixels = count == 0 ? null : await PixelSample.CollectAsync(
                session, comparisons, source.Name, count, Terminal, cancellationToken);
            new ComparisonReportFolder(folder, CommandLine(arguments)).Write(
                source.Name, Described(source), comparisons, binnings, pixels);
            Terminal.Note(string.Create(CultureInfo.InvariantCulture,
                $"{Path.Combine(folder, "index.html")}: written in {clock.Elapsed.TotalSeconds:F1} s"));
        }

        return ExitCode.Ok;
    }

    private async Task<IReadOnlyList<EngineComparison>> CompareAsync(
        ComparisonSource source, IReadOnlyList<Binning> binnings, Func<ComparedObject, bool>? where,
        CancellationToken cancellationToken)
    {
        var comparisons = new List<EngineComparison>();
        foreach (var engine in source.Engines)
        {
            var columns = await source.ReadAsync(engine, Terminal, cancellationToken);
            columns = where is null ? columns : columns.Where(where);
            if (columns.Count < ComparisonScore.Fewest)
            {
                Terminal.Note($"{engine}: {columns.Count} galaxies in common with {source.Name}; left out.");
                continue;
            }

            await ProgressDisplay.RunAsync(Terminal, bars =>
            {
                var bar = bars.Add($"scoring {engine}", EngineComparison.Steps(binnings));
                return Task.Run(() => comparisons.Add(EngineComparison.Make(
                    engine, columns, binnings, bar.Step, cancellationToken)), cancellationToken);
            });
        }

        return comparisons.Count > 0 ? comparisons : throw new CommandFailedException(
            $"fewer than {ComparisonScore.Fewest} galaxies were measured by both {source.Name} and "
            + $"{string.Join(", ", source.Engines)}: attach a catalogue of this field, or widen --match.");
    }

    private void Print(string reference, IReadOnlyList<EngineComparison> comparisons)
    {
        Terminal.Out.WriteLine(string.Join(", ", comparisons.Select(one => $"{one.Engine}: {one.Columns.Count}"))
            + $" galaxies in common with {reference}");
        foreach (var rows in new[] { ScoreTables.Table3(comparisons), ScoreTables.Differences(comparisons) })
        {
            var table = new TextTable(ScoreTables.Headings);
            foreach (var row in rows)
            {
                table.Add(row);
            }

            table.Write(Terminal.Out);
            Terminal.Out.WriteLine();
        }
    }

    private async Task<int> ListAsync(
        ComparisonSource source, Func<ComparedObject, bool>? where, ParseResult arguments,
        CancellationToken cancellationToken)
    {
        var worst = arguments.GetValue(_worst);
        var isJson = arguments.GetValue(_json);
        var json = new JsonArray();
        foreach (var engine in source.Engines)
        {
            var columns = await source.ReadAsync(engine, Terminal, cancellationToken);
            var found = ObjectList.Of(columns, where, worst);
            if (isJson)
            {
                foreach (var (one, distance) in found)
                {
                    json.Add((JsonNode)ObjectList.Json(engine, one, distance));
                }
            }
            else
            {
                Terminal.Out.WriteLine($"{engine} against {source.Name}: {found.Count} of {columns.Count} galaxies");
                ObjectList.Write(found, Terminal.Out);
            }
        }

        if (isJson)
        {
            JsonText.Write(json, Terminal.Out);
        }

        return ExitCode.Ok;
    }

    private static string Described(ComparisonSource source) => source.Reference is { } info
        ? $"{info.Name}: {info.Format} catalogue {Path.GetFileName(info.Path)}, {info.Matched} of {info.Rows} rows "
            + $"attached within {info.MatchArcsec.ToString(CultureInfo.InvariantCulture)} arcsec, {info.Ambiguous} "
            + $"ambiguous. {string.Join("; ", info.Conventions)}."
        : $"The engine {source.Name} serves as the standard.";

    private static string CommandLine(ParseResult arguments)
        => "galnet " + string.Join(' ', arguments.Tokens.Select(token
            => token.Value.Contains(' ', StringComparison.Ordinal) ? $"'{token.Value}'" : token.Value));
}
