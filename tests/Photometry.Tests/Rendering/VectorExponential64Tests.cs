using System.Runtime.Intrinsics;
using GaLNet.Photometry.Rendering;

namespace GaLNet.Photometry.Tests.Rendering;

/// <summary>Exponential and logarithm of doubles, against the runtime's.</summary>
public sealed class VectorExponential64Tests
{
    [Fact]
    public void Exponentials_are_the_runtimes_to_the_last_places()
    {
        for (var x = -708.0; x <= 709; x += 0.0137)
            (VectorExponential64.Exp(Vector512.Create(x))[3] / Math.Exp(x) - 1).Should().BeInRange(-1e-15, 1e-15);
        VectorExponential64.Exp(Vector512.Create(0.0))[0].Should().Be(1);
        VectorExponential64.Exp(Vector512.Create(-2000.0))[0].Should().BeLessThan(1e-300);
    }

    [Fact]
    public void Logarithms_are_the_runtimes_to_the_last_places()
    {
        for (var power = -1000.0; power <= 1000; power += 0.0371)
        {
            var x = Math.Pow(2, power);
            var expected = Math.Log(x);
            VectorExponential64.Log(Vector512.Create(x))[5]
                .Should().BeApproximately(expected, 5e-16 * Math.Abs(expected) + 1e-300);
        }

        VectorExponential64.Log(Vector512<double>.One)[0].Should().Be(0);
        VectorExponential64.Log(Vector512.Create(1 + 1e-9))[0].Should().BeApproximately(Math.Log(1 + 1e-9), 1e-24);
    }
}
