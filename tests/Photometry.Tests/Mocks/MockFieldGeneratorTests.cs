using GaLNet.Photometry.Mocks;
using GaLNet.Photometry.Profiles;
using GaLNet.Photometry.Rendering;

namespace GaLNet.Photometry.Tests.Mocks;

public sealed class MockFieldGeneratorTests
{
    private static readonly MockFieldOptions Small = new() { WidthPix = 260, HeightPix = 180, ExtraGalaxies = 3 };

    [Fact]
    public void A_seed_is_the_same_bytes_on_any_number_of_threads()
    {
        var one = MockFieldGenerator.Make(Small, 4, threads: 1);
        var three = MockFieldGenerator.Make(Small, 4, threads: 3);
        three.Pixels.Should().Equal(one.Pixels);
        three.Sources.Should().Equal(one.Sources);
        MockFieldGenerator.Make(Small, 5, threads: 1).Pixels.Should().NotEqual(one.Pixels);
    }

    [Fact]
    public void An_empty_field_is_its_noise_on_its_sky()
    {
        var options = Small with { Density = 0, ExtraGalaxies = 0, SkyLevel = 4e-11 };
        var field = MockFieldGenerator.Make(options, 1);
        field.Sources.Should().BeEmpty();
        var count = field.Pixels.Length;
        var sigma = options.Noise.SkySigma;
        var mean = field.Pixels.Average(p => (double)p);
        mean.Should().BeApproximately(4e-11, 4 * sigma / Math.Sqrt(count));
        (field.Pixels.Average(p => (p - mean) * (p - mean)) / (sigma * sigma))
            .Should().BeApproximately(1, 4.5 * Math.Sqrt(2.0 / count));
    }

    [Fact]
    public void Objects_lie_where_the_truth_says_with_the_light_it_says()
    {
        var field = MockFieldGenerator.Make(Quiet(Small), 6);
        foreach (var source in field.SourcesOnImage.Where(s => s.Parameters.Mag < 21))
        {
            // Brute force: the object alone on a large box with a large PSF image, at 12 places around it.
            const int side = 121, half = 60;
            int left = (int)Math.Round(source.XPix) - half, bottom = (int)Math.Round(source.YPix) - half;
            var alone = new float[side * side];
            var others = field.Sources.Where(s => s != source
                && Math.Abs(s.XPix - source.XPix) < 80 && Math.Abs(s.YPix - source.YPix) < 80);
            foreach (var one in others.Append(source)) PaintAlone(alone, side, one, left, bottom);
            for (var i = 0; i < 12; i++)
            {
                var x = half + (int)(8 * Math.Cos(i));
                var y = half + (int)(8 * Math.Sin(i));
                if (left + x < 0 || bottom + y < 0 || left + x >= 260 || bottom + y >= 180) continue;
                var expected = (double)alone[y * side + x];
                field.Pixels[(bottom + y) * 260 + left + x].Should().BeApproximately(
                    (float)expected, (float)(0.02 * 2.2e-12 + 1e-3 * expected));
            }
        }
    }

    [Fact]
    public void No_light_is_lost_at_the_edges_of_the_boxes()
    {
        var options = Quiet(Small) with
        {
            WidthPix = 700,
            HeightPix = 700,
            Density = 0,
            ExtraGalaxies = 0,
            SaturatedStarMag = 15,
            Saturation = 1,
        };
        var star = MockFieldGenerator.Make(options, 3);
        (star.Pixels.Sum(p => (double)p) / star.Sources[0].Flux(0)).Should().BeApproximately(1, 2e-4);
        var galaxies = MockFieldGenerator.Make(
            options with { SaturatedStarMag = null, ExtraGalaxies = 1, Priors = Centred(20, 1, 4) }, 3);
        var source = galaxies.Sources[0];
        var sum = galaxies.Pixels.Sum(p => (double)p);
        // What may be missing is fainter than 0.01 sky sigma per pixel where it was cut.
        (sum / source.Flux(0)).Should().BeInRange(0.97, 1.001);
    }

    [Fact]
    public void The_default_field_holds_what_the_counts_say()
    {
        var field = MockFieldGenerator.Make(new MockFieldOptions(), 2);
        var galaxies = field.SourcesOnImage.Count(s => !s.IsStar);
        var stars = field.SourcesOnImage.Count(s => s.IsStar);
        ((double)galaxies).Should().BeApproximately(565, 4 * Math.Sqrt(565));
        ((double)stars).Should().BeApproximately(83, 4 * Math.Sqrt(83));
        field.Sources.Should().OnlyContain(s => s.SignalToNoise > 0);
        field.Saturation.Should().Be(double.PositiveInfinity);
    }

    [Fact]
    public void A_saturated_star_is_clipped()
    {
        var field = MockFieldGenerator.Make(Small with { SaturatedStarMag = 13, ExtraGalaxies = 0 }, 9);
        field.Saturation.Should().BeInRange(1e-9, 1e-6);
        field.Pixels.Count(p => p >= (float)field.Saturation).Should().BeGreaterThan(5);
        field.Pixels.Max().Should().Be((float)field.Saturation);
    }

    [Fact]
    public void A_field_larger_than_memory_is_refused()
    {
        var huge = () => MockFieldGenerator.Make(new MockFieldOptions { WidthPix = 50_000, HeightPix = 50_000 }, 1);
        huge.Should().Throw<ArgumentOutOfRangeException>().WithMessage("Found a field of 50000 x 50000 pixels*");
    }

    [Fact]
    public void The_psf_varies_smoothly_and_by_a_few_per_cent()
    {
        var field = MockPsfField.Draw(MockPsfPriors.KidsR, 1000, 800, new RandomStream(3, 0));
        var centre = field.At(499.5, 399.5);
        centre.FwhmArcsec.Should().BeApproximately(field.Centre.FwhmArcsec, 1e-9);
        var step = field.At(509.5, 399.5);
        (step.FwhmArcsec - centre.FwhmArcsec).Should().BeApproximately(0, 0.005);
        var corner = field.At(0, 0);
        (corner.FwhmArcsec / centre.FwhmArcsec).Should().BeInRange(0.8, 1.25).And.NotBe(1);
        corner.Ellipticity1.Should().NotBe(centre.Ellipticity1);
    }

    private static MockFieldOptions Quiet(MockFieldOptions options)
        => options with { Noise = new MockNoise(options.Noise.SkySigma * 1e-3, 1e30) };

    private static MockPriors Centred(double mag, double reff, double index) => MockPriors.Paper with
    {
        Mag = Prior.Fixed(mag),
        ReffArcsec = Prior.Fixed(reff),
        Index = Prior.Fixed(index),
    };

    private static void PaintAlone(float[] box, int side, MockSource source, int left, int bottom)
    {
        if (source.IsStar)
        {
            source.Psf!.AddStar(box, side, source.XPix - left, source.YPix - bottom, source.Flux(0), 0.2);
            return;
        }

        var wide = new float[321 * 321];
        var profile = source.ToProfile(0.2, 0);
        new ModelRenderer(321, 321, source.Psf!.ToStamp(61, 0.2)).Add(
            profile with { XPix = profile.XPix - left + 100, YPix = profile.YPix - bottom + 100 }, wide);
        for (var y = 0; y < side; y++)
            for (var x = 0; x < side; x++)
                box[y * side + x] += wide[(y + 100) * 321 + x + 100];
    }
}
