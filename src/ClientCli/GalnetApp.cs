using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using GaLNet.ClientCli.Commands;
using GaLNet.ClientCli.Shell;

namespace GaLNet.ClientCli;

/// <summary>The <c>galnet</c> command: its verbs, and what becomes of whatever they throw.</summary>
internal static class GalnetApp
{
    private static readonly string[] Examples =
    [
        "galnet demo                                     # see it work on a simulated field",
        "galnet measure r.fits --out catalogue.fits      # from a survey image to a catalogue",
        "galnet stamps cut.fits --psf psf.fits --zero-point 0 --pixel-scale 0.2 --gain 3e13 --out fits.csv",
        "galnet measure --help                           # what a verb can do",
    ];

    /// <summary>Runs one command line and returns its exit code (<see cref="ExitCode"/>).</summary>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments, Terminal terminal, CancellationToken cancellationToken)
    {
        var parsed = BuildRoot(terminal).Parse(arguments);
        if (parsed.Errors.Count > 0 && parsed.Action is not { ClearsParseErrors: true })
        {
            PrintUsageErrors(parsed, terminal.Error);
            return ExitCode.Usage;
        }

        var configuration = new InvocationConfiguration
        {
            Output = terminal.Out,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        try
        {
            return await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            terminal.Error.WriteLine($"galnet: {(parsed.CommandResult.Command as Verb)?.WhenStopped ?? "stopped."}");
            return ExitCode.Interrupted;
        }
#pragma warning disable CA1031 // the one place where everything that went wrong becomes a sentence and an exit code
        catch (Exception exception)
#pragma warning restore CA1031
        {
            ErrorSentence.Print(exception, terminal.Error);
            return ExitCode.Failed;
        }
    }

    /// <summary>The command tree.</summary>
    internal static RootCommand BuildRoot(Terminal terminal)
    {
        var root = new RootCommand(
            "A live catalogue of galaxy structure: survey images go in, Sérsic parameters of every galaxy come out.");
        foreach (var verb in Verbs.All(terminal))
        {
            root.Add(verb);
        }

        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Action = new TeachingHelp((HelpAction)help.Action!, Examples);
        }

        return root;
    }

    private static void PrintUsageErrors(ParseResult parsed, TextWriter error)
    {
        foreach (var message in parsed.Errors.Select(problem => problem.Message).Distinct())
        {
            error.WriteLine($"galnet: {message}");
        }

        var verb = parsed.CommandResult.Command is RootCommand ? "" : $"{PathOf(parsed)} ";
        error.WriteLine($"'galnet {verb}--help' shows what it expects.");
    }

    private static string PathOf(ParseResult parsed)
    {
        var path = "";
        for (var at = parsed.CommandResult; at is { Command: not RootCommand }; at = at.Parent as CommandResult)
        {
            path = path.Length == 0 ? at.Command.Name : $"{at.Command.Name} {path}";
        }

        return path;
    }
}
