using System.Collections.Concurrent;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Profiles;
using GaLNet.Photometry.Psf;

namespace GaLNet.Inference.Tests.Support;

/// <summary>
/// An engine that answers with the stamp's first pixel as flux, fails where a test says so and can be held up.
/// </summary>
internal sealed class ScriptedEngine(int batchSize = 4) : IBatchFitEngine, IDisposable
{
    private readonly ManualResetEventSlim _open = new(true);

    /// <summary>Sizes of the batches that were asked for.</summary>
    public ConcurrentQueue<int> Batches { get; } = [];

    /// <summary>Throws for a batch that it dislikes: its stamps' first pixels, and how many calls came before.</summary>
    public Func<float[], int, bool> Fails { get; set; } = (_, _) => false;

    public bool IsDisposed { get; private set; }

    public string Name => "scripted";

    public string ModelId => "scripted-1";

    public int BatchSize => batchSize;

    public static StampAndPsf Stamp(float value)
        => new(new Stamp { Width = 1, Height = 1, Pixels = [value], SkySigma = 1 }, TestStamps.Psf());

    /// <summary>Makes calls wait, until <see cref="Release"/>.</summary>
    public void Hold() => _open.Reset();

    public void Release() => _open.Set();

    public IReadOnlyList<SersicFit> Measure(IReadOnlyList<StampAndPsf> batch)
    {
        var calls = Batches.Count;
        Batches.Enqueue(batch.Count);
        _open.Wait();
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        var values = batch.Select(item => item.Stamp.Pixels[0]).ToArray();
        return Fails(values, calls) ? throw new InvalidOperationException("scripted failure.")
            : [.. values.Select(value => SersicFit.NotMeasured(FitFlags.None) with
            {
                Profile = new SersicProfile(0, 0, value, 1, 1, 0, 1), Flags = FitFlags.None,
            })];
    }

    public SersicFit Measure(Stamp stamp, PsfStamp psf) => Measure([new StampAndPsf(stamp, psf)])[0];

    public float[] Render(SersicFit fit, Stamp stamp, PsfStamp psf) => [];

    public void Dispose() => IsDisposed = true;
}
