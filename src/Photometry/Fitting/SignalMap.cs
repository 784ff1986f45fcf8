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

    private readonly StampGrid _grid;
    private readonly float[] _line;
    private readonly float[] _passA;
    private readonly float[] _passB;
    private readonly float[] _kernel = new float[2 * MaxReach + 1];
    private readonly float[] _kernelSquared = new float[2 * MaxReach + 1];
    private int _reach;

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
        _reach = Math.Clamp((int)Math.Ceiling(2.5 * sigma), 1, MaxReach);
        for (var i = -_reach; i <= _reach; i++)
        {
            var k = (float)Math.Exp(-0.5 * i * i / (sigma * sigma));
            _kernel[i + _reach] = k;
            _kernelSquared[i + _reach] = k * k;
        }
    }

    /// <summary>Filters the inputs.</summary>
    public void Make()
    {
        Rows(Weighted, _kernel, _passA);
        Columns(_passA, _kernel, Values);
        Rows(Weights, _kernelSquared, _passA);
        Columns(_passA, _kernelSquared, _passB);
        for (var i = 0; i < Values.Length; i++)
            Values[i] = _passB[i] > 0 && Weights[i] > 0 ? Values[i] / MathF.Sqrt(_passB[i]) : 0;
    }

    /// <summary>Σ K w v of any plane (value times weight), into <paramref name="to"/>.</summary>
    public void Filter(float[] weighted, float[] to)
    {
        Rows(weighted, _kernel, _passA);
        Columns(_passA, _kernel, to);
    }

    /// <summary>Σ K² w of the last <see cref="Make"/>.</summary>
    public ReadOnlySpan<float> Norm => _passB;

    private void Rows(float[] from, float[] kernel, float[] to)
    {
        Array.Clear(_line);
        for (var y = 0; y < _grid.Height; y++)
        {
            from.AsSpan(y * _grid.Stride, _grid.Width).CopyTo(_line.AsSpan(_reach));
            for (var x = 0; x < _grid.Stride; x += StampGrid.Lanes)
            {
                Vector512<float> sum = default;
                for (var k = 0; k <= 2 * _reach; k++)
                    sum += Vector512.Create(_line, x + k) * kernel[k];
                sum.CopyTo(to, y * _grid.Stride + x);
            }
        }
    }

    private void Columns(float[] from, float[] kernel, float[] to)
    {
        for (var y = 0; y < _grid.Height; y++)
        {
            var first = Math.Max(-_reach, -y);
            var last = Math.Min(_reach, _grid.Height - 1 - y);
            for (var x = 0; x < _grid.Stride; x += StampGrid.Lanes)
            {
                Vector512<float> sum = default;
                for (var k = first; k <= last; k++)
                    sum += Vector512.Create(from, (y + k) * _grid.Stride + x) * kernel[k + _reach];
                sum.CopyTo(to, y * _grid.Stride + x);
            }
        }
    }
}
