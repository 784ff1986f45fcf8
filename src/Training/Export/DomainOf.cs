using GaLNet.Inference;
using GaLNet.Photometry.Psf;
using GaLNet.Training.Feed;
using GaLNet.Training.Loop;

namespace GaLNet.Training.Export;

/// <summary>The ranges that a training covered, measured on a sample of its own mocks.</summary>
internal static class DomainOf
{
    private const int Batches = 100;

    /// <summary>Ranges in pixels; rare extremes, one in a thousand to either side, do not count.</summary>
    public static TrainingDomain Measure(TrainingPlan plan)
    {
        using var feed = new MockFeed(plan.Feed with { BatchSize = plan.BatchSize, Painters = 0 });
        var truths = new List<PixelTruth>();
        var signals = new List<double>();
        var widths = new List<double>();
        var edges = new List<EdgeLight>();
        for (var k = 0; k < Batches; k++)
        {
            var batch = feed.Take();
            truths.AddRange(batch.Truths);
            signals.AddRange(batch.SignalToNoises);
            for (var i = 0; i < batch.Size; i++)
            {
                edges.Add(EdgeLight.Of(batch.Stamps.AsSpan(i * MockRecord.StampLength, MockRecord.StampLength)));
                var pixels = batch.Psfs.AsSpan(i * MockRecord.PsfLength, MockRecord.PsfLength).ToArray();
                widths.Add(StampWidth.FwhmPix(
                    new PsfStamp(NetworkContract.PsfSize, NetworkContract.PsfSize, pixels)));
            }

            feed.Return(batch);
        }

        return new TrainingDomain
        {
            PsfFwhmPix = Range(widths),
            SignalToNoise = Range(signals),
            MaxOffsetPix = Range([.. truths.Select(t => Math.Max(Math.Abs(t.XPix), Math.Abs(t.YPix)))]).Max,
            MaxEdgeLevel = Range([.. edges.Select(edge => edge.Level)]).Max,
            MaxEdgeShare = Range([.. edges.Select(edge => edge.Share)]).Max,
            ReffPix = Range([.. truths.Select(t => t.ReffPix)]),
            AxisRatio = Range([.. truths.Select(t => t.AxisRatio)]),
            Index = Range([.. truths.Select(t => t.Index)]),
        };
    }

    private static ValueRange Range(List<double> values)
    {
        values.Sort();
        var rare = values.Count / 1000;
        return new ValueRange(Math.Round(values[rare], 3), Math.Round(values[^(rare + 1)], 3));
    }
}
