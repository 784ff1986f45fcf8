using System.Diagnostics;
using GaLNet.Output;
using GaLNet.Training.Evaluation;
using GaLNet.Training.Loop;

namespace GaLNet.Training.Studies;

/// <summary>
/// Rates of training, each way in turn in one process: painting and batch making beside the steps, as in earnest.
/// </summary>
internal static class SpeedStudy
{
    // The first steps compile and allocate.
    private const int StepsBefore = 6, Steps = 24;

    /// <summary>Measures.</summary>
    /// <param name="variants">What to train; the first is what the others are compared with.</param>
    /// <param name="progress">Told a variant and the share done.</param>
    /// <param name="cancellationToken">Stops after the present step.</param>
    public static EvaluationReport Run(
        IReadOnlyList<StudyVariant> variants, Action<string, double> progress, CancellationToken cancellationToken)
    {
        var table = new TextTable("training", "MFLOP per stamp", "weights", "samples/s", "of the first");
        var figures = new List<Figure>();
        foreach (var variant in variants)
        {
            var (rate, network) = Measure(variant, progress, cancellationToken);
            figures.Add(new Figure("speed", variant.Name, network.Architecture, "", "", "samples_per_second", rate));
            figures.Add(new Figure("speed", variant.Name, network.Architecture, "", "", "mflop", network.Plan.MegaFlop));
            table.Add(
                variant.Name, Numbers.Fixed(network.Plan.MegaFlop, 0),
                $"{network.Plan.Trained.Sum(spec => spec.Count)}", Numbers.Fixed(rate, 0),
                Numbers.Fixed(rate / figures[0].Value, 2));
        }

        return new EvaluationReport
        {
            Sections =
            [
                ($"{Environment.ProcessorCount} CPU cores",
                [
                    (FormattableString.Invariant(
                        $"rate of {Steps} steps of 128 samples, after {StepsBefore}; both networks, forward and backward"),
                        table),
                ]),
            ],
            Figures = figures,
        };
    }

    private static (double Rate, Networks.INetwork Network) Measure(
        StudyVariant variant, Action<string, double> progress, CancellationToken cancellationToken)
    {
        var samples = (long)(StepsBefore + Steps) * variant.Plan.BatchSize * variant.Plan.Replicas;
        using var trainer = new Trainer(variant.Plan with { Samples = samples });
        var clock = new Stopwatch();
        while (!trainer.IsDone)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (trainer.Steps == StepsBefore) clock.Start();
            trainer.Step(cancellationToken: CancellationToken.None);
            progress(variant.Name, (double)trainer.Samples / samples);
        }

        var rate = (double)Steps * variant.Plan.BatchSize * variant.Plan.Replicas / clock.Elapsed.TotalSeconds;
        return (rate, trainer.Network);
    }
}
