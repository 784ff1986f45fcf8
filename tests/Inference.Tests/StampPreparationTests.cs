using GaLNet.Inference.Tests.Support;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Psf;

namespace GaLNet.Inference.Tests;

public sealed class StampPreparationTests
{
    private const int Side = NetworkContract.StampSize;

    [Fact]
    public void Scale_and_sky_of_the_counts_do_not_matter()
    {
        var (plain, _) = Prepare(TestStamps.Galaxy(dx: 0.3));
        var (kids, prepared) = Prepare(TestStamps.Galaxy(dx: 0.3, unit: 2.2e-12, sky: 5e-12));
        prepared.SigmaCounts.Should().Be(2.2e-12);
        for (var i = 0; i < plain.Length; i++)
            kids[i].Should().BeApproximately(plain[i], 1e-5f * Math.Max(1, plain[i]));
    }

    [Fact]
    public void A_larger_stamp_is_cut_about_its_central_pixel()
    {
        var (small, _) = Prepare(TestStamps.Galaxy(dx: 1));
        var (large, prepared) = Prepare(TestStamps.Galaxy(dx: 1, size: 101));
        large.Should().Equal(small);
        prepared.CentreXPix.Should().Be(50);
        prepared.Flags.Should().Be(FitFlags.None);
    }

    [Fact]
    public void A_smaller_stamp_stands_in_sky_and_is_flagged()
    {
        var (pixels, prepared) = Prepare(TestStamps.Galaxy(size: 41, sky: 3));
        prepared.Flags.Should().Be(FitFlags.StampTooSmall);
        prepared.CentreXPix.Should().Be(20);
        pixels[0].Should().Be(0);
        pixels[30 * Side + 30].Should().BeApproximately(5000 / (2 * MathF.PI * 9), 0.01f);
    }

    [Fact]
    public void The_cut_follows_where_the_target_is_expected()
    {
        var stamp = TestStamps.Galaxy(dx: 6, dy: -4, size: 101);
        var (pixels, prepared) = Prepare(With(stamp, guess: new(56.2, 45.8, 1, 1, 1, 0, 1)));
        (prepared.CentreXPix, prepared.CentreYPix).Should().Be((56, 46));
        pixels.Should().Equal(Prepare(TestStamps.Galaxy()).Pixels);
    }

    [Fact]
    public void Gaps_take_the_value_across_the_centre_else_the_sky()
    {
        var stamp = TestStamps.Galaxy();
        var whole = (float[])stamp.Pixels.Clone();
        var (left, right) = (30 * Side + 25, 30 * Side + 35);
        stamp.Pixels[left] = float.NaN;
        var mask = new byte[Side * Side];
        (mask[5], mask[Side * Side - 1 - 5]) = (1, 1);
        var (pixels, prepared) = Prepare(With(stamp, mask: mask));
        pixels[left].Should().Be(whole[right]);
        pixels[5].Should().Be(0);
        prepared.MissingShare.Should().BeApproximately(3.0 / (Side * Side), 1e-9);
        prepared.MissingInAperture.Should().BeGreaterThan(0);
    }

    [Fact]
    public void Signal_to_noise_is_that_of_the_aperture()
    {
        var (_, prepared) = Prepare(TestStamps.Galaxy());
        var count = Enumerable.Range(0, Side * Side)
            .Count(i => Math.Pow(i % Side - 30, 2) + Math.Pow(i / Side - 30, 2) <= 7.5 * 7.5);
        var light = 5000 * (1 - Math.Exp(-0.5 * 7.5 * 7.5 / 9));
        prepared.SignalToNoise.Should().BeApproximately(light / Math.Sqrt(light / 60 + count), 0.5);
    }

    [Theory]
    [InlineData(float.NaN, 1)]
    [InlineData(1, 0)]
    [InlineData(1, double.NaN)]
    [InlineData(1, double.PositiveInfinity)]
    public void Stamps_that_say_nothing_fail(float pixel, double skySigma)
    {
        var stamp = new Stamp
        {
            Width = Side, Height = Side, SkySigma = skySigma,
            Pixels = [.. Enumerable.Repeat(pixel, Side * Side)],
        };
        var (pixels, prepared) = Prepare(stamp);
        prepared.IsUsable.Should().BeFalse();
        pixels.Should().OnlyContain(value => float.IsFinite(value));
    }

    [Theory]
    [InlineData(25)]
    [InlineData(41)]
    [InlineData(15)]
    public void Psf_of_any_size_becomes_25_pixels_of_unit_sum(int size)
    {
        var pixels = new float[625];
        PsfPreparation.Fill(TestStamps.Psf(1.5, size), pixels).Should().BeTrue();
        pixels.Sum().Should().BeApproximately(1, 1e-5f);
        pixels[312].Should().Be(pixels.Max());
        pixels[312].Should().BeApproximately((float)(1 / (2 * Math.PI * 2.25)), 1e-4f);
    }

    [Fact]
    public void Finely_sampled_psf_comes_to_the_images_own_sampling()
    {
        // A Gaussian of 1.5 pixels, optical only: the pixel widens it to variance 1.5² + 1/12 per axis.
        var fine = TestStamps.Psf(4.5, 75) with { Sampling = 3, IncludesPixel = false };
        var pixels = new float[625];
        PsfPreparation.Fill(fine, pixels).Should().BeTrue();
        pixels.Sum().Should().BeApproximately(1, 1e-5f);
        double variance = 0;
        for (var i = 0; i < 625; i++)
            variance += pixels[i] * Math.Pow(i % 25 - 12, 2);
        variance.Should().BeApproximately(2.25 + 1.0 / 12, 0.02);
    }

    [Fact]
    public void Psf_without_light_or_centre_is_refused()
    {
        var pixels = new float[625];
        PsfPreparation.Fill(new PsfStamp(25, 25, new float[625]), pixels).Should().BeFalse();
        PsfPreparation.Fill(new PsfStamp(24, 24, TestStamps.Psf(1.5, 24).Pixels), pixels).Should().BeFalse();
        PsfPreparation.Fill(new PsfStamp(25, 25, [float.NaN, .. new float[624]]), pixels).Should().BeFalse();
    }

    private static (float[] Pixels, PreparedStamp Prepared) Prepare(Stamp stamp)
    {
        var pixels = new float[Side * Side];
        var prepared = StampPreparation.Fill(stamp, pixels);
        return (pixels, prepared);
    }

    private static Stamp With(Stamp stamp, byte[]? mask = null, Photometry.Profiles.SersicProfile? guess = null)
        => new()
    {
        Width = stamp.Width, Height = stamp.Height, Pixels = stamp.Pixels, SkySigma = stamp.SkySigma,
        Gain = stamp.Gain, Sky = stamp.Sky, Mask = mask, Guess = guess,
    };
}
