using GaLNet.Grains.Interfaces.Tiles;

namespace GaLNet.Grains.Tiles;

/// <summary>Compares pages.</summary>
internal static class PageComparison
{
    /// <summary>True when two pages hold the same rows in the same order.</summary>
    public static bool SameAs(this TilePage page, TilePage other)
        => page.Count == other.Count && Enumerable.Range(0, page.Count).All(row => SameRow(page, row, other, row));

    /// <summary>True when two rows hold the same; staleness is no part of a row, it is computed on read.</summary>
    public static bool SameRow(TilePage page, int row, TilePage other, int otherRow)
        => page.GalaxyId[row] == other.GalaxyId[otherRow]
            && page.Flags[row] == other.Flags[otherRow]
            && page.FittedAtTicks[row] == other.FittedAtTicks[otherRow]
            && page.ImageIds[page.Image[row]] == other.ImageIds[other.Image[otherRow]]
            && OriginOf(page, row) == OriginOf(other, otherRow)
            && NumbersOf(page, row).SequenceEqual(NumbersOf(other, otherRow));

    private static Interfaces.Galaxies.Provenance? OriginOf(TilePage page, int row)
        => page.IsMeasured(row) ? page.Origins[page.Origin[row]] : null;

    // SequenceEqual compares doubles by Equals: NaN equals NaN.
    private static ReadOnlySpan<double> NumbersOf(TilePage page, int row)
        => page.Numbers.AsSpan(row * TilePage.NumbersPerRow, TilePage.NumbersPerRow);
}
