using System.Collections.Concurrent;
using System.Diagnostics;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Grains.Tests.Support;

namespace GaLNet.Grains.Tests;

/// <summary>One trace follows a galaxy from its tile to its durable record.</summary>
public sealed class TraceTests : IDisposable
{
    private static readonly ActivitySource Test = new("GaLNet.Tests.Trace");

    private readonly ConcurrentBag<Activity> _spans = [];
    private readonly ActivityListener _listener;

    public TraceTests()
    {
        string[] sources =
            [GrainsTrace.SourceName, Test.Name, "Microsoft.Orleans.Application"];
        _listener = new ActivityListener
        {
            ShouldListenTo = source => sources.Contains(source.Name),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = _spans.Add,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task A_fit_is_followed_from_the_tile_to_the_store()
    {
        using var folder = new TempFolder();
        PaintedField.Make().Write(folder.File("a.fits"));
        await using var catalogue = await TestCatalogue.Open(folder.File("s.db"), 7);
        await catalogue.Ingest(folder.File("a.fits"));
        var spans = await Traced(catalogue, TestCatalogue.Fake);

        foreach (var galaxy in (await catalogue.Rows()).Where(row => row.Engine == "fake").Select(row => row.GalaxyId))
        {
            var fit = FitOf(spans, galaxy);
            Above(spans, fit).Should().ContainInOrder("measure group", "tile work");
            ShouldReachTheStore(spans, fit, galaxy);
        }
    }

    [Fact]
    public async Task A_network_s_answer_is_followed_too()
    {
        using var folder = new TempFolder();
        PaintedField.Make().Write(folder.File("a.fits"));
        await using var catalogue = await NetworkCatalogue.Open(
            folder.File("s.db"), new FakeNetworkFormat("fake|galnet-2|galnet-2|1"));
        await catalogue.Ingest(folder.File("a.fits"));
        var spans = await Traced(catalogue, NetworkCatalogue.Network);
        var galaxy = (await catalogue.Rows()).First(row => row.Engine == "galnet-2").GalaxyId;
        var fit = FitOf(spans, galaxy);
        Above(spans, fit).Should().ContainInOrder("infer", "measure group", "tile work");
        ShouldReachTheStore(spans, fit, galaxy);
    }

    // Up from the store's write: the record's call, the fit that is recorded, the tile's work.
    private static void ShouldReachTheStore(Activity[] spans, Activity fit, long galaxy)
    {
        var record = spans.Single(span => span.OperationName == "record galaxy"
            && Equals(span.GetTagItem("galnet.galaxy"), galaxy));
        record.ParentSpanId.Should().Be(fit.SpanId);
        var written = spans.Where(span => span.OperationName == "write state"
            && Above(spans, span).Contains("record galaxy") && IsBelow(spans, span, record)).ToArray();
        written.Should().ContainSingle("a galaxy is written once");
        Above(spans, written[0]).Should().ContainInOrder("record galaxy", "fit galaxy", "measure group", "tile work");
        Above(spans, written[0]).Should().Contain(name => name.Contains("IGalaxyGrain", StringComparison.Ordinal));
    }

    private async Task<Activity[]> Traced(TestCatalogue catalogue, MeasureSettings settings)
    {
        ActivityTraceId trace;
        using (var root = Test.StartActivity("test"))
        {
            trace = root!.TraceId;
            await catalogue.Process(settings);
        }

        // The last spans end a moment after the tile says that it is done.
        for (var i = 0; i < 100 && !_spans.Any(span => span.TraceId == trace && span.OperationName == "tile work"); i++)
        {
            await Task.Delay(50, Stop);
        }

        return [.. _spans.Where(span => span.TraceId == trace)];
    }

    private static bool IsBelow(Activity[] spans, Activity span, Activity ancestor)
    {
        for (Activity? at = span; at is not null; at = ParentOf(spans, at))
        {
            if (at.SpanId == ancestor.SpanId)
            {
                return true;
            }
        }

        return false;
    }

    private static List<string> Above(Activity[] spans, Activity span)
    {
        var names = new List<string>();
        for (var at = ParentOf(spans, span); at is not null; at = ParentOf(spans, at))
        {
            names.Add(at.OperationName);
        }

        return names;
    }

    private static Activity FitOf(Activity[] spans, long galaxy) => spans.Single(span =>
        span.OperationName == "fit galaxy" && Equals(span.GetTagItem("galnet.galaxy"), galaxy));

    private static Activity? ParentOf(Activity[] spans, Activity span)
        => Array.Find(spans, one => one.SpanId == span.ParentSpanId);
}
