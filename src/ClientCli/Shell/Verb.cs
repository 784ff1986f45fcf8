using System.CommandLine;

namespace GaLNet.ClientCli.Shell;

/// <summary>One verb of the command line: its options, its examples, and what it does.</summary>
internal abstract class Verb : Command
{
    protected Verb(string name, string description, Terminal terminal)
        : base(name, description)
    {
        Terminal = terminal;
        SetAction(RunAsync);
    }

    /// <summary>Lines that <c>--help</c> shows: a command, and after <c>#</c> what it does.</summary>
    public abstract IReadOnlyList<string> Examples { get; }

    /// <summary>What to say after Ctrl-C.</summary>
    public virtual string WhenStopped => "stopped; the same command resumes where it was.";

    /// <summary>Where the verb talks to.</summary>
    protected Terminal Terminal { get; }

    /// <summary>Does it. Returns an <see cref="ExitCode"/>; failures are thrown.</summary>
    protected abstract Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken);
}
