using System.CommandLine;
using GaLNet.ClientCli.Shell;

namespace GaLNet.ClientCli.Commands;

/// <summary>Every verb of the command line, in the order in which help lists them.</summary>
internal static class Verbs
{
    public static IEnumerable<Command> All(Terminal terminal)
    {
        yield return new DemoCommand(terminal);
        yield return new MeasureCommand(terminal);
        yield return new IngestCommand(terminal);
        yield return new ProcessCommand(terminal);
        yield return new ExportCommand(terminal);
        yield return new GalaxyCommand(terminal);
        yield return new TileCommand(terminal);
        yield return new ConeCommand(terminal);
        yield return new StatusCommand(terminal);
        yield return new PsfCommand(terminal);
        yield return new RefitCommand(terminal);
        yield return new Command("models", "The networks of a catalogue: list, publish, activate, show.")
        {
            new ModelsListCommand(terminal),
            new ModelsPublishCommand(terminal),
            new ModelsActivateCommand(terminal),
            new ModelsShowCommand(terminal),
        };
        yield return new StampsCommand(terminal);
        yield return new Command("simulate", "Mock fields and stamps with known truth.")
        {
            new SimulateFieldCommand(terminal),
            new SimulateStampsCommand(terminal),
        };
        yield return new Command("reference", "Other people's measurements of the same galaxies.")
        {
            new ReferenceAddCommand(terminal),
            new ReferenceListCommand(terminal),
            new ReferenceRemoveCommand(terminal),
            new ReferenceFormatsCommand(terminal),
        };
        yield return new CompareCommand(terminal);
        yield return new ReproduceCommand(terminal);
        yield return new PlotCommand(terminal);
        yield return new InspectCommand(terminal);
        yield return new BenchCommand(terminal);
    }
}
