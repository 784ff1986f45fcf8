using GaLNet.Training.Evaluation;
using Spectre.Console;

namespace GaLNet.Training.Commands;

/// <summary>Progress bars for evaluations and studies; silence in a pipe.</summary>
internal static class EvaluationDisplay
{
    /// <summary>Runs the work, which tells a title and the share done of it.</summary>
    public static EvaluationReport Run(Func<Action<string, double>, EvaluationReport> work)
    {
        if (Console.IsErrorRedirected) return work((_, _) => { });
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress().AutoClear(true).Start(context =>
        {
            var bars = new Dictionary<string, ProgressTask>();
            return work((title, share) =>
            {
                if (!bars.TryGetValue(title, out var bar)) bars[title] = bar = context.AddTask(Markup.Escape(title));
                bar.Value = 100 * share;
            });
        });
    }
}
