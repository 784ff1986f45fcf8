using GaLNet.ClientCli.Stamps;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Psf;

namespace GaLNet.Tests.ClientCli.Stamps;

public sealed class StampPiecesTests
{
    [Theory]
    [InlineData(1, 2)]
    [InlineData(15, 2)]
    [InlineData(300, 2)]
    [InlineData(10_000, 2)]
    [InlineData(10_000, 32)]
    public void Every_stamp_is_measured_once_in_full_batches_that_shrink_at_the_end(int stamps, int cores)
    {
        var pieces = StampRun.Pieces(stamps, new Batched(), cores).ToArray();
        pieces.SelectMany(piece => Enumerable.Range(piece.First, piece.Count)).Should().Equal(
            Enumerable.Range(0, stamps));
        pieces.Zip(pieces.Skip(1)).Should().OnlyContain(pair => pair.First.Count >= pair.Second.Count);
        pieces.Should().OnlyContain(piece => piece.Count <= 64);
        pieces[..^1].Should().OnlyContain(piece => piece.Count >= 16);
        // No core waits longer at the end than for one small batch.
        pieces[^1].Count.Should().BeLessThanOrEqualTo(16);
    }

    [Fact]
    public void Fits_that_know_no_batches_are_made_one_by_one()
        => StampRun.Pieces(50, new Chi2Engine(), 2).Should().OnlyContain(piece => piece.Count == 1).And.HaveCount(50);

    private sealed class Batched : IBatchFitEngine
    {
        public string Name => "batched";

        public string ModelId => "batched";

        public int BatchSize => 64;

        public SersicFit Measure(Stamp stamp, PsfStamp psf) => throw new NotSupportedException();

        public IReadOnlyList<SersicFit> Measure(IReadOnlyList<StampAndPsf> batch) => throw new NotSupportedException();

        public float[] Render(SersicFit fit, Stamp stamp, PsfStamp psf) => throw new NotSupportedException();
    }
}
