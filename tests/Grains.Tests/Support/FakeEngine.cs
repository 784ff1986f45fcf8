using System.Collections.Concurrent;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Profiles;
using GaLNet.Photometry.Psf;

namespace GaLNet.Grains.Tests.Support;

/// <summary>
/// A deterministic engine: it answers what detection said and counts how often it was asked. A test may make it wait
/// or fail.
/// </summary>
internal sealed class FakeEngine(string name = "fake", string modelId = "fake-1") : IFitEngine
{
    private int _calls;

    public string Name { get; } = name;

    public string ModelId { get; set; } = modelId;

    /// <summary>Measurements asked for.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Runs on the compute thread before each answer, with the number of the call, 1 and up.</summary>
    public Action<int, Stamp>? Before { get; set; }

    /// <summary>Every stamp that was measured.</summary>
    public ConcurrentBag<Stamp> Stamps { get; } = [];

    public SersicFit Measure(Stamp stamp, PsfStamp psf)
    {
        var call = Interlocked.Increment(ref _calls);
        Stamps.Add(stamp);
        Before?.Invoke(call, stamp);
        var guess = stamp.Guess!.Value;
        return new SersicFit
        {
            Profile = guess with { PaDeg = guess.PaDeg % 180 },
            Errors = new SersicProfile(0.1, 0.1, guess.Flux / 100, 0.1, 0.01, 1, 0.1),
            Sky = stamp.Sky,
            Chi2 = 1,
            Chi2Reff = 1,
            SignalToNoise = 100,
        };
    }

    public float[] Render(SersicFit fit, Stamp stamp, PsfStamp psf)
    {
        var image = new float[stamp.Width * stamp.Height];
        Array.Fill(image, (float)fit.Profile.Flux);
        return image;
    }
}
