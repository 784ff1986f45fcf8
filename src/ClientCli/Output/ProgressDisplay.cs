using GaLNet.ClientCli.Shell;
using Spectre.Console;

namespace GaLNet.ClientCli.Output;

/// <summary>Progress bars with rate and time left on a terminal; silence in a pipe.</summary>
internal static class ProgressDisplay
{
    /// <summary>Runs <paramref name="work"/>, which reports through the bars that it asks for.</summary>
    public static async Task RunAsync(Terminal terminal, Func<ProgressBars, Task> work)
    {
        if (!terminal.IsInteractive)
        {
            await work(new ProgressBars(null));
            return;
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Error) });
        await console.Progress()
            .AutoClear(true)
            .HideCompleted(false)
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RateColumn(),
                new RemainingTimeColumn())
            .StartAsync(context => work(new ProgressBars(context)));
    }
}
