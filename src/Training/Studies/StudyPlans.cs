using GaLNet.Training.Loop;

namespace GaLNet.Training.Studies;

/// <summary>The trainings that the studies compare: our network at one small budget, one thing changed at a time.</summary>
internal static class StudyPlans
{
    /// <summary>Trained on shifted samples, always scored on the paper's (Appendix, Figure 12).</summary>
    public static IReadOnlyList<StudyVariant> Priors(long samples, ulong seed)
        => [.. Enum.GetValues<PriorShift>().Select(shift => new StudyVariant(
            StudyPriors.Title(shift), Base(samples, seed) with { Feed = Base(samples, seed).Feed with { Priors = shift } }))];

    /// <summary>The paper's three losses on the same network and mocks, and our own.</summary>
    public static IReadOnlyList<StudyVariant> Losses(long samples, ulong seed) =>
    [
        new("Huber 0.001", Base(samples, seed) with { PlainLoss = PlainLoss.Huber }),
        new("MSE", Base(samples, seed) with { PlainLoss = PlainLoss.MeanSquare }),
        new("MAE", Base(samples, seed) with { PlainLoss = PlainLoss.MeanAbsolute }),
        new("ours", Base(samples, seed)),
    ];

    // No wider sample: the studies are about the paper's.
    private static TrainingPlan Base(long samples, ulong seed)
    {
        var plan = Presets.Get("best", seed);
        return plan with
        {
            Preset = "study",
            Samples = samples,
            Feed = plan.Feed with { WideShare = 0, FirstPool = 4096, PoolSize = 16_384 },
        };
    }
}
