using System.Runtime.InteropServices;
using GaLNet.Grains.Interfaces.Tiles;

namespace GaLNet.Grains.Tiles;

/// <summary>Rows of a page, one after the other; the default is none.</summary>
/// <param name="Page">The page.</param>
/// <param name="First">First row.</param>
/// <param name="Count">Rows.</param>
internal readonly record struct PageSlice(TilePage? Page, int First, int Count)
{
    /// <summary>These rows as a page of their own; null when there are none.</summary>
    public TilePage? Build()
        => Count == 0 ? null : new TilePageBuilder(Page!.Tile, Count).AddRows(Page, First, Count).Build();

    /// <summary>
    /// True when a page holds just these rows, to the last bit of every number (a comparison of memory: every group of
    /// fits compares all parts of a page); null = no rows.
    /// </summary>
    public bool IsAllOf(TilePage? page)
    {
        if (page is null || Count == 0)
        {
            return page is null && Count == 0;
        }

        const int numbers = TilePage.NumbersPerRow;
        return page.Count == Count
            && page.GalaxyId.AsSpan().SequenceEqual(Page!.GalaxyId.AsSpan(First, Count))
            && page.FittedAtTicks.AsSpan().SequenceEqual(Page.FittedAtTicks.AsSpan(First, Count))
            && page.Flags.AsSpan().SequenceEqual(Page.Flags.AsSpan(First, Count))
            && Bits(page.Numbers).SequenceEqual(Bits(Page.Numbers.AsSpan(First * numbers, Count * numbers)))
            && HasTextsOf(page);
    }

    private static ReadOnlySpan<long> Bits(ReadOnlySpan<double> numbers) => MemoryMarshal.Cast<double, long>(numbers);

    private bool HasTextsOf(TilePage page)
    {
        var origins = new Same<Interfaces.Galaxies.Provenance>(page.Origins, Page!.Origins);
        var images = new Same<string>(page.ImageIds, Page.ImageIds);
        for (var row = 0; row < Count; row++)
        {
            if (!origins.Are(page.Origin[row], Page.Origin[First + row])
                || !images.Are(page.Image[row], Page.Image[First + row]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Which texts of one page are those of another, compared once each.</summary>
    private readonly struct Same<T>(T[] some, T[] others)
        where T : IEquatable<T>
    {
        private readonly int[] _other = new int[some.Length];

        /// <summary>True when both are the same; negative = none.</summary>
        public bool Are(int one, int other)
        {
            if (one < 0 || other < 0)
            {
                return one < 0 && other < 0;
            }

            // Kept one higher than it is: 0 = not known yet.
            if (_other[one] == other + 1)
            {
                return true;
            }

            var isSame = some[one].Equals(others[other]);
            _other[one] = isSame ? other + 1 : _other[one];
            return isSame;
        }
    }
}
