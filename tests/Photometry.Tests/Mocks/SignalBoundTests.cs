using GaLNet.Photometry.Mocks;
using GaLNet.Photometry.Statistics;

namespace GaLNet.Photometry.Tests.Mocks;

public sealed class SignalBoundTests
{
    [Fact]
    public void No_painted_galaxy_has_more_and_a_sharp_one_has_nearly_as_much()
    {
        var options = new MockStampOptions { Priors = MockPriors.Wide };
        var generator = new MockStampGenerator(options, 1);
        var bound = new SignalBound(61, 0.2);
        var random = new RandomStream(7, 0);
        var image = new float[61 * 61];
        var shares = new List<double>();
        for (var i = 0; i < 300; i++)
        {
            var shape = options.PsfPriors.Draw(random);
            var galaxy = options.Priors.Draw(random) with { XArcsec = 0, YArcsec = 0 };
            generator.Paint(galaxy, shape, image);
            var signal = ApertureSignal.ToNoise(image, 61, 30, 30, 7.5, options.Noise.SkySigma, options.Noise.Gain);
            shares.Add(signal / bound.Of(galaxy, Math.Pow(10, -0.4 * galaxy.Mag), options.Noise));
        }

        shares.Max().Should().BeInRange(0.95, 1);
        // What it saves: few galaxies that pass it are turned down in the end.
        shares.Average().Should().BeGreaterThan(0.85);
    }
}
