namespace GaLNet.Photometry.Psf;

/// <summary>Pixels over which a PSF is integrated with the same points, in whole vectors.</summary>
internal sealed class PixelRun
{
    private double[] _x = [];
    private double[] _y = [];
    private int[] _index = [];

    /// <summary>The points of each pixel.</summary>
    public PixelQuadrature Points { get; private set; } = PixelQuadrature.One;

    /// <summary>Pixels.</summary>
    public int Count { get; private set; }

    /// <summary>Pixels in whole vectors: the last is repeated.</summary>
    public int Padded => (Count + PixelSet.Lanes - 1) / PixelSet.Lanes * PixelSet.Lanes;

    /// <summary>[Padded] columns, counted from the PSF's centre.</summary>
    public ReadOnlySpan<double> X => _x.AsSpan(0, Padded);

    /// <summary>[Padded] rows, counted from the PSF's centre.</summary>
    public ReadOnlySpan<double> Y => _y.AsSpan(0, Padded);

    /// <summary>[Count] the caller's names for the pixels.</summary>
    public ReadOnlySpan<int> Index => _index.AsSpan(0, Count);

    /// <summary>Forgets the pixels.</summary>
    public void Clear(PixelQuadrature points) => (Points, Count) = (points, 0);

    /// <summary>Adds a pixel.</summary>
    public void Add(int index, double x, double y)
    {
        if (Count == _index.Length)
        {
            int length = Math.Max(2 * Count, 8 * PixelSet.Lanes);
            Array.Resize(ref _x, length);
            Array.Resize(ref _y, length);
            Array.Resize(ref _index, length);
        }

        _x[Count] = x;
        _y[Count] = y;
        _index[Count++] = index;
    }

    /// <summary>Fills the last vector.</summary>
    public void Complete()
    {
        if (Count > 0)
        {
            _x.AsSpan(Count, Padded - Count).Fill(_x[Count - 1]);
            _y.AsSpan(Count, Padded - Count).Fill(_y[Count - 1]);
        }
    }
}
