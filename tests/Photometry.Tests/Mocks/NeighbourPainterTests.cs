using GaLNet.Photometry.Mocks;
using GaLNet.Photometry.Psf;
using GaLNet.Photometry.Rendering;
using GaLNet.Photometry.Statistics;

namespace GaLNet.Photometry.Tests.Mocks;

public sealed class NeighbourPainterTests
{
    private const int Side = 61;
    private const int Wide = 401;

    // Light per pixel in units of the sky's noise; what makes a neighbour worth painting is 0.02.
    private const double Tolerance = 0.01;

    private static readonly MockStampOptions Crowded = new() { Crowding = new MockCrowding() };

    [Fact]
    public void Neighbours_look_as_on_an_image_so_wide_that_nothing_comes_round_it()
    {
        var generator = new MockStampGenerator(Crowded, 1);
        var around = new float[Side * Side];
        var psf = new float[25 * 25];
        for (var number = 90; number < 125; number++)
        {
            var truth = generator.Paint(number, new float[Side * Side], around, psf);
            LargestDifference(around, truth.Neighbours, truth.Psf!, psf).Should().BeLessThan(Tolerance);
        }
    }

    [Theory]
    [InlineData(20.6, -6, 16.75, 5, 0.26, 91, 0.42)]
    [InlineData(-5.6, 44.1, 18.42, 4.7, 0.2, 4, 1.33)]
    [InlineData(30, 30, 17, 4, 0.3, 30, 4)]
    [InlineData(84.9, 84.9, 18, 1, 0.8, 135, 2)]
    public void Bright_large_neighbours_do_not_come_round_the_box(
        double x, double y, double mag, double reff, double q, double pa, double n)
    {
        var shape = MockPsfPriors.KidsR.Draw(new RandomStream(2, 0));
        var psf = shape.ToStamp(25, 0.2);
        var source = Crowded.Place(false, new GalaxyParameters(0.2 * (x - 30), 0.2 * (y - 30), mag, reff, q, pa, n));
        var plane = new float[Side * Side];
        new NeighbourPainter(Crowded, new ModelRenderer(Side, Side, psf))
            .Paint([source], plane, new MockPsfStamp(psf, shape, 0.2)).Should().HaveCount(1);
        LargestDifference(plane, [source], shape, psf.Pixels).Should().BeLessThan(Tolerance);
    }

    private static double LargestDifference(
        float[] plane, IReadOnlyList<MockSource> sources, MockPsf shape, float[] psf)
    {
        var border = (Wide - Side) / 2;
        var image = new float[Wide * Wide];
        var renderer = new ModelRenderer(Wide, Wide, new PsfStamp(25, 25, psf));
        foreach (var source in sources)
        {
            var profile = source.ToProfile(0.2, 0);
            profile = profile with { XPix = profile.XPix + border, YPix = profile.YPix + border };
            if (source.IsStar) shape.AddStar(image, Wide, profile.XPix, profile.YPix, profile.Flux, 0.2);
            else renderer.Add(profile, image);
        }

        double largest = 0;
        for (var i = 0; i < plane.Length; i++)
        {
            var expected = image[(i / Side + border) * Wide + i % Side + border];
            largest = Math.Max(largest, Math.Abs(plane[i] - expected) / Crowded.Noise.SkySigma);
        }

        return largest;
    }
}
