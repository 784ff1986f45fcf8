using Spectre.Console;

namespace GaLNet.ClientCli.Output;

/// <summary>The bars of one piece of work; none are drawn when nobody watches.</summary>
internal sealed class ProgressBars(ProgressContext? context)
{
    /// <summary>Adds a bar.</summary>
    /// <param name="title">What is being done.</param>
    /// <param name="total">How many there are to do; 0 = not known yet.</param>
    public ProgressBar Add(string title, double total)
    {
        var task = context?.AddTask(Markup.Escape(title), maxValue: Math.Max(total, 1));
        if (task is not null)
        {
            task.IsIndeterminate = total <= 0;
        }

        return new ProgressBar(task);
    }
}
