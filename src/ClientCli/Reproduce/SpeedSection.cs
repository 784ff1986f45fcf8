using GaLNet.ClientCli.Bench.Peers;
using GaLNet.ClientCli.Compare;
using GaLNet.ClientCli.Shell;
using GaLNet.Output;
using GaLNet.Photometry.Mocks;

namespace GaLNet.ClientCli.Reproduce;

/// <summary>Seconds per galaxy: ours, SExtractor's where it is installed, and the published ones.</summary>
internal static class SpeedSection
{
    /// <summary>Stamps that SExtractor is run on: a process each, twice.</summary>
    private const int PeerStamps = 200;

    /// <summary>Adds the table; times SExtractor on some of the same stamps.</summary>
    public static async Task AddAsync(
        HtmlPage page, string command, string described, IReadOnlyList<MockResult> results, IReadOnlyList<MockStamp> stamps,
        Terminal terminal, CancellationToken cancellationToken)
    {
        var rows = new List<string[]>(results.Select(result => (string[])
        [
            result.Engine, Numbers.Significant(result.CpuSeconds, 2),
            $"CPU seconds of all threads on {Environment.ProcessorCount} cores, this machine, other work beside it or not; "
            + "stamps in memory",
        ]));
        var why = PeerTools.Missing();
        if (why is null)
        {
            terminal.Note("timing SExtractor's Sérsic fits …");
            var count = Math.Min(PeerStamps, stamps.Count);
            var theirs = await PeerStampFits.OfAsync(
                [.. stamps.Take(count).Select(stamp => (stamp.Stamp, stamp.Psf))], cancellationToken);
            rows.Add([
                "SExtractor's Sérsic fit", Numbers.Significant(theirs.SecondsPerFit, 2),
                $"CPU seconds, this machine: {theirs.Fits} fits in {count} of the same stamps, a process each; start and "
                + $"detection ({Numbers.Significant(theirs.StartSeconds, 2)} s a stamp) taken off",
            ]);
        }

        rows.AddRange(PaperNumbers.Speeds.Select(one => (string[])[$"published {one.Method}", one.Seconds, one.Note]));
        page.Section("speed", "Speed").MadeBy(command, described)
            .Table(["method", "seconds per galaxy", "what was counted"], rows);
        if (why is not null)
        {
            page.Missing($"SExtractor's Sérsic fit: {why}");
        }
    }
}
