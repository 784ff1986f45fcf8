using System.Globalization;
using GaLNet.ClientCli.Output;
using GaLNet.Grains.Interfaces.Tiles;

namespace GaLNet.ClientCli.Session;

/// <summary>What a run did and where its time went, over all its tiles.</summary>
internal static class WorkSummary
{
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
        Add("fit (CPU)", seconds => seconds.Fit);
        Add("record", seconds => seconds.Record);
        table.Add("wall", Numbers.Fixed(wallSeconds, 2), Numbers.Fixed(1000 * wallSeconds / done, 2));
        table.Write(output);
    }
}
