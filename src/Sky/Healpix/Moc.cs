using System.Globalization;
using System.Text;

namespace GaLNet.Sky.Healpix;

/// <summary>
/// A part of the sky as a set of HEALPix cells of mixed orders (IVOA Multi-Order Coverage map 2.0). Immutable.
/// </summary>
public sealed class Moc
{
    private readonly List<(long First, long End)> _ranges;

    private Moc(List<(long First, long End)> ranges) => _ranges = ranges;

    /// <summary>The part of the sky that cells cover together; they may overlap.</summary>
    public static Moc FromCells(IEnumerable<HealpixCell> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        return FromRanges(cells.Select(c => (c.FirstOrder29, c.EndOrder29)));
    }

    /// <summary>Reads the ASCII form, e.g. <c>6/1-3,7 8/432101</c>.</summary>
    public static Moc Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var ranges = new List<(long, long)>();
        var order = -1;
        foreach (var word in text.Split([' ', ',', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            var slash = word.IndexOf('/', StringComparison.Ordinal);
            if (slash >= 0 && !(int.TryParse(word.AsSpan(0, slash), NumberStyles.None, CultureInfo.InvariantCulture,
                    out order) && order <= HealpixNested.MaxOrder))
                throw new FormatException($"'{word}' does not name an order of 0 to 29 in a MOC.");
            var part = word[(slash + 1)..];
            if (part.Length == 0)
                continue;
            var dash = part.IndexOf('-', StringComparison.Ordinal);
            var first = Cell(order, dash < 0 ? part : part[..dash]);
            var last = dash < 0 ? first : Cell(order, part[(dash + 1)..]);
            ranges.Add((first.FirstOrder29, last.EndOrder29));
        }
        return FromRanges(ranges);
    }

    /// <summary>Fraction of the sky, 0..1.</summary>
    public double SkyFraction
        => _ranges.Sum(r => (double)(r.End - r.First)) / HealpixNested.CellCount(HealpixNested.MaxOrder);

    /// <summary>True when nothing is covered.</summary>
    public bool IsEmpty => _ranges.Count == 0;

    /// <summary>Order-29 ranges [first, end), ascending and disjoint.</summary>
    public IReadOnlyList<(long First, long End)> Ranges => _ranges;

    /// <summary>True when an order-29 index (a galaxy's id) is covered.</summary>
    public bool Contains(long order29)
    {
        int low = 0, high = _ranges.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (order29 < _ranges[middle].First)
                high = middle - 1;
            else if (order29 >= _ranges[middle].End)
                low = middle + 1;
            else
                return true;
        }
        return false;
    }

    /// <summary>True when a position is covered.</summary>
    public bool Contains(double raDeg, double decDeg)
        => Contains(HealpixNested.Index(HealpixNested.MaxOrder, raDeg, decDeg));

    /// <summary>What either covers.</summary>
    public Moc Union(Moc other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return FromRanges(_ranges.Concat(other._ranges));
    }

    /// <summary>What both cover.</summary>
    public Moc Intersection(Moc other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var both = new List<(long First, long End)>();
        for (int i = 0, j = 0; i < _ranges.Count && j < other._ranges.Count;)
        {
            var (a, b) = (_ranges[i], other._ranges[j]);
            var (first, end) = (Math.Max(a.First, b.First), Math.Min(a.End, b.End));
            if (first < end)
                both.Add((first, end));
            if (a.End < b.End)
                i++;
            else
                j++;
        }
        return new Moc(both);
    }

    /// <summary>The fewest cells that make it up, in order of order, then index.</summary>
    public IReadOnlyList<HealpixCell> Cells()
    {
        var cells = new List<HealpixCell>();
        foreach (var (first, end) in _ranges)
        {
            for (var at = first; at < end;)
            {
                var shift = at == 0 ? 2 * HealpixNested.MaxOrder : (int)long.TrailingZeroCount(at) & ~1;
                shift = Math.Min(shift, 2 * HealpixNested.MaxOrder);
                while (at + (1L << shift) > end)
                    shift -= 2;
                cells.Add(new HealpixCell(HealpixNested.MaxOrder - shift / 2, at >> shift));
                at += 1L << shift;
            }
        }
        return [.. cells.OrderBy(c => c.Order).ThenBy(c => c.Index)];
    }

    /// <summary>The ASCII form, e.g. <c>6/1-3,7 8/432101</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var group in Cells().GroupBy(c => c.Order))
        {
            text.Append(text.Length > 0 ? " " : "").Append(CultureInfo.InvariantCulture, $"{group.Key}/");
            var indices = group.Select(c => c.Index).ToArray();
            for (int i = 0, j; i < indices.Length; i = j)
            {
                for (j = i + 1; j < indices.Length && indices[j] == indices[j - 1] + 1;)
                    j++;
                text.Append(i > 0 ? "," : "").Append(indices[i].ToString(CultureInfo.InvariantCulture));
                if (j > i + 1)
                    text.Append(CultureInfo.InvariantCulture, $"-{indices[j - 1]}");
            }
        }
        return text.ToString();
    }

    private static HealpixCell Cell(int order, string index)
        => HealpixCell.Parse(string.Create(CultureInfo.InvariantCulture, $"{order}/{index}"));

    internal static Moc FromRanges(IEnumerable<(long First, long End)> ranges)
    {
        var merged = new List<(long First, long End)>();
        foreach (var range in ranges.OrderBy(r => r.First))
        {
            if (merged.Count > 0 && range.First <= merged[^1].End)
                merged[^1] = (merged[^1].First, Math.Max(merged[^1].End, range.End));
            else
                merged.Add(range);
        }
        return new Moc(merged);
    }
}
