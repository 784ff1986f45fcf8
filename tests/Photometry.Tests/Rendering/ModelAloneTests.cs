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

    [Fact]
    public void Several_profiles_at_once_are_the_same_light_as_one_after_the_other()
    {
        const int side = 61;
        var psf = MockPsfPriors.KidsR.Draw(new RandomStream(2, 0)).ToStamp(25, 0.2);
        var renderer = new ModelRenderer(side, side, psf);
        SersicProfile[] profiles =
        [
            new(30, 31, 5, 4, 0.6, 20, 4), new(7, 55, 0.02, 1.5, 0.3, 110, 1), new(58.3, 2.1, 40, 12, 0.8, 70, 2),
            new(25.4, 12.7, 1, 0, 1, 0, 1),
        ];
        var together = new float[side * side];
        renderer.Add(profiles, 0, together);
        var one = new float[side * side];
        foreach (var profile in profiles)
            renderer.Add(profile, one);
        var peak = one.Max();
        for (var i = 0; i < one.Length; i++)
            together[i].Should().BeApproximately(one[i], 1e-6f * peak);
        var nothing = new float[side * side];
        renderer.Add([], 0, nothing);
        nothing.Should().OnlyContain(v => v == 0);
    }
}
