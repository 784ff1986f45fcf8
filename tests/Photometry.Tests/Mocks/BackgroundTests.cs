using GaLNet.Photometry.Detection;
using GaLNet.Photometry.Mocks;
using GaLNet.Photometry.Psf;

namespace GaLNet.Photometry.Tests.Mocks;

public sealed class BackgroundTests
{
    private const int Width = 220;
    private const int Height = 180;
    private const double BrightMag = 22.5;
    private static readonly MockNoise Noise = MockNoise.KidsR;

    [Fact]
    public void Every_stamp_is_the_images_own_pixels_plus_the_galaxy()
    {
        var field = Field();
        var generator = new MockStampGenerator(On(field), 3);
        float[] target = new float[61 * 61], around = new float[61 * 61], psf = new float[25 * 25];
        for (var i = 0; i < 20; i++)
        {
            var truth = generator.Paint(i, target, around, psf);
            var place = truth.Background!.Value;
            for (var p = 0; p < around.Length; p++)
                around[p].Should().Be(
                    field.Pixels[(place.YPix - 30 + p / 61) * Width + place.XPix - 30 + p % 61]);
            psf.Should().Equal(field.PsfAt!(place.XPix, place.YPix, 25).Pixels);
            truth.Noise.Should().Be(new MockNoise(field.SkySigma[place.YPix * Width + place.XPix], field.Gain));
            truth.SignalToNoise.Should().BeGreaterThanOrEqualTo(50);
        }
    }

    [Fact]
    public void The_galaxy_brings_the_noise_of_its_own_photons_and_no_other()
    {
        // Bright galaxies: (stamp - background - model)² over model/gain is 1 on average where there are photons.
        var options = On(Field()) with { Priors = MockPriors.Paper with { Mag = Prior.Uniform(17, 18) } };
        var generator = new MockStampGenerator(options, 5);
        float[] target = new float[61 * 61], around = new float[61 * 61], psf = new float[25 * 25];
        double sum = 0, count = 0;
        for (var i = 0; i < 60; i++)
        {
            var made = generator.Make(i);
            generator.Paint(i, target, around, psf);
            for (var p = 0; p < target.Length; p++)
            {
                var residual = (double)made.Stamp.Pixels[p] - around[p] - target[p];
                if (target[p] * Noise.Gain < 100) continue;
                sum += residual * residual / (target[p] / Noise.Gain);
                count++;
            }

            made.Stamp.SkySigma.Should().Be(made.Truth.Noise.SkySigma);
        }

        count.Should().BeGreaterThan(10_000);
        (sum / count).Should().BeApproximately(1, 4 * Math.Sqrt(2 / count));
    }

    [Fact]
    public void No_stamp_reaches_a_masked_pixel_or_has_a_bright_source_in_its_centre()
    {
        var bright = (X: 60, Y: 90);
        var faint = (X: 150, Y: 60);
        var masked = (X: 200, Y: 150);
        var field = Field(pixels =>
        {
            pixels[bright.Y * Width + bright.X] += (float)Math.Pow(10, -0.4 * (BrightMag - 1));
            pixels[faint.Y * Width + faint.X] += (float)Math.Pow(10, -0.4 * (BrightMag + 2));
        }, mask => mask[masked.Y * Width + masked.X] = 1);
        var generator = new MockStampGenerator(On(field), 7);
        float[] target = new float[61 * 61], around = new float[61 * 61], psf = new float[25 * 25];
        var nearFaint = 0;
        var nearest = double.PositiveInfinity;
        for (var i = 0; i < 2000; i++)
        {
            var place = generator.Paint(i, target, around, psf).Background!.Value;
            double Distance((int X, int Y) from)
                => Math.Sqrt(Math.Pow(place.XPix - from.X, 2) + Math.Pow(place.YPix - from.Y, 2));
            nearest = Math.Min(nearest, Distance(bright));
            if (Distance(faint) <= 7.5) nearFaint++;
            (Math.Abs(place.XPix - masked.X) <= 30 && Math.Abs(place.YPix - masked.Y) <= 30).Should().BeFalse();
            place.XPix.Should().BeInRange(30, Width - 31);
            place.YPix.Should().BeInRange(30, Height - 31);
        }

        // 7.5 pixels are 1.5 arcsec; the next pixel centre beyond lies at 7.616.
        nearest.Should().BeInRange(7.5, 12);
        nearFaint.Should().BeGreaterThan(5);
    }

    [Fact]
    public void Random_psfs_and_given_psfs_do_not_depend_on_the_place()
    {
        var sharp = Shape(0.5).ToStamp(25, 0.2);
        var wide = Shape(1.0).ToStamp(31, 0.2);
        var options = new MockStampOptions
        {
            PsfImages = [sharp, wide],
            Backgrounds = new MockBackgrounds { Fields = [Field()], PairPsf = false },
        };
        var wideCut = PsfImages.ToSide(wide, 25);
        wideCut.Pixels.Sum(p => (double)p).Should().BeApproximately(1, 1e-6);
        var made = Enumerable.Range(0, 60).Select(i => new MockStampGenerator(options, 9).Make(i)).ToArray();
        made.Should().OnlyContain(m => m.Psf.Pixels.SequenceEqual(sharp.Pixels)
            || m.Psf.Pixels.SequenceEqual(wideCut.Pixels));
        made.Count(m => m.Psf.Pixels.SequenceEqual(sharp.Pixels)).Should().BeInRange(12, 48);
        made.Should().OnlyContain(m => m.Truth.Psf == null);
    }

    [Fact]
    public void A_psf_image_paints_what_its_analytic_form_paints()
    {
        // The same galaxies and neighbours, once with the double Moffat and once with its image alone.
        var analytic = new MockStampOptions
        {
            Crowding = new MockCrowding(), PsfPriors = FixedPsf(0.8),
        };
        var shape = analytic.PsfPriors.Draw(new RandomStream(1, 1));
        var image = new MockPsfStamp(shape.ToStamp(25, 0.2), null, 0.2);
        var exact = new MockPsfStamp(image.Image, shape, 0.2);
        var painter = new NeighbourPainter(
            analytic, new Photometry.Rendering.ModelRenderer(61, 61, image.Image));
        var sources = Enumerable.Range(0, 12).Select(i => analytic.Place(
            i % 2 == 0, new(-6.5 + 1.2 * i, 5.5 - 0.9 * i, 19 + 0.2 * i, 0.6 * (i % 2), 0.6, 15 * i, 2))).ToArray();
        float[] one = new float[61 * 61], other = new float[61 * 61];
        painter.Paint(sources, one, exact).Count.Should().Be(painter.Paint(sources, other, image).Count);
        // An image knows where the PSF is cut only to a pixel: there it may be wrong by the light there.
        var cut = Math.Pow(10, -0.4 * 19) * shape.SurfaceBrightness(0.999 * shape.TruncationArcsec) * 0.04;
        var tolerance = (float)(1e-4 * one.Max() + cut);
        for (var p = 0; p < one.Length; p++)
            other[p].Should().BeApproximately(one[p], tolerance);
    }

    [Fact]
    public void What_does_not_fit_is_refused_in_a_sentence()
    {
        var field = Field();
        var scale = () => new MockStampGenerator(On(field) with { PixelScaleArcsec = 0.262 }, 1);
        scale.Should().Throw<ArgumentException>().WithMessage("Found made field with 0.2 arcsec per pixel*");
        var small = () => new MockStampGenerator(On(field) with { SizePix = 201 }, 1);
        small.Should().Throw<ArgumentException>().WithMessage("Found made field of 220 x 180 pixels, smaller than*");
        var crowded = () => new MockStampGenerator(On(field) with { Crowding = new MockCrowding() }, 1);
        crowded.Should().Throw<ArgumentException>().WithMessage("*real sky, which has its own*");
        var allMasked = new MockStampGenerator(On(Field(null, mask => Array.Fill(mask, (byte)1))), 1);
        var none = () => allMasked.Make(0);
        none.Should().Throw<InvalidOperationException>().WithMessage("Found no place free of masked pixels*");
    }

    [Fact]
    public void A_survey_field_becomes_a_background_with_its_own_psf_and_without_its_saturated_star()
    {
        var made = MockFieldGenerator.Make(
            new MockFieldOptions { WidthPix = 900, HeightPix = 900, SkyLevel = 5e-11, SaturatedStarMag = 14 }, 11);
        var plane = new Plane
        {
            Width = 900, Height = 900, Pixels = made.Pixels, Gain = Noise.Gain, Saturation = made.Saturation,
        };
        var field = BackgroundField.Of(plane, 0, "survey");
        // The sky under the sources is known to a few hundredths of its noise.
        var sky = plane.Pixels.Zip(field.Pixels, (raw, light) => (double)raw - light).Average();
        sky.Should().BeApproximately(5e-11, 0.1 * Noise.SkySigma);
        field.SkySigma.Average().Should().BeApproximately((float)Noise.SkySigma, (float)(0.05 * Noise.SkySigma));
        var star = made.Sources.Single(source => source.IsStar && source.Parameters.Mag == 14);
        field.Mask![(int)Math.Round(star.YPix) * 900 + (int)Math.Round(star.XPix)].Should().Be(1);
        double width = StampWidth.FwhmPix(field.PsfAt!(450, 450, 25)),
            truth = StampWidth.FwhmPix(made.Psf.At(450, 450).ToStamp(25, 0.2));
        width.Should().BeApproximately(truth, 0.02 * truth);

        var generator = new MockStampGenerator(On(field), 13);
        float[] target = new float[61 * 61], around = new float[61 * 61], psf = new float[25 * 25];
        for (var i = 0; i < 300; i++)
        {
            var place = generator.Paint(i, target, around, psf).Background!.Value;
            around.Max().Should().BeLessThan((float)made.Saturation * 0.8f);
            var bright = made.Sources.Where(s => s.Parameters.Mag < BrightMag - 1
                && Math.Pow(s.XPix - place.XPix, 2) + Math.Pow(s.YPix - place.YPix, 2) < 4);
            bright.Should().BeEmpty();
        }
    }

    private static MockPsfPriors FixedPsf(double fwhm) => MockPsfPriors.KidsR with { FwhmArcsec = Prior.Fixed(fwhm) };

    private static MockPsf Shape(double fwhm) => FixedPsf(fwhm).Draw(new RandomStream(1, 2));

    private static MockStampOptions On(BackgroundField field)
        => new() { Backgrounds = new MockBackgrounds { Fields = [field] } };

    // Gaussian sky, a PSF that grows along the rows.
    private static BackgroundField Field(Action<float[]>? paint = null, Action<byte[]>? cover = null)
    {
        var random = new RandomStream(19, 0);
        var pixels = new float[Width * Height];
        for (var i = 0; i < pixels.Length; i++) pixels[i] = (float)(Noise.SkySigma * random.NextNormal());
        var mask = new byte[pixels.Length];
        paint?.Invoke(pixels);
        cover?.Invoke(mask);
        var sigma = new float[pixels.Length];
        Array.Fill(sigma, (float)Noise.SkySigma);
        return new BackgroundField
        {
            Name = "made field", Width = Width, Height = Height, Pixels = pixels, Mask = mask, SkySigma = sigma,
            Gain = Noise.Gain, ZeroPoint = 0, PixelScaleArcsec = 0.2,
            PsfAt = (x, _, side) => Shape(0.6 + 0.001 * x).ToStamp(side, 0.2),
        };
    }
}
