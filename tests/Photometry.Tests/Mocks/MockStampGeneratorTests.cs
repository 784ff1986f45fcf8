using GaLNet.Photometry.Mocks;
using GaLNet.Photometry.Statistics;

namespace GaLNet.Photometry.Tests.Mocks;

public sealed class MockStampGeneratorTests
{
    private static readonly MockStampOptions Crowded = new() { Crowding = new MockCrowding() };

    [Fact]
    public void Paints_the_independently_rendered_galaxies()
    {
        var truth = SimulatedTruth.Stamps;
        var images = SimulatedTruth.Cube("sim/stamps_clean.fits.gz");
        var generator = new MockStampGenerator(new MockStampOptions(), 0);
        var model = new float[generator.StampLength];
        var noise = MockNoise.KidsR;
        var chi2 = new double[truth.Count];
        var lightError = new double[truth.Count];
        for (var i = 0; i < truth.Count; i++)
        {
            generator.Paint(truth.Galaxy(i), truth.Psf(i), model);
            chi2[i] = Chi2(images[i], model, noise);
            ApertureSignal.ToNoise(model, 61, 30, 30, 7.5, noise.SkySigma, noise.Gain)
                .Should().BeApproximately(truth["snr15"][i], 3e-4 * truth["snr15"][i]);
            lightError[i] = Math.Abs(
                model.Sum(p => (double)p) / Math.Pow(10, -0.4 * truth["mag"][i]) - truth["flux_frac_in_stamp"][i]);
        }

        // The largest are large and thin: their light comes round the Fourier box.
        lightError.Average().Should().BeLessThan(1e-4);
        lightError.Max().Should().BeLessThan(5e-4);
        // 300 stamps of 3721 pixels: the mean is known to 0.0013, one stamp to 0.023.
        chi2.Average().Should().BeApproximately(1, 0.004);
        chi2.Max().Should().BeLessThan(1 + 4.5 * Math.Sqrt(2.0 / 3721));
    }

    [Fact]
    public void Paints_the_independently_rendered_neighbours()
    {
        var truth = SimulatedTruth.Stamps;
        var images = SimulatedTruth.Cube("sim/stamps_crowded.fits.gz");
        var neighbours = SimulatedTruth.Neighbours(Crowded);
        var generator = new MockStampGenerator(Crowded, 0);
        var model = new float[generator.StampLength];
        var around = new float[generator.StampLength];
        var chi2 = new double[truth.Count];
        for (var i = 0; i < truth.Count; i++)
        {
            generator.Paint(truth.Galaxy(i), truth.Psf(i), model);
            generator.PaintAround(neighbours[i], truth.Psf(i), around);
            for (var p = 0; p < model.Length; p++) model[p] += around[p];
            chi2[i] = Chi2(images[i], model, MockNoise.KidsR);
        }

        chi2.Average().Should().BeApproximately(1, 0.004);
        chi2.Max().Should().BeLessThan(1 + 4.5 * Math.Sqrt(2.0 / 3721));
    }

    [Fact]
    public void A_number_is_the_same_bytes_in_any_order_and_by_any_generator()
    {
        var inOrder = new MockStampGenerator(Crowded, 5);
        var first = Enumerable.Range(0, 12).Select(i => inOrder.Make(i)).ToArray();
        var again = new MockStamp[first.Length];
        Parallel.For(0, first.Length, i =>
        {
            var generator = new MockStampGenerator(Crowded, 5);
            generator.Make(99 - i);
            again[i] = generator.Make(i);
        });
        for (var i = 0; i < first.Length; i++)
        {
            again[i].Stamp.Pixels.Should().Equal(first[i].Stamp.Pixels);
            again[i].Psf.Pixels.Should().Equal(first[i].Psf.Pixels);
            again[i].Truth.Galaxy.Should().Be(first[i].Truth.Galaxy);
        }

        new MockStampGenerator(Crowded, 6).Make(0).Stamp.Pixels.Should().NotEqual(first[0].Stamp.Pixels);
    }

    [Fact]
    public void Noise_is_what_the_stamp_says_it_is()
    {
        var generator = new MockStampGenerator(Crowded, 17);
        var target = new float[generator.StampLength];
        var around = new float[generator.StampLength];
        var chi2 = new List<double>();
        for (var i = 0; i < 60; i++)
        {
            var made = generator.Make(i);
            generator.Paint(i, target, around, new float[generator.PsfLength]);
            for (var p = 0; p < target.Length; p++) target[p] += around[p];
            chi2.Add(Chi2(made.Stamp.Pixels, target, new MockNoise(made.Stamp.SkySigma, made.Stamp.Gain)));
        }

        chi2.Average().Should().BeApproximately(1, 4 * Math.Sqrt(2.0 / (3721 * 60)));
    }

    [Theory]
    [InlineData(61)]
    [InlineData(101)]
    [InlineData(151)]
    public void Truth_agrees_with_the_pixels(int size)
    {
        var options = new MockStampOptions { SizePix = size };
        var generator = new MockStampGenerator(options, 23);
        var target = new float[generator.StampLength];
        for (var i = 0; i < 25; i++)
        {
            var truth = generator.Paint(i, target, [], new float[generator.PsfLength]);
            truth.SignalToNoise.Should().BeGreaterThanOrEqualTo(50);
            truth.Neighbours.Should().BeEmpty();
            truth.NeighbourFluxRatio.Should().Be(0);
            var total = Math.Pow(10, -0.4 * truth.Galaxy.Mag);
            (target.Sum(p => (double)p) / total).Should().BeApproximately(truth.FluxFractionInStamp, 1e-6);
            truth.FluxFractionInStamp.Should().BeInRange(0.2, 1.0005);
        }
    }

    [Fact]
    public void Kept_galaxies_follow_the_simulated_sets_distributions()
    {
        // The S/N cut acts on both sets alike: two-sample Kolmogorov-Smirnov, 0.1 % level.
        var generator = new MockStampGenerator(new MockStampOptions(), 29);
        var target = new float[generator.StampLength];
        var psf = new float[generator.PsfLength];
        var made = Enumerable.Range(0, 1500).Select(i => generator.Paint(i, target, [], psf)).ToArray();
        var truth = SimulatedTruth.Stamps;
        TwoSample(made.Select(t => t.Galaxy.Mag), truth["mag"]).Should().BeLessThan(1.95);
        TwoSample(made.Select(t => t.Galaxy.ReffArcsec), truth["reff"]).Should().BeLessThan(1.95);
        TwoSample(made.Select(t => t.Galaxy.Index), truth["n"]).Should().BeLessThan(1.95);
        TwoSample(made.Select(t => t.SignalToNoise), truth["snr15"]).Should().BeLessThan(1.95);
        TwoSample(made.Select(t => t.Psf!.FwhmArcsec), truth["psf_fwhm"]).Should().BeLessThan(1.95);
    }

    [Fact]
    public void Neighbours_are_as_many_as_the_simulated_sets_and_never_bright_in_the_centre()
    {
        var generator = new MockStampGenerator(Crowded, 31);
        var target = new float[generator.StampLength];
        var around = new float[generator.StampLength];
        var made = Enumerable.Range(0, 300)
            .Select(i => generator.Paint(i, target, around, new float[generator.PsfLength])).ToArray();
        made.SelectMany(t => t.Neighbours).Should().NotContain(n => n.Parameters.Mag < 22.5
            && Math.Pow(n.Parameters.XArcsec, 2) + Math.Pow(n.Parameters.YArcsec, 2) < 2.25);
        static bool OnStamp(MockSource s) => s.XPix is > -0.5 and < 60.5 && s.YPix is > -0.5 and < 60.5;
        var ours = made.Sum(t => t.Neighbours.Count(OnStamp));
        var theirs = SimulatedTruth.Neighbours(Crowded).Sum(n => n.Count(OnStamp));
        ((double)ours).Should().BeApproximately(theirs, 4 * Math.Sqrt(ours + theirs));
    }

    [Fact]
    public void Even_stamps_are_refused()
    {
        var even = () => new MockStampGenerator(new MockStampOptions { SizePix = 60 }, 1);
        even.Should().Throw<ArgumentOutOfRangeException>().WithMessage("Found a stamp of even size*");
    }

    [Fact]
    public void Priors_that_no_galaxy_can_meet_are_refused()
    {
        var faint = new MockStampOptions
        {
            SizePix = 15,
            Priors = MockPriors.Paper with { Mag = Prior.Fixed(26) },
        };
        var never = () => new MockStampGenerator(faint, 1).Make(0);
        never.Should().Throw<InvalidOperationException>().WithMessage("Found no galaxy with S/N of 50*");
    }

    private static double Chi2(float[] image, float[] model, MockNoise noise)
    {
        double sum = 0;
        for (var p = 0; p < image.Length; p++)
        {
            var variance = noise.SkySigma * noise.SkySigma + Math.Max(model[p], 0) / noise.Gain;
            sum += Math.Pow((double)image[p] - model[p], 2) / variance;
        }

        return sum / image.Length;
    }

    private static double TwoSample(IEnumerable<double> a, double[] b)
    {
        var sample = a.Order().ToArray();
        var reference = b.Order().ToArray();
        double largest = 0;
        foreach (var value in sample.Concat(reference))
        {
            var below = (double)sample.Count(v => v <= value) / sample.Length;
            largest = Math.Max(largest, Math.Abs(below - (double)reference.Count(v => v <= value) / reference.Length));
        }

        return largest * Math.Sqrt((double)sample.Length * reference.Length / (sample.Length + reference.Length));
    }
}
