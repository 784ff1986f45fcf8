namespace GaLNet.Grains.Interfaces.Images;

/// <summary>
/// Where an image's content was replaced, and in which revision last: runs of blocks of
/// <see cref="ImageBlocks.Side"/> pixels, row by row, sorted and without overlap.
/// </summary>
[GenerateSerializer, Immutable, Alias("GaLNet.ImageChanges")]
public sealed record ImageChanges
{
    /// <summary>Blocks along a row of the image.</summary>
    [Id(0)] public required int Columns { get; init; }

    /// <summary>First block of each run.</summary>
    [Id(1)] public required int[] Start { get; init; }

    /// <summary>Blocks of each run.</summary>
    [Id(2)] public required int[] Length { get; init; }

    /// <summary>Revision of the image in which the blocks of a run changed last.</summary>
    [Id(3)] public required int[] Revision { get; init; }

    /// <summary>Revision in which everything changed last (calibration, world coordinates, size); 0 = never.</summary>
    [Id(4)] public int AllSince { get; init; }

    /// <summary>Revision in which so much changed that PSFs are to be modelled anew; 0 = never.</summary>
    [Id(5)] public int PsfSince { get; init; }

    /// <summary>Blocks that the last revision changed.</summary>
    [Id(6)] public int ChangedLast { get; init; }

    /// <summary>Blocks of the image.</summary>
    [Id(7)] public int Blocks { get; init; }

    /// <summary>
    /// True when a window changed after revision <paramref name="since"/>. 0-based pixels; the window may reach beyond
    /// the image.
    /// </summary>
    public bool Touches(int x0, int y0, int width, int height, int since) => Latest(x0, y0, width, height) > since;

    /// <summary>The last revision that changed anything in a window; 0 = none did.</summary>
    public int Latest(int x0, int y0, int width, int height)
    {
        const int side = ImageBlocks.Side;
        var latest = AllSince;
        if (x0 + width <= 0 || y0 + height <= 0)
        {
            return latest;
        }

        int left = Math.Max(x0, 0) / side, right = Math.Min((x0 + width - 1) / side, Columns - 1);
        for (var row = Math.Max(y0, 0) / side; row <= (y0 + height - 1) / side && left <= right; row++)
        {
            var last = row * Columns + right;
            for (var run = FirstEndingAfter(row * Columns + left); run < Start.Length && Start[run] <= last; run++)
            {
                latest = Math.Max(latest, Revision[run]);
            }
        }

        return latest;
    }

    private int FirstEndingAfter(int block)
    {
        int low = 0, high = Start.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Start[middle] + Length[middle] <= block ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
