using System.Numerics;
using System.Runtime.Intrinsics;
using GaLNet.Photometry.Rendering;

namespace GaLNet.Photometry.Fitting;

/// <summary>
/// The pixels of a stamp as the fit sees them: in units of the typical sky noise (so that float32 is safe for counts
/// of any scale), with rows padded like the model planes, and zero weight where there are no data.
/// </summary>
internal sealed class PixelData
{
    private readonly StampGrid _grid;
    private readonly float[] _sorted;

    public PixelData(StampGrid grid)
    {
        _grid = grid;
        var size = grid.Height * grid.Stride;
        Data = new float[size];
        Variance = new float[size];
        _sorted = new float[grid.Width * grid.Height];
    }

    /// <summary>Counts per unit: the typical sigma of the sky.</summary>
    public double Unit { get; private set; }

    /// <summary>Values, units; 0 where there are no data.</summary>
    public float[] Data { get; }

    /// <summary>Variance without the source's own light, units²; +Infinity where there are no data.</summary>
    public float[] Variance { get; }

    /// <summary>Variance per unit of source light; 0 when the source adds no noise.</summary>
    public float VariancePerLight { get; private set; }

    /// <summary>Pixels with data.</summary>
    public int Used { get; private set; }

    /// <summary>Starting value of the sky, units.</summary>
    public double Sky { get; private set; }

    /// <summary>What was seen while reading.</summary>
    public FitFlags Flags { get; private set; }

    /// <summary>Reads a stamp; false when its pixels cannot be weighed or are too few.</summary>
    /// <param name="stamp">The stamp.</param>
    /// <param name="skyIsKnown">True to leave its rim alone, where a free sky would start from.</param>
    public bool Set(Stamp stamp, bool skyIsKnown = false)
    {
        Unit = StampNoise.TypicalSigma(stamp, _sorted);
        if (!(Unit > 0) || double.IsInfinity(Unit))
            return false;
        Used = 0;
        if (stamp.Mask is null && stamp.Sigma is null && stamp.SkyVariance is null)
            TakeUniform(stamp);
        else
            TakeWeighted(stamp);
        var noiseOfLight = stamp.Sigma is null && stamp.Gain > 0 && double.IsFinite(stamp.Gain);
        VariancePerLight = noiseOfLight ? (float)(1 / (stamp.Gain * Unit)) : 0;
        Flags = Used < _grid.Width * _grid.Height ? FitFlags.MaskedPixels : FitFlags.None;
        Sky = double.IsFinite(stamp.Sky) ? stamp.Sky / Unit : 0;
        if (!stamp.SkyIsFixed && !skyIsKnown && Used > 0)
            Sky = BorderMedian(Sky);
        return Used >= 25;
    }

    /// <summary>Leaves out the pixels of a circle; centre in pixels from the stamp's centre.</summary>
    public void LeaveOut(double x, double y, double radius)
    {
        var (column, row) = (x + (_grid.Width - 1) / 2.0, y + (_grid.Height - 1) / 2.0);
        var last = Math.Min(_grid.Height - 1, row + radius);
        for (var j = (int)Math.Ceiling(Math.Max(0, row - radius)); j <= last; j++)
        {
            var half = Math.Sqrt(radius * radius - (j - row) * (j - row));
            var right = Math.Min(_grid.Width - 1, column + half);
            for (var i = (int)Math.Ceiling(Math.Max(0, column - half)); i <= right; i++)
            {
                Used -= float.IsFinite(Variance[j * _grid.Stride + i]) ? 1 : 0;
                Variance[j * _grid.Stride + i] = float.PositiveInfinity;
            }
        }
    }

    // One noise for all pixels, gaps marked by NaN alone: the common case.
    private void TakeUniform(Stamp stamp)
    {
        var perCount = 1 / Unit;
        for (var y = 0; y < _grid.Height; y++)
        {
            var from = stamp.Pixels.AsSpan(y * _grid.Width, _grid.Width);
            var data = Data.AsSpan(y * _grid.Stride, _grid.Stride);
            var variance = Variance.AsSpan(y * _grid.Stride, _grid.Stride);
            var x = 0;
            for (; x <= from.Length - StampGrid.Lanes; x += StampGrid.Lanes)
            {
                var counts = Vector512.Create<float>(from[x..]);
                var isFinite = Vector512.Equals(counts - counts, Vector512<float>.Zero);
                var (low, high) = Vector512.Widen(counts);
                Vector512.ConditionalSelect(
                    isFinite, Vector512.Narrow(low * perCount, high * perCount), Vector512<float>.Zero).CopyTo(data[x..]);
                Vector512.ConditionalSelect(
                    isFinite, Vector512<float>.One, Vector512.Create(float.PositiveInfinity)).CopyTo(variance[x..]);
                Used += BitOperations.PopCount(Vector512.ExtractMostSignificantBits(isFinite));
            }
            for (; x < from.Length; x++)
            {
                var isFinite = float.IsFinite(from[x]);
                data[x] = isFinite ? (float)(from[x] * perCount) : 0;
                variance[x] = isFinite ? 1 : float.PositiveInfinity;
                Used += isFinite ? 1 : 0;
            }
            data[from.Length..].Clear();
            variance[from.Length..].Fill(float.PositiveInfinity);
        }
    }

    private void TakeWeighted(Stamp stamp)
    {
        Array.Fill(Variance, float.PositiveInfinity);
        Array.Clear(Data);
        for (var y = 0; y < _grid.Height; y++)
        {
            for (var x = 0; x < _grid.Width; x++)
            {
                var from = y * _grid.Width + x;
                if (!StampNoise.IsUsable(stamp, from))
                    continue;
                Data[y * _grid.Stride + x] = (float)(stamp.Pixels[from] / Unit);
                Variance[y * _grid.Stride + x] = (float)(StampNoise.VarianceAt(stamp, from) / (Unit * Unit));
                Used++;
            }
        }
    }

    // Median of the stamp's rim: where a free sky starts from.
    private double BorderMedian(double fallback)
    {
        var rim = Math.Max(1, Math.Min(_grid.Width, _grid.Height) / 20);
        var count = 0;
        for (var y = 0; y < _grid.Height; y++)
        {
            for (var x = 0; x < _grid.Width; x++)
            {
                var inside = y >= rim && y < _grid.Height - rim && x >= rim && x < _grid.Width - rim;
                var at = y * _grid.Stride + x;
                if (!inside && float.IsFinite(Variance[at]))
                    _sorted[count++] = Data[at];
            }
        }
        if (count < 10)
            return fallback;
        _sorted.AsSpan(0, count).Sort();
        return _sorted[count / 2];
    }
}
