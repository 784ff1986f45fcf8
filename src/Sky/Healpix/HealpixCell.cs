using System.Globalization;

namespace GaLNet.Sky.Healpix;

/// <summary>One cell of the HEALPix tessellation in NESTED numbering, written <c>order/index</c> as in a MOC.</summary>
/// <param name="Order">Resolution, 0..29; there are 12·4^Order cells.</param>
/// <param name="Index">Number of the cell, 0 .. 12·4^Order - 1.</param>
public readonly record struct HealpixCell(int Order, long Index) : IComparable<HealpixCell>
{
    /// <summary>The cell of a resolution that contains a position.</summary>
    public static HealpixCell At(int order, double raDeg, double decDeg)
        => new(order, HealpixNested.Index(order, raDeg, decDeg));

    /// <summary>Order and index in one number (NUNIQ): 4·4^Order + Index.</summary>
    public long Uniq => (4L << (2 * Order)) + Index;

    /// <summary>First order-29 index inside the cell.</summary>
    public long FirstOrder29 => Index << (2 * (HealpixNested.MaxOrder - Order));

    /// <summary>Order-29 index after the last one inside the cell.</summary>
    public long EndOrder29 => (Index + 1) << (2 * (HealpixNested.MaxOrder - Order));

    /// <summary>The cell that a NUNIQ number names.</summary>
    public static HealpixCell FromUniq(long uniq)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(uniq, 4);
        var order = (61 - long.LeadingZeroCount(uniq)) / 2;
        return new HealpixCell((int)order, uniq - (4L << (2 * (int)order)));
    }

    /// <summary>Reads <c>order/index</c>; <see cref="FormatException"/> when it is not a cell.</summary>
    public static HealpixCell Parse(string text)
        => TryParse(text, out var cell)
            ? cell
            : throw new FormatException($"'{text}' is not a HEALPix cell; write ORDER/INDEX such as 8/432101, with an "
                + "order of 0 to 29 and an index below 12·4^order.");

    /// <summary>Reads <c>order/index</c>; false when it is not a cell.</summary>
    public static bool TryParse(string? text, out HealpixCell cell)
    {
        cell = default;
        var slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        if (slash <= 0
            || !int.TryParse(text.AsSpan(0, slash), NumberStyles.None, CultureInfo.InvariantCulture, out var order)
            || !long.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            || order > HealpixNested.MaxOrder || index >= HealpixNested.CellCount(order))
            return false;
        cell = new HealpixCell(order, index);
        return true;
    }

    /// <summary>The cell of a coarser (or the same) order that contains this one.</summary>
    public HealpixCell Parent(int order)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(order);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order, Order);
        return new HealpixCell(order, Index >> (2 * (Order - order)));
    }

    /// <summary>True when an order-29 index (a galaxy's id) lies in the cell.</summary>
    public bool Contains(long order29) => order29 >> (2 * (HealpixNested.MaxOrder - Order)) == Index;

    /// <summary>Centre, degrees.</summary>
    public (double RaDeg, double DecDeg) Centre => HealpixNested.Centre(Order, Index);

    /// <summary>By place on the sky, coarser first where cells begin together.</summary>
    public int CompareTo(HealpixCell other)
        => FirstOrder29 != other.FirstOrder29 ? FirstOrder29.CompareTo(other.FirstOrder29)
            : Order.CompareTo(other.Order);

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator <(HealpixCell left, HealpixCell right) => left.CompareTo(right) < 0;

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator >(HealpixCell left, HealpixCell right) => left.CompareTo(right) > 0;

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator <=(HealpixCell left, HealpixCell right) => left.CompareTo(right) <= 0;

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator >=(HealpixCell left, HealpixCell right) => left.CompareTo(right) >= 0;

    /// <summary><c>order/index</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Order}/{Index}");
}
