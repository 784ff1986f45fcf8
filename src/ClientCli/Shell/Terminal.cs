namespace GaLNet.ClientCli.Shell;

/// <summary>
/// Where a command talks to. Results go to <see cref="Out"/>, everything said about the work to <see cref="Error"/>,
/// so that a pipe carries results only.
/// </summary>
internal sealed class Terminal
{
    /// <summary>Results: tables, JSON.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Notes, progress and the one sentence of a failure.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>True when a person watches <see cref="Error"/>: progress bars are drawn.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>The process' own streams.</summary>
    public static Terminal OfProcess() => new()
    {
        Out = Console.Out,
        Error = Console.Error,
        IsInteractive = !Console.IsErrorRedirected,
    };

    /// <summary>Says something about the work.</summary>
    public void Note(string line) => Error.WriteLine(line);
}
