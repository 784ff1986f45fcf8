namespace GaLNet.Photometry.Fitting;

/// <summary>An engine that measures many galaxies at once far faster than one by one.</summary>
public interface IBatchFitEngine : IFitEngine
{
    /// <summary>The number of galaxies that suits it best; more are cut into batches of this size.</summary>
    int BatchSize { get; }

    /// <summary>
    /// Measures a batch, answers in its order. What is in one stamp harms no other: a failure is a flag and NaN.
    /// </summary>
    IReadOnlyList<SersicFit> Measure(IReadOnlyList<StampAndPsf> batch);
}
