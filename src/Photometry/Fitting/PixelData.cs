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
        Unit = StampNoise.TypicalSigma(stamp, _sorted);
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
                if (!StampNoise.IsUsable(stamp, from))
                    continue;
                Data[y * _grid.Stride + x] = (float)(stamp.Pixels[from] / Unit);
                Variance[y * _grid.Stride + x] = (float)(StampNoise.VarianceAt(stamp, from) / (Unit * Unit));
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
