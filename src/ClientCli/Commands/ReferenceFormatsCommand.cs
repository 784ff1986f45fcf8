using System.CommandLine;
using GaLNet.ClientCli.References;
using GaLNet.ClientCli.Shell;
using GaLNet.Output;

namespace GaLNet.ClientCli.Commands;

/// <summary><c>galnet reference formats</c>: the mappings that come with the program.</summary>
internal sealed class ReferenceFormatsCommand : Verb
{
    private readonly Argument<string?> _name = new("NAME")
    {
        Description = "Print this mapping, to read it or to start your own from; all are listed when none is named.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public ReferenceFormatsCommand(Terminal terminal)
        : base("formats", "The catalogue formats that are known, and how they are mapped.", terminal)
        => Add(_name);

    public override IReadOnlyList<string> Examples =>
        ["galnet reference formats", "galnet reference formats tractor    # keep it in a file to start your own from"];

    protected override Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        if (arguments.GetValue(_name) is { } name)
        {
            Terminal.Out.Write(ReferenceFormats.TextOf(name));
            return Task.FromResult(ExitCode.Ok);
        }

        var table = new TextTable("format", "what it is");
        foreach (var known in ReferenceFormats.Names)
        {
            table.Add(known, ReferenceFormats.Load(known, null, [], "r").Format.Title);
        }

        table.Write(Terminal.Out);
        return Task.FromResult(ExitCode.Ok);
    }
}
