using GaLNet.Training.Loop;
using GaLNet.Training.Networks;
using Spectre.Console;

namespace GaLNet.Training.Commands;

/// <summary>A training as a person sees it: a progress bar in a terminal, a line now and then in a log.</summary>
internal static class TrainingDisplay
{
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(30);

    /// <summary>Says what is trained.</summary>
    public static void Describe(this INetwork network, IAnsiConsole console)
        => console.WriteLine(FormattableString.Invariant(
            $"{network.Architecture}: {network.Plan.Trained.Sum(w => w.Count):N0} parameters, ")
            + FormattableString.Invariant($"{network.Plan.MegaFlop:F1} MFLOP per stamp"));

    /// <summary>Runs <paramref name="work"/> with its progress shown.</summary>
    public static void Show(Action<Action<TrainingProgress>> work)
    {
        if (!AnsiConsole.Profile.Capabilities.Interactive || Console.IsOutputRedirected)
        {
            var next = DateTime.UtcNow;
            work(progress =>
            {
                if (DateTime.UtcNow < next) return;
                next = DateTime.UtcNow + LineEvery;
                AnsiConsole.Console.WriteLine($"{DateTime.Now:HH:mm:ss} {Text(progress)}");
            });
            return;
        }

        AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                var bar = context.AddTask("making mocks", maxValue: 1);
                work(progress =>
                {
                    bar.Value = progress.Share;
                    bar.Description = Text(progress);
                });
            });
    }

    private static string Text(in TrainingProgress p)
    {
        var left = p.PerSecond > 0 && p.Total > 0
            ? TimeSpan.FromSeconds((p.Total - p.Samples) / p.PerSecond) : TimeSpan.Zero;
        return FormattableString.Invariant(
            $"{p.Samples:N0} of {p.Total:N0} samples, loss {p.Loss:F4}, {p.PerSecond:F0}/s, {left:hh\\:mm\\:ss} left");
    }
}
