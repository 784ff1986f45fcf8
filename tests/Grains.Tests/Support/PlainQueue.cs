using GaLNet.Grains.Interfaces.Serving;
using GaLNet.Grains.Serving;
using GaLNet.Photometry.Fitting;

namespace GaLNet.Grains.Tests.Support;

internal sealed class PlainQueue(IBatchFitEngine engine) : IStampQueue
{
    public string ModelId => engine.ModelId;

    public InferenceStatistics Statistics => new() { ModelId = ModelId, Batches = 0, Queued = 0, Stamps = 0, StampsPerSecond = 0, Wait99Seconds = 0, WaitMedianSeconds = 0 };

    public Task<SersicFit> Measure(StampAndPsf stamp, CancellationToken cancellationToken)
        => Task.Run(() => engine.Measure([stamp])[0], cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
