using System.Runtime.Intrinsics;
using GaLNet.Photometry.Rendering;

namespace GaLNet.Photometry.Tests.Rendering;

/// <summary>The vectors' exponential and logarithm against the runtime's.</summary>
public sealed class VectorExponentialTests
{
    // Two units of the last place of a float.
    private const double Precision = 2.4e-7;

    [Fact]
    public void Exponentials_are_right_to_the_last_places()
    {
        for (var x = -87f; x < 88; x += 0.0117f)
        {
            var ours = VectorExponential.Exp(Vector512.Create(x))[3];
            (ours / Math.Exp(x)).Should().BeApproximately(1, Precision, $"of exp({x})");
        }

        VectorExponential.Exp(Vector512.Create(-1000f))[0].Should().BeInRange(0, 2e-38f);
        float.IsFinite(VectorExponential.Exp(Vector512.Create(1000f))[0]).Should().BeTrue();
    }

    [Fact]
    public void Logarithms_are_right_to_the_last_places()
    {
        for (var power = -86.0; power < 88; power += 0.0117)
        {
            var x = (float)Math.Exp(power);
            var ours = VectorExponential.Log(Vector512.Create(x))[5];
            Math.Abs(ours - Math.Log(x)).Should().BeLessThan(
                Precision * Math.Max(1, Math.Abs(power)), $"of ln({x})");
        }
    }
}
