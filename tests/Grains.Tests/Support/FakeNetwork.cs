using GaLNet.Grains.Interfaces.Models;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Profiles;
using GaLNet.Photometry.Psf;

namespace GaLNet.Grains.Tests.Support;

/// <summary>A network of <see cref="FakeNetworkFormat"/>.</summary>
internal sealed class FakeNetwork(CatalogueModel model, FakeNetworkFormat format) : IBatchFitEngine
{
    public string Name => model.Engine;

    public string ModelId => model.ModelId;

    public int BatchSize => 16;

    public SersicFit Measure(Stamp stamp, PsfStamp psf) => Measure([new StampAndPsf(stamp, psf)])[0];

    public IReadOnlyList<SersicFit> Measure(IReadOnlyList<StampAndPsf> batch)
    {
        format.Before?.Invoke(ModelId, batch);
        format.Batches.Enqueue((ModelId, batch.Count));
        return [.. batch.Select(one => Answer(one.Stamp))];
    }

    public float[] Render(SersicFit fit, Stamp stamp, PsfStamp psf) => new float[stamp.Width * stamp.Height];

    private SersicFit Answer(Stamp stamp)
    {
        var guess = stamp.Guess ?? new SersicProfile(stamp.Width / 2, stamp.Height / 2, 100, 3, 1, 0, 1);
        return new SersicFit
        {
            Profile = guess with { PaDeg = guess.PaDeg % 180, Index = FakeNetworkFormat.IndexOf(model.Version) },
            Errors = new SersicProfile(0.1, 0.1, guess.Flux / 100, 0.1, 0.01, 1, 0.1),
            Sky = stamp.Sky,
            Chi2 = 1,
            Chi2Reff = 1,
            SignalToNoise = 100,
        };
    }
}
