using System.Globalization;
using GaLNet.ClientCli.Output;
using GaLNet.Grains.Interfaces.Serving;
using GaLNet.Grains.Interfaces.Tiles;

namespace GaLNet.ClientCli.Session;

/// <summary>What a run did and where its time went, over all its tiles.</summary>
internal static class WorkSummary
{
    /// <summary>Writes what the networks did, one line each; nothing when none was asked.</summary>
    public static void WriteNetworks(IEnumerable<InferenceStatistics> networks, TextWriter output)
    {
        foreach (var one in networks.Where(one => one.Stamps > 0))
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"network {one.ModelId}: {one.Stamps} stamps in {one.Batches} batches of "
                + $"{(double)one.Stamps / one.Batches:F0} on average, {one.StampsPerSecond:F0} stamps/s while it ran; "
                + $"wait {1000 * one.WaitMedianSeconds:F0} ms median, {1000 * one.Wait99Seconds:F0} ms 99 %"));
        }
    }

    /// <summary>Writes counts, and the time by step in all and per galaxy.</summary>
    /// <param name="statuses">The tiles, when they were done.</param>
    /// <param name="wallSeconds">From the first tile's start to the last one's end.</param>
    /// <param name="output">Where to write.</param>
    public static void Write(IReadOnlyList<TileStatus> statuses, double wallSeconds, TextWriter output)
    {
        var done = statuses.Sum(status => status.DoneThisRun);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{done} measurements made now in {wallSeconds:F1} s; the catalogue's tiles hold "
            + $"{statuses.Sum(status => status.Measured)} measured galaxies, "
            + $"{statuses.Sum(status => status.Stars)} stars, "
            + $"{statuses.Sum(status => status.Faint)} sources below the S/N limit, "
            + $"{statuses.Sum(status => status.Failed)} failed fits."));
        if (done == 0)
        {
            return;
        }

        var table = new TextTable("step", "seconds", "ms/galaxy");
        void Add(string step, Func<StepSeconds, double> seconds)
        {
            var total = statuses.Sum(status => seconds(status.Seconds));
            table.Add(step, Numbers.Fixed(total, 2), Numbers.Fixed(1000 * total / done, 2));
        }

        Add("read", seconds => seconds.Read);
        Add("detect", seconds => seconds.Detect);
        Add("psf", seconds => seconds.Psf);
        Add("cut (CPU)", seconds => seconds.Cut);
        if (statuses.Any(status => status.Seconds.Infer > 0))
        {
            Add("network (wait)", seconds => seconds.Infer);
        }

        Add("fit (CPU)", seconds => seconds.Fit);
        Add("record", seconds => seconds.Record);
        table.Add("wall", Numbers.Fixed(wallSeconds, 2), Numbers.Fixed(1000 * wallSeconds / done, 2));
        table.Write(output);
    }
}
