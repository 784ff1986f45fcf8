using System.Diagnostics.Metrics;

namespace GaLNet.Inference.Serving;

/// <summary>Counts what a queue does, for its own statistics and for the meter <see cref="MeterName"/>.</summary>
internal sealed class QueueGauges : IDisposable
{
    /// <summary>The meter that hosts may publish.</summary>
    public const string MeterName = "GaLNet";

    private const int RecentWaits = 4096;

    private readonly Meter _meter = new(MeterName);
    private readonly KeyValuePair<string, object?> _model;
    private readonly Counter<long> _stamps;
    private readonly Counter<long> _retries;
    private readonly Histogram<double> _fill;
    private readonly Histogram<double> _wait;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly double[] _waits = new double[RecentWaits];
    private long _waited;
    private long _answered;
    private long _batches;
    private long _repeated;
    private int _running;
    private long _busySince;
    private TimeSpan _busy;

    public QueueGauges(string modelId, Func<int> queued, TimeProvider time)
    {
        _time = time;
        _model = new KeyValuePair<string, object?>("model", modelId);
        _stamps = _meter.CreateCounter<long>("galnet.inference.stamps", "{stamp}", "Stamps answered.");
        _retries = _meter.CreateCounter<long>("galnet.inference.retries", "{batch}", "Batches repeated.");
        _fill = _meter.CreateHistogram<double>("galnet.inference.batch_fill", "1", "Share of a batch in use.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [.05, .1, .25, .5, .75, .9, .99] });
        _wait = _meter.CreateHistogram<double>("galnet.inference.wait", "s", "From queueing to the batch's start.",
            advice: new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries = [.001, .002, .005, .01, .02, .05, .1, .2, .5, 1, 2, 5],
            });
        _meter.CreateObservableGauge("galnet.inference.queued",
            () => new Measurement<int>(queued(), _model), "{stamp}", "Stamps waiting.");
    }

    /// <summary>A batch starts.</summary>
    /// <param name="waits">How long each stamp has waited, seconds.</param>
    /// <param name="size">Stamps of a full batch.</param>
    public void Start(ReadOnlySpan<double> waits, int size)
    {
        lock (_lock)
        {
            if (_running++ == 0)
                _busySince = _time.GetTimestamp();
            foreach (var wait in waits)
                _waits[_waited++ % RecentWaits] = wait;
        }
        foreach (var wait in waits)
            _wait.Record(wait, _model);
        _fill.Record((double)waits.Length / size, _model);
    }

    /// <summary>A batch has been answered.</summary>
    public void Finish(int stamps)
    {
        lock (_lock)
        {
            if (--_running == 0)
                _busy += _time.GetElapsedTime(_busySince);
            _answered += stamps;
            _batches++;
        }
        _stamps.Add(stamps, _model);
    }

    /// <summary>A batch failed and is tried again.</summary>
    public void Retry()
    {
        Interlocked.Increment(ref _repeated);
        _retries.Add(1, _model);
    }

    /// <summary>All of it, with the stamps that wait now.</summary>
    public BatchQueueStatistics Read(int queued)
    {
        lock (_lock)
        {
            var busy = _busy + (_running > 0 ? _time.GetElapsedTime(_busySince) : TimeSpan.Zero);
            var waits = _waits[..(int)Math.Min(_waited, RecentWaits)];
            Array.Sort(waits);
            double Quantile(double share) => waits.Length == 0 ? 0 : waits[(int)(share * (waits.Length - 1))];
            return new BatchQueueStatistics(
                queued, _answered, _batches, Interlocked.Read(ref _repeated),
                busy > TimeSpan.Zero ? _answered / busy.TotalSeconds : 0, Quantile(0.5), Quantile(0.99));
        }
    }

    public void Dispose() => _meter.Dispose();
}
