using GaLNet.Grains.Interfaces.Serving;
using GaLNet.Photometry.Fitting;

namespace GaLNet.Grains.Serving;

/// <summary>
/// A bounded queue before one loaded network: gathers stamps of all callers into batches, outside the grain scheduler.
/// </summary>
internal interface IStampQueue : IAsyncDisposable
{
    /// <summary>What makes the numbers.</summary>
    string ModelId { get; }

    /// <summary>What it has done so far.</summary>
    InferenceStatistics Statistics { get; }

    /// <summary>
    /// Measures one galaxy. A full queue makes the caller wait. What is in the pixels is a flag, never an exception.
    /// </summary>
    Task<SersicFit> Measure(StampAndPsf stamp, CancellationToken cancellationToken);
}
