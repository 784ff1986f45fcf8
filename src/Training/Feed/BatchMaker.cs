using System.Numerics.Tensors;
using GaLNet.Inference;
using GaLNet.Photometry.Mocks;

namespace GaLNet.Training.Feed;

/// <summary>
/// Turns records into noisy stamps. Batch k is the same bytes whoever makes it: its choices come from a stream named
/// by (seed, k). One per thread.
/// </summary>
internal sealed class BatchMaker
{
    // Normal deviates are read from a table at random places: a thousand times cheaper than drawn, and 4 million
    // starts times 8 orientations do not come back within a training.
    private const int NoiseTable = 1 << 22;
    private const ulong NoiseFamily = 0x4015E, ChoiceFamily = 0xC401CE;

    private static readonly int[][] PsfPixels = Maps(NetworkContract.PsfSize);

    private readonly FeedOptions _options;
    private readonly RecordPool _pool;
    private readonly int _length;
    private readonly int _cells;
    private readonly int[][] _stampPixels;
    private readonly float[] _noise;
    private readonly RandomStream _random = new(0, 0);
    private readonly float[] _target;
    private readonly float[] _neighbours;
    private readonly float[] _light;
    private readonly float[] _turned;
    private readonly float[] _psf = new float[MockRecord.PsfLength];

    public BatchMaker(FeedOptions options, RecordPool pool)
    {
        _options = options;
        _pool = pool;
        _length = options.StampSide * options.StampSide;
        _cells = LightShare.CellsOf(options.StampSide);
        _stampPixels = Maps(options.StampSide);
        (_target, _neighbours) = (new float[_length], new float[_length]);
        (_light, _turned) = (new float[_length], new float[_length]);
        _noise = new float[NoiseTable + _length];
        var random = new RandomStream(options.Seed ^ NoiseFamily, 0);
        for (var i = 0; i < NoiseTable; i++) _noise[i] = (float)random.NextNormal();
        _noise.AsSpan(0, _length).CopyTo(_noise.AsSpan(NoiseTable));
    }

    /// <summary>Makes batch <paramref name="number"/>; batches must come in order.</summary>
    public void Make(long number, TrainingBatch batch)
    {
        _pool.MoveTo(number);
        _random.Restart(_options.Seed ^ ChoiceFamily, (ulong)number);
        var first = _pool.First(number);
        var count = _pool.End(number) - first;
        long Any() => first + (long)(count * _random.NextUniform());
        for (var i = 0; i < batch.Size; i++)
        {
            var record = _pool[Any()];
            var other = _pool[Any()];
            var fate = _random.NextUniform();
            record.ReadTarget(_target);
            // Real sky stays with the galaxy whose PSF and scale it shares.
            var mixes = fate < _options.CleanShare + _options.MixedShare && !record.OnRealSky && !other.OnRealSky;
            var isClean = fate < _options.CleanShare;
            if (isClean) Array.Clear(_neighbours);
            else (mixes ? other : record).ReadNeighbours(_neighbours);
            var skyIsReal = record.OnRealSky && !isClean;
            AddNoise(record.GainSigma, skyIsReal);
            var orientation = new Orientation(_options.Orient ? (int)(Orientation.Count * _random.NextUniform()) : 0);
            Place(batch, i, record, orientation, skyIsReal);
        }

        batch.Number = number;
    }

    // Real sky has all of its noise; the target brings its own photons'.
    private void AddNoise(float gainSigma, bool skyIsReal)
    {
        TensorPrimitives.Add<float>(_target, _neighbours, _light);
        // Photon noise in units of the sky's: the variance is 1 + light/(electrons in one sigma).
        TensorPrimitives.Max(skyIsReal ? _target : _light, 0f, _turned);
        TensorPrimitives.Multiply(_turned, 1 / gainSigma, _turned);
        TensorPrimitives.Add(_turned, skyIsReal ? 0f : 1f, _turned);
        TensorPrimitives.Sqrt<float>(_turned, _turned);
        var noise = _noise.AsSpan((int)(NoiseTable * _random.NextUniform()), _length);
        TensorPrimitives.MultiplyAdd<float>(_turned, noise, _light, _light);
        TensorPrimitives.Add(_light, (float)(_options.SkyJitter * _random.NextNormal()), _light);
    }

    private void Place(
        TrainingBatch batch, int slot, MockRecord record, Orientation orientation, bool skyIsReal)
    {
        var map = _stampPixels[orientation.Code];
        var stamp = batch.Stamps.AsSpan(slot * _length, _length);
        Turn(_light, map, stamp);
        Turn(_target, map, _turned);
        // The light without noise is no longer needed: its memory holds the turned neighbours.
        Turn(_neighbours, map, _light);
        LightShare.Measure(
            _turned, _light, skyIsReal ? LightShare.CellNoise : 0,
            batch.Shares.AsSpan(slot * _cells, _cells),
            batch.ShareWeights.AsSpan(slot * _cells, _cells));
        record.ReadPsf(_psf);
        Turn(_psf, PsfPixels[orientation.Code],
            batch.Psfs.AsSpan(slot * MockRecord.PsfLength, MockRecord.PsfLength));
        batch.GainSigmas[slot] = record.GainSigma;
        batch.ApertureFluxes[slot] = CentralAperture.Flux(stamp);
        batch.SignalToNoises[slot] = record.SignalToNoise;
        batch.Truths[slot] = PixelTruth.Of(
            orientation.Apply(record.Galaxy), record.PixelScaleArcsec, record.SkySigmaMag);
    }

    private static void Turn(ReadOnlySpan<float> from, int[] sourcePixels, Span<float> to)
    {
        for (var i = 0; i < sourcePixels.Length; i++) to[i] = from[sourcePixels[i]];
    }

    private static int[][] Maps(int side)
        => [.. Enumerable.Range(0, Orientation.Count).Select(code => new Orientation(code).SourcePixels(side))];
}
