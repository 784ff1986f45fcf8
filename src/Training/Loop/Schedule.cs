namespace GaLNet.Training.Loop;

/// <summary>What changes as training goes on, by samples and not by time: a resumed run is the same run.</summary>
internal static class Schedule
{
    private const double StartOfRate = 0.05, EndOfRate = 1e-3;

    /// <summary>Share of the training during which errors are not yet predicted.</summary>
    public const double BeforeErrors = 0.1;

    /// <summary>Learning rate: a straight rise, then half a cosine down to a thousandth.</summary>
    public static double Rate(TrainingPlan plan, double progress)
        => plan.ConstantRate ? plan.PeakRate : plan.PeakRate * (progress < plan.WarmUp
            ? StartOfRate + (1 - StartOfRate) * progress / plan.WarmUp
            : EndOfRate + (1 - EndOfRate) * 0.5
                * (1 + Math.Cos(Math.PI * Math.Min(1, (progress - plan.WarmUp) / (1 - plan.WarmUp)))));
}
