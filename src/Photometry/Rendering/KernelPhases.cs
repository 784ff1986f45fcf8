using System.Runtime.CompilerServices;
using GaLNet.Photometry.Profiles;

namespace GaLNet.Photometry.Rendering;

/// <summary>
/// FFTLog with bias q = 1: S(u) u = ∫ f(r) r^-1 (ur) J0(ur) dln r, with f = 2πr²I(r) the light per ln r. On a
/// logarithmic grid this is a convolution whose kernel, the Mellin transform of t J0(t), has modulus 1 and the phase
/// 2 arg Γ(½ + iω/2) + ω ln 2.
/// </summary>
internal sealed class KernelPhases
{
    private readonly int _size;
    private readonly double _step;
    private readonly Fourier _fourier;
    private readonly double[] _omega;
    private readonly double[] _cos;
    private readonly double[] _sin;

    public KernelPhases(int size, double step)
    {
        _size = size;
        _step = step;
        _fourier = new Fourier(size);
        _omega = new double[size];
        _cos = new double[size];
        _sin = new double[size];
        for (var m = 0; m < size; m++)
        {
            var omega = 2 * Math.PI * (m <= size / 2 ? m : m - size) / (size * step);
            _omega[m] = omega;
            (_sin[m], _cos[m]) = Math.SinCos(2 * ArgGammaHalf(omega / 2) + omega * Math.Log(2));
        }
        _sin[size / 2] = 0; // the Nyquist term of a real sequence is real
    }

    /// <summary>Leaves S(u; n) in the workspace's Re and dS/dln u in its Im, on the grid of ln u.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Transform(double n, SersicTransform.Workspace w)
    {
        Span<double> re = w.Re, im = w.Im;
        var b = Sersic.Bn(n);
        var logNorm = 2 * n * Math.Log(b) - Math.Log(n) - GammaFunctions.LogGamma(2 * n);
        for (var j = 0; j < _size; j++)
        {
            var lnR = (j - _size / 2) * _step;
            re[j] = Math.Exp(logNorm + lnR - b * Math.Exp(lnR / n)); // f(r)/r
            im[j] = 0;
        }
        _fourier.Forward(re, im);
        for (var m = 0; m < _size; m++)
        {
            // A = c U gives S·u, B = -iωA its derivative; A + iB carries both through one transform.
            var ar = re[m] * _cos[m] - im[m] * _sin[m];
            var ai = re[m] * _sin[m] + im[m] * _cos[m];
            var omega = m == _size / 2 ? 0 : _omega[m];
            re[m] = ar * (1 + omega);
            im[m] = ai * (1 + omega);
        }
        _fourier.Forward(re, im);
        for (var k = 0; k < _size; k++)
        {
            var scale = Math.Exp(-(k - _size / 2) * _step) / _size;
            re[k] *= scale;
            im[k] = im[k] * scale - re[k];
        }
    }

    // Im ln Γ(½ + iy): Stirling's series after twelve steps of the recurrence, error below 1e-14.
    private static double ArgGammaHalf(double y)
    {
        var shift = 0.0;
        for (var k = 0; k < 12; k++)
            shift += Math.Atan2(y, 0.5 + k);
        var z = new System.Numerics.Complex(12.5, y);
        var log = System.Numerics.Complex.Log(z);
        var z2 = z * z;
        var series = 1 / (12 * z) - 1 / (360 * z * z2) + 1 / (1260 * z * z2 * z2);
        return ((z - 0.5) * log - z + series).Imaginary - shift;
    }
}
