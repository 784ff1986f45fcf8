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
    public bool Set(Stamp stamp)
    {
        Unit = TypicalSigma(stamp);
        if (!(Unit > 0) || double.IsInfinity(Unit))
            return false;
        Array.Fill(Variance, float.PositiveInfinity);
        Array.Clear(Data);
        Used = 0;
        for (var y = 0; y < _grid.Height; y++)
        {
            for (var x = 0; x < _grid.Width; x++)
            {
                var from = y * _grid.Width + x;
                var value = stamp.Pixels[from];
                var variance = VarianceAt(stamp, from) / (Unit * Unit);
                if (!float.IsFinite(value) || !(variance > 0) || double.IsInfinity(variance)
                    || (stamp.Mask is { } mask && mask[from] != 0))
                {
                    continue;
                }
                Data[y * _grid.Stride + x] = (float)(value / Unit);
                Variance[y * _grid.Stride + x] = (float)variance;
                Used++;
            }
        }
        var noiseOfLight = stamp.Sigma is null && stamp.Gain > 0 && double.IsFinite(stamp.Gain);
        VariancePerLight = noiseOfLight ? (float)(1 / (stamp.Gain * Unit)) : 0;
        Flags = Used < _grid.Width * _grid.Height ? FitFlags.MaskedPixels : FitFlags.None;
        Sky = double.IsFinite(stamp.Sky) ? stamp.Sky / Unit : 0;
        if (!stamp.SkyIsFixed && Used > 0)
            Sky = BorderMedian(Sky);
        return Used >= 25;
    }

    private static double VarianceAt(Stamp stamp, int at)
    {
        if (stamp.Sigma is { } sigma)
            return sigma[at] > 0 ? (double)sigma[at] * sigma[at] : double.NaN;
        if (stamp.SkyVariance is { } variance)
            return variance[at];
        return stamp.SkySigma > 0 ? stamp.SkySigma * stamp.SkySigma : double.NaN;
    }

    private double TypicalSigma(Stamp stamp)
    {
        if (stamp.Sigma is null && stamp.SkyVariance is null)
            return stamp.SkySigma;
        var count = 0;
        for (var i = 0; i < _sorted.Length; i++)
        {
            var variance = VarianceAt(stamp, i);
            if (variance > 0 && double.IsFinite(variance))
                _sorted[count++] = (float)Math.Sqrt(variance);
        }
        if (count == 0)
            return double.NaN;
        _sorted.AsSpan(0, count).Sort();
        return _sorted[count / 4]; // the faint quarter: a total sigma map includes the source
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
