using GaLNet.Inference.Serving;
using GaLNet.Inference.Tests.Support;
using GaLNet.Photometry.Fitting;

namespace GaLNet.Inference.Tests.Serving;

public sealed class BatchQueueTests
{
    private static readonly BatchQueueOptions Patient = new()
    {
        MaxAge = TimeSpan.FromMinutes(10), Workers = 1, QueuedBatches = 2,
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_caller_gets_the_answer_to_its_own_stamp()
    {
        await using var queue = new BatchQueue(new ScriptedEngine(), new BatchQueueOptions { Workers = 2 });
        var fits = await Task.WhenAll(
            Enumerable.Range(0, 501).Select(i => queue.Measure(ScriptedEngine.Stamp(i), Token)));
        fits.Select(fit => fit.Profile.Flux).Should().Equal(Enumerable.Range(0, 501).Select(i => (double)i));
        queue.Statistics.Stamps.Should().Be(501);
        queue.Statistics.Queued.Should().Be(0);
    }

    [Fact]
    public async Task A_group_is_answered_in_its_order_however_it_falls_into_batches()
    {
        await using var queue = new BatchQueue(new ScriptedEngine(8), new BatchQueueOptions { Workers = 2, QueuedBatches = 2 });
        var groups = await Task.WhenAll(Enumerable.Range(0, 9).Select(
            g => queue.Measure([.. Enumerable.Range(100 * g, 37).Select(i => ScriptedEngine.Stamp(i))], Token)));
        foreach (var (g, fits) in groups.Index())
        {
            fits.Select(fit => fit.Profile.Flux).Should().Equal(Enumerable.Range(100 * g, 37).Select(i => (double)i));
        }

        (await queue.Measure([], Token)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_full_batch_starts_without_waiting_for_its_age()
    {
        var engine = new ScriptedEngine(4);
        await using var queue = new BatchQueue(engine, Patient);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => queue.Measure(ScriptedEngine.Stamp(i), Token)));
        engine.Batches.Should().Equal(4, 4);
    }

    [Fact]
    public async Task A_lone_stamp_starts_when_it_is_of_age()
    {
        var engine = new ScriptedEngine(4);
        await using var queue = new BatchQueue(engine, Patient with { MaxAge = TimeSpan.FromMilliseconds(1) });
        (await queue.Measure(ScriptedEngine.Stamp(7), Token)).Profile.Flux.Should().Be(7);
        engine.Batches.Should().Equal(1);
    }

    [Fact]
    public async Task A_full_queue_makes_callers_wait()
    {
        var engine = new ScriptedEngine(4);
        await using var queue = new BatchQueue(engine, Patient);
        engine.Hold();
        var asked = Enumerable.Range(0, 40).Select(i => queue.Measure(ScriptedEngine.Stamp(i), Token)).ToArray();
        SpinWait.SpinUntil(() => !engine.Batches.IsEmpty && queue.Statistics.Queued == 8, 10_000);
        queue.Statistics.Queued.Should().Be(8, "two batches may wait");
        engine.Release();
        (await Task.WhenAll(asked)).Select(fit => fit.Profile.Flux)
            .Should().Equal(Enumerable.Range(0, 40).Select(i => (double)i));
    }

    [Fact]
    public async Task A_batch_that_failed_is_repeated_once()
    {
        var engine = new ScriptedEngine(4) { Fails = (_, calls) => calls == 0 };
        await using var queue = new BatchQueue(engine, Patient);
        var fits = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(i => queue.Measure(ScriptedEngine.Stamp(i), Token)));
        fits.Should().OnlyContain(fit => fit.Flags == FitFlags.None);
        engine.Batches.Should().Equal(4, 4);
        queue.Statistics.Retries.Should().Be(1);
    }

    [Fact]
    public async Task A_bad_stamp_harms_only_itself()
    {
        var engine = new ScriptedEngine(4) { Fails = (values, _) => values.Contains(2) };
        await using var queue = new BatchQueue(engine, Patient);
        var fits = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(i => queue.Measure(ScriptedEngine.Stamp(i), Token)));
        fits[2].Flags.Should().Be(FitFlags.Failed);
        fits.Where((_, i) => i != 2).Should().OnlyContain(fit => fit.Flags == FitFlags.None);
        engine.Batches.Should().Equal(4, 4, 1, 1, 1, 1, 1);
    }

    [Fact]
    public async Task A_broken_engine_is_an_error_and_no_answer()
    {
        await using var queue = new BatchQueue(new ScriptedEngine(1) { Fails = (_, _) => true }, Patient);
        var asked = () => queue.Measure(ScriptedEngine.Stamp(1), Token);
        (await asked.Should().ThrowAsync<ModelException>()).WithMessage("*scripted-1*every stamp*scripted failure*");
    }

    [Fact]
    public async Task A_stamp_cancelled_while_it_waits_is_left_out()
    {
        var engine = new ScriptedEngine(1);
        await using var queue = new BatchQueue(engine, Patient);
        engine.Hold();
        var first = queue.Measure(ScriptedEngine.Stamp(1), Token);
        SpinWait.SpinUntil(() => !engine.Batches.IsEmpty, 10_000);
        using var cancel = new CancellationTokenSource();
        var second = queue.Measure(ScriptedEngine.Stamp(2), cancel.Token);
        var third = queue.Measure(ScriptedEngine.Stamp(3), Token);
        await cancel.CancelAsync();
        engine.Release();
        await FluentActions.Awaiting(() => second).Should().ThrowAsync<OperationCanceledException>();
        (await first).Profile.Flux.Should().Be(1);
        (await third).Profile.Flux.Should().Be(3);
        engine.Batches.Should().Equal(1, 1);
    }

    [Fact]
    public async Task Closing_answers_what_was_accepted_and_takes_no_more()
    {
        var engine = new ScriptedEngine(4);
        var queue = new BatchQueue(engine, Patient);
        engine.Hold();
        var asked = Enumerable.Range(0, 7).Select(i => queue.Measure(ScriptedEngine.Stamp(i), Token)).ToArray();
        var closing = queue.DisposeAsync().AsTask();
        await FluentActions.Awaiting(() => queue.Measure(ScriptedEngine.Stamp(9), Token))
            .Should().ThrowAsync<ObjectDisposedException>();
        engine.IsDisposed.Should().BeFalse();
        engine.Release();
        (await Task.WhenAll(asked)).Select(fit => fit.Profile.Flux).Should().Equal(0, 1, 2, 3, 4, 5, 6);
        await closing;
        engine.IsDisposed.Should().BeTrue();
    }

    [Fact]
    public async Task Changing_the_engine_under_load_loses_no_stamp()
    {
        var engines = new List<ScriptedEngine>();
        BatchQueue Next()
        {
            engines.Add(new ScriptedEngine(8));
            return new BatchQueue(engines[^1], new BatchQueueOptions { Workers = 2 });
        }

        var current = Next();
        var answers = new List<Task<SersicFit>>();
        var closings = new List<Task>();
        for (var i = 0; i < 3000; i++)
        {
            answers.Add(current.Measure(ScriptedEngine.Stamp(i), Token));
            if (i % 500 != 499)
                continue;
            // Nothing of the old queue's back-pressure may be lost either: callers still wait at its door.
            var old = current;
            current = Next();
            var started = answers.ToArray();
            closings.Add(Task.Run(async () =>
            {
                await Task.WhenAll(started);
                await old.DisposeAsync();
            }, Token));
        }
        var fits = await Task.WhenAll(answers);
        await Task.WhenAll(closings);
        await current.DisposeAsync();
        fits.Select(fit => fit.Profile.Flux).Should().Equal(Enumerable.Range(0, 3000).Select(i => (double)i));
        engines.Should().HaveCount(7).And.OnlyContain(engine => engine.IsDisposed);
    }
}
