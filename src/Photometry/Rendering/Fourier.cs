using System.Runtime.CompilerServices;

namespace GaLNet.Photometry.Rendering;

/// <summary>Complex fast Fourier transform in place (radix 2, double), for tables that are made once.</summary>
internal sealed class Fourier
{
    private readonly int _size;
    private readonly double[] _cos;
    private readonly double[] _sin;

    /// <param name="size">Length, a power of two.</param>
    public Fourier(int size)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(size & (size - 1), 0);
        _size = size;
        _cos = new double[size / 2];
        _sin = new double[size / 2];
        for (var i = 0; i < size / 2; i++)
            (_sin[i], _cos[i]) = Math.SinCos(-2 * Math.PI * i / size);
    }

    /// <summary>X_k = Σ x_j exp(-2πi jk/N), unnormalised, in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Forward(Span<double> re, Span<double> im)
    {
        BitReverse(re, im);
        for (var half = 1; half < _size; half *= 2)
        {
            var step = _size / (2 * half);
            for (var k = 0; k < half; k++)
            {
                double c = _cos[k * step], s = _sin[k * step];
                for (var i = k; i < _size; i += 2 * half)
                {
                    var j = i + half;
                    var tr = re[j] * c - im[j] * s;
                    var ti = re[j] * s + im[j] * c;
                    re[j] = re[i] - tr;
                    im[j] = im[i] - ti;
                    re[i] += tr;
                    im[i] += ti;
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void BitReverse(Span<double> re, Span<double> im)
    {
        for (int i = 1, j = 0; i < _size; i++)
        {
            var bit = _size >> 1;
            for (; (j & bit) != 0; bit >>= 1)
                j ^= bit;
            j ^= bit;
            if (i < j)
            {
                (re[i], re[j]) = (re[j], re[i]);
                (im[i], im[j]) = (im[j], im[i]);
            }
        }
    }
}
