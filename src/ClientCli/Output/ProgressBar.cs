using Spectre.Console;

namespace GaLNet.ClientCli.Output;

/// <summary>One bar. Safe to call from any thread.</summary>
internal sealed class ProgressBar(ProgressTask? task)
{
    /// <summary>Sets what is done out of how much, and optionally what is being done now.</summary>
    public void Report(double done, double total, string? title = null)
    {
        if (task is null)
        {
            return;
        }

        if (title is not null)
        {
            task.Description = Markup.Escape(title);
        }

        task.IsIndeterminate = total <= 0;
        task.MaxValue = Math.Max(total, 1);
        task.Value = done;
    }

    /// <summary>One more is done.</summary>
    public void Step() => task?.Increment(1);
}
