using System.Numerics;
using System.Runtime.CompilerServices;
using GaLNet.Photometry.Profiles;

namespace GaLNet.Photometry.Rendering;

/// <summary>
/// FFTLog with bias q = ½: S(u) u^q = ∫ f(r) r^-q (ur)^q J0(ur) dln r, with f = 2πr²I(r) the light per ln r. On a
/// logarithmic grid this is a convolution whose kernel is the Mellin transform of t^q J0(t),
/// 2^(z-1) Γ(z/2)/Γ(1 - z/2) with z = q + iω. The bias keeps what wraps around below 1e-7 at both ends.
/// </summary>
internal sealed class KernelPhases
{
    private const double Bias = 0.5;

    // Radii are centred on exp(-5.6): cusps of high n reach far inwards, no profile reaches beyond exp(10).
    private const int RadiusShift = -700;

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
            var z = new Complex(Bias, omega);
            var log = (z - 1) * Math.Log(2) + LogGamma(z / 2) - LogGamma(1 - z / 2)
                - new Complex(0, omega * RadiusShift * step);
            var kernel = Complex.Exp(log);
            (_cos[m], _sin[m]) = (kernel.Real, kernel.Imaginary);
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
            var lnR = (j - _size / 2 + RadiusShift) * _step;
            re[j] = Math.Exp(logNorm + (2 - Bias) * lnR - b * Math.Exp(lnR / n)); // f(r) r^-q
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
            var scale = Math.Exp(-Bias * (k - _size / 2) * _step) / _size;
            re[k] *= scale;
            im[k] = im[k] * scale - Bias * re[k];
        }
    }

    // ln Γ(z) for Re z > 0: Stirling's series after twelve steps of the recurrence, error below 1e-13.
    private static Complex LogGamma(Complex z)
    {
        var shift = Complex.Zero;
        for (var k = 0; k < 12; k++)
            shift += Complex.Log(z + k);
        z += 12;
        var z2 = z * z;
        var series = 1 / (12 * z) - 1 / (360 * z * z2) + 1 / (1260 * z * z2 * z2);
        return (z - 0.5) * Complex.Log(z) - z + 0.5 * Math.Log(2 * Math.PI) + series - shift;
    }
}
