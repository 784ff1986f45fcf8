using System.Runtime.Intrinsics;
using GaLNet.Photometry.Rendering;

namespace GaLNet.Photometry.Fitting;

/// <summary>
/// Signal to noise of a point-like source at every pixel of an image with weights: a Gaussian matched to the PSF,
/// Σ K w v / sqrt(Σ K² w).
/// </summary>
internal sealed class SignalMap
{
    private const int MaxReach = 12;

    // Width of the local mean against that of the filter.
    private const double WideFactor = 3.5;

    private readonly StampGrid _grid;
    private readonly float[] _line;
    private readonly float[] _passA;
    private readonly float[] _passB;
    private readonly float[] _kernel = new float[2 * MaxReach + 1];
    private readonly float[] _kernelSquared = new float[2 * MaxReach + 1];
    private readonly float[] _wide = new float[2 * MaxReach + 1];
    private int _reach;
    private int _wideReach;

    public SignalMap(StampGrid grid)
    {
        _grid = grid;
        var size = grid.Height * grid.Stride;
        _line = new float[grid.Stride + 2 * MaxReach + StampGrid.Lanes];
        _passA = new float[size];
        _passB = new float[size];
        Values = new float[size];
        Weighted = new float[size];
        Weights = new float[size];
    }

    /// <summary>S/N of the last <see cref="Make"/>; 0 where there are no data.</summary>
    public float[] Values { get; }

    /// <summary>Input: value times weight.</summary>
    public float[] Weighted { get; }

    /// <summary>Input: weights, 0 where there are no data.</summary>
    public float[] Weights { get; }

    /// <summary>Sets the rms width of the filter, pixels.</summary>
    public void SetWidth(double sigma)
    {
        _reach = Fill(_kernel, sigma);
        for (var i = 0; i <= 2 * _reach; i++)
            _kernelSquared[i] = _kernel[i] * _kernel[i];
        _wideReach = Fill(_wide, WideFactor * sigma);
    }

    /// <summary>
    /// Takes the local mean out of the inputs: gradients of the sky and the smooth outskirts of galaxies are no peaks.
    /// </summary>
    public void RemoveLocalMean()
    {
        Rows(Weighted, _wide, _wideReach, _passA);
        Columns(_passA, _wide, _wideReach, Values);
        Rows(Weights, _wide, _wideReach, _passA);
        Columns(_passA, _wide, _wideReach, _passB);
        for (var i = 0; i < Values.Length; i++)
            Weighted[i] -= _passB[i] > 0 ? Weights[i] * Values[i] / _passB[i] : 0;
    }

    /// <summary>Filters the inputs.</summary>
    public void Make()
    {
        Rows(Weighted, _kernel, _reach, _passA);
        Columns(_passA, _kernel, _reach, Values);
        Rows(Weights, _kernelSquared, _reach, _passA);
        Columns(_passA, _kernelSquared, _reach, _passB);
        for (var i = 0; i < Values.Length; i++)
            Values[i] = _passB[i] > 0 && Weights[i] > 0 ? Values[i] / MathF.Sqrt(_passB[i]) : 0;
    }

    /// <summary>Σ K w v of any plane (value times weight), into <paramref name="to"/>.</summary>
    public void Filter(float[] weighted, float[] to)
    {
        Rows(weighted, _kernel, _reach, _passA);
        Columns(_passA, _kernel, _reach, to);
    }

    /// <summary>Σ K² w of the last <see cref="Make"/>.</summary>
    public ReadOnlySpan<float> Norm => _passB;

    private static int Fill(float[] kernel, double sigma)
    {
        var reach = Math.Clamp((int)Math.Ceiling(2.5 * sigma), 1, MaxReach);
        for (var i = -reach; i <= reach; i++)
            kernel[i + reach] = (float)Math.Exp(-0.5 * i * i / (sigma * sigma));
        return reach;
    }

    private void Rows(float[] from, float[] kernel, int reach, float[] to)
    {
        Array.Clear(_line);
        for (var y = 0; y < _grid.Height; y++)
        {
            from.AsSpan(y * _grid.Stride, _grid.Width).CopyTo(_line.AsSpan(reach));
            for (var x = 0; x < _grid.Stride; x += StampGrid.Lanes)
            {
                Vector512<float> sum = default;
                for (var k = 0; k <= 2 * reach; k++)
                    sum += Vector512.Create(_line, x + k) * kernel[k];
                sum.CopyTo(to, y * _grid.Stride + x);
            }
        }
    }

    private void Columns(float[] from, float[] kernel, int reach, float[] to)
    {
        for (var y = 0; y < _grid.Height; y++)
        {
            var first = Math.Max(-reach, -y);
            var last = Math.Min(reach, _grid.Height - 1 - y);
            for (var x = 0; x < _grid.Stride; x += StampGrid.Lanes)
            {
                Vector512<float> sum = default;
                for (var k = first; k <= last; k++)
                    sum += Vector512.Create(from, (y + k) * _grid.Stride + x) * kernel[k + reach];
                sum.CopyTo(to, y * _grid.Stride + x);
            }
        }
    }
}
