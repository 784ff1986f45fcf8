using System.CommandLine;
using System.CommandLine.Parsing;
using GaLNet.Grains.Interfaces.Tiles;

namespace GaLNet.ClientCli.Commands;

/// <summary>How galaxies are to be measured.</summary>
internal sealed class MeasureOptions
{
    private readonly Option<string> _engine = CommonOptions.Engine();
    private readonly Option<int> _stampSize = CommonOptions.StampSize();
    private readonly Option<double> _minSignalToNoise = CommonOptions.MinSignalToNoise();

    public void AddTo(Command command)
    {
        command.Add(_engine);
        command.Add(_stampSize);
        command.Add(_minSignalToNoise);
    }

    /// <summary>True when the user said anything about them.</summary>
    public bool AreGiven(CommandResult command)
        => new Option[] { _engine, _stampSize, _minSignalToNoise }
            .Any(option => command.GetResult(option) is { Implicit: false });

    public MeasureSettings Read(ParseResult arguments) => new()
    {
        Engine = arguments.GetRequiredValue(_engine),
        StampSize = arguments.GetValue(_stampSize),
        MinSignalToNoise = arguments.GetValue(_minSignalToNoise),
    };
}
