using GaLNet.Grains.Measuring;
using Microsoft.Extensions.Options;

namespace GaLNet.Grains.Tests;

/// <summary>Stamps that wait for networks take a bounded room, whoever has cut them.</summary>
public sealed class StampRoomTests
{
    private readonly StampRoom _room = new(Options.Create(new GrainsOptions { StampsInMemory = 100 }));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_has_no_room_waits_until_somebody_leaves()
    {
        var first = await _room.Enter(60, Stop);
        var second = await _room.Enter(40, Stop);
        var third = _room.Enter(50, Stop);
        var fourth = _room.Enter(1, Stop);
        second.Dispose();
        second.Dispose();
        third.IsCompleted.Should().BeFalse("40 are free");
        fourth.IsCompleted.Should().BeFalse("nobody overtakes");
        first.Dispose();
        (await third).Dispose();
        (await fourth).Dispose();
    }

    [Fact]
    public async Task A_group_larger_than_the_room_goes_alone()
    {
        var small = await _room.Enter(1, Stop);
        var large = _room.Enter(1000, Stop);
        large.IsCompleted.Should().BeFalse();
        small.Dispose();
        var stay = await large;
        var next = _room.Enter(1, Stop);
        next.IsCompleted.Should().BeFalse();
        stay.Dispose();
        (await next).Dispose();
    }

    [Fact]
    public async Task Who_gives_up_holds_nobody_back()
    {
        var first = await _room.Enter(60, Stop);
        using var cancel = new CancellationTokenSource();
        var second = _room.Enter(50, cancel.Token);
        var third = _room.Enter(30, Stop);
        await cancel.CancelAsync();
        await FluentActions.Awaiting(() => second).Should().ThrowAsync<OperationCanceledException>();
        (await third).Dispose();
        first.Dispose();
        (await _room.Enter(100, Stop)).Dispose();
    }

    [Fact]
    public async Task Many_at_once_never_exceed_the_room()
    {
        var (inside, most, lockOf) = (0, 0, new Lock());
        await Task.WhenAll(Enumerable.Range(0, 400).Select(i => Task.Run(
            async () =>
            {
                var stamps = 1 + i * 7 % 60;
                using var stay = await _room.Enter(stamps, Stop);
                lock (lockOf)
                {
                    inside += stamps;
                    most = Math.Max(most, inside);
                }

                await Task.Yield();
                lock (lockOf)
                {
                    inside -= stamps;
                }
            },
            Stop)));
        most.Should().BeLessThanOrEqualTo(100).And.BePositive();
        (await _room.Enter(100, Stop)).Dispose();
    }
}
