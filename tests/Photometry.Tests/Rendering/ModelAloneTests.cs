using GaLNet.Photometry.Mocks;
using GaLNet.Photometry.Profiles;
using GaLNet.Photometry.Rendering;

namespace GaLNet.Photometry.Tests.Rendering;

public sealed class ModelAloneTests
{
    [Theory]
    [InlineData(61, 3, 0.7, 1)]
    [InlineData(61, 18, 0.25, 4)]
    [InlineData(101, 0.8, 0.9, 7.5)]
    public void The_model_alone_is_the_model_of_the_fit(int side, double reff, double q, double n)
    {
        var psf = MockPsfPriors.KidsR.Draw(new RandomStream(2, 0)).ToStamp(25, 0.2);
        var renderer = new ConvolvedRenderer(StampGrid.For(side, side, 25, 25, 1));
        renderer.SetPsf(psf);
        var shape = Shape.Of(new SersicProfile(0, 0, 1, reff, q, 40, n));
        var withDerivatives = new ModelPlanes(renderer.Grid);
        renderer.DrawSersic(0.31, -0.77, shape, n, withDerivatives);
        var alone = new ModelPlanes(renderer.Grid);
        renderer.DrawSersicModel(0.31, -0.77, shape, n, alone);
        var peak = withDerivatives[0].ToArray().Max();
        for (var y = 0; y < side; y++)
            for (var x = 0; x < side; x++)
                alone[0][y * renderer.Grid.Stride + x].Should().BeApproximately(
                    withDerivatives[0][y * renderer.Grid.Stride + x], 1e-6f * peak);
    }
}
