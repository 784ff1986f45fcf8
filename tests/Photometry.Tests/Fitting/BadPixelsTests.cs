using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Profiles;
using GaLNet.Photometry.Psf;
using GaLNet.Photometry.Rendering;
using GaLNet.Photometry.Tests.Rendering;

namespace GaLNet.Photometry.Tests.Fitting;

/// <summary>Whatever the pixels hold, there is an answer or a flag, and no exception.</summary>
public sealed class BadPixelsTests
{
    private static readonly PsfStamp Psf = BruteForce.GaussianPsf(1.5, 25);
    private static readonly SersicProfile Galaxy = new(30.2, 29.7, 2000, 3, 0.6, 40, 1.3);
    private readonly Chi2Engine _engine = new();

    public static TheoryData<string> Contents =>
        ["nan", "infinite", "zero", "constant", "huge", "tiny", "negative", "one pixel", "noise", "checkerboard"];

    [Theory]
    [MemberData(nameof(Contents))]
    public void Any_content_gives_an_answer_or_a_flag(string content)
    {
        var noise = new Random(1);
        var pixels = new float[61 * 61];
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = content switch
            {
                "nan" => float.NaN,
                "infinite" => float.PositiveInfinity,
                "zero" => 0,
                "constant" => 7,
                "huge" => 1e30f,
                "tiny" => 1e-30f * i,
                "negative" => -100 * MathF.Exp(-0.01f * (MathF.Pow(i % 61 - 30, 2) + MathF.Pow(i / 61 - 30, 2))),
                "one pixel" => i == 30 * 61 + 30 ? 1e6f : 0,
                "checkerboard" => (i & 1) == 0 ? 1e4f : -1e4f,
                _ => (float)(noise.NextDouble() - 0.5),
            };
        }
        var fit = _engine.Measure(new Stamp { Width = 61, Height = 61, Pixels = pixels, SkySigma = 1 }, Psf);
        var isAnswer = double.IsFinite(fit.Profile.Flux + fit.Profile.ReffPix + fit.Profile.Index + fit.Profile.PaDeg);
        (isAnswer || fit.Flags.HasFlag(FitFlags.Failed)).Should().BeTrue();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Noise_that_is_no_noise_is_flagged(double sigma)
    {
        var fit = _engine.Measure(new Stamp { Width = 61, Height = 61, Pixels = Draw(), SkySigma = sigma }, Psf);
        fit.Flags.Should().HaveFlag(FitFlags.Failed);
        fit.Profile.Flux.Should().Be(double.NaN);
    }

    [Fact]
    public void A_psf_without_light_is_flagged()
        => _engine.Measure(Stamp(), new PsfStamp(25, 25, new float[625])).Flags.Should().HaveFlag(FitFlags.Failed);

    [Fact]
    public void Masked_and_missing_pixels_are_left_out()
    {
        var pixels = Draw();
        var mask = new byte[pixels.Length];
        var random = new Random(5);
        for (var i = 0; i < pixels.Length; i++)
        {
            if (random.NextDouble() < 0.1)
                (pixels[i], mask[i]) = (1e9f, 1);
            else if (random.NextDouble() < 0.05)
                pixels[i] = float.NaN;
        }
        var fit = _engine.Measure(
            new Stamp { Width = 61, Height = 61, Pixels = pixels, SkySigma = 1, Mask = mask }, Psf);
        fit.Flags.Should().HaveFlag(FitFlags.MaskedPixels);
        ShouldBeTheGalaxy(fit.Profile, 1);
    }

    [Theory]
    [InlineData(1e-12)]
    [InlineData(1e12)]
    public void The_scale_of_the_counts_does_not_matter(double scale)
    {
        var pixels = Array.ConvertAll(Draw(), v => (float)(v * scale));
        var fit = _engine.Measure(new Stamp { Width = 61, Height = 61, Pixels = pixels, SkySigma = scale }, Psf);
        ShouldBeTheGalaxy(fit.Profile, scale);
        fit.Sky.Should().BeApproximately(5 * scale, 0.1 * scale);
    }

    [Fact]
    public void The_same_stamp_gives_the_same_numbers_from_any_thread()
    {
        var stamp = Stamp();
        var first = _engine.Measure(stamp, Psf);
        var others = new SersicFit[8];
        Parallel.For(0, others.Length, i => others[i] = _engine.Measure(stamp, Psf));
        others.Should().OnlyContain(f => f.Profile == first.Profile);
    }

    [Fact]
    public void A_mirrored_galaxy_gives_mirrored_numbers()
    {
        var stamp = Stamp();
        var mirrored = new float[stamp.Pixels.Length];
        for (var i = 0; i < mirrored.Length; i++)
            mirrored[i] = stamp.Pixels[i / 61 * 61 + 60 - i % 61];
        var a = _engine.Measure(stamp, Psf).Profile;
        var b = _engine.Measure(new Stamp { Width = 61, Height = 61, Pixels = mirrored, SkySigma = 1 }, Psf).Profile;
        b.XPix.Should().BeApproximately(60 - a.XPix, 2e-3);
        RealGalaxies.PaDifference(b.PaDeg, 180 - a.PaDeg).Should().BeApproximately(0, 0.05);
        b.Index.Should().BeApproximately(a.Index, 2e-3);
    }

    private static Stamp Stamp() => new() { Width = 61, Height = 61, Pixels = Draw(), SkySigma = 1 };

    private static float[] Draw()
    {
        var pixels = new float[61 * 61];
        new ModelRenderer(61, 61, Psf).Add(Galaxy, pixels);
        var random = new Random(3);
        for (var i = 0; i < pixels.Length; i++)
        {
            var gauss = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            pixels[i] += (float)(5 + gauss);
        }
        return pixels;
    }

    private static void ShouldBeTheGalaxy(SersicProfile p, double scale)
    {
        p.XPix.Should().BeApproximately(Galaxy.XPix, 0.1);
        p.YPix.Should().BeApproximately(Galaxy.YPix, 0.1);
        (p.Flux / scale).Should().BeApproximately(Galaxy.Flux, 100);
        p.ReffPix.Should().BeApproximately(Galaxy.ReffPix, 0.25);
        p.AxisRatio.Should().BeApproximately(Galaxy.AxisRatio, 0.06);
        p.Index.Should().BeApproximately(Galaxy.Index, 0.25);
    }
}
