using GaLNet.Photometry.Profiles;
using GaLNet.Photometry.Psf;
using GaLNet.Photometry.Rendering;

namespace GaLNet.Photometry.Tests.Rendering;

public sealed class ModelRendererTests
{
    private const double Sigma = 1.5;

    public static TheoryData<double, double, double> Corners()
    {
        var data = new TheoryData<double, double, double>();
        foreach (var n in new[] { 0.1, 0.3, 1, 2.5, 4, 8 })
        {
            foreach (var q in new[] { 0.2, 0.7, 1 })
            {
                foreach (var reff in new[] { 0.2, 1.3, 5, 20 })
                    data.Add(n, q, reff);
            }
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Corners))]
    public void Convolved_profiles_equal_brute_force(double n, double q, double reff)
    {
        var profile = new SersicProfile(30.37, 29.22, 1, reff, q, 37, n);
        var image = Draw(profile, BruteForce.GaussianPsf(Sigma, 25), 61, 61);
        var peak = image.Max();
        foreach (var (x, y) in new[] { (30, 29), (31, 29), (30, 31), (34, 32), (24, 27), (45, 40), (60, 30), (2, 58) })
        {
            var expected = BruteForce.Convolved(profile, Sigma, x, y);
            ((double)image[y * 61 + x]).Should().BeApproximately(expected, 2e-4 * peak + 1e-8, $"pixel {x},{y}");
        }
    }

    [Theory]
    [InlineData(1, 0.6, 5)]
    [InlineData(4, 1, 3)]
    [InlineData(8, 0.4, 10)]
    [InlineData(0.5, 0.3, 12)]
    public void Light_on_the_stamp_is_what_the_profile_puts_there(double n, double q, double reff)
    {
        var profile = new SersicProfile(30, 30, 1, reff, q, 15, n);
        var sum = Draw(profile, BruteForce.GaussianPsf(1.2, 25), 61, 61).Sum(v => (double)v);
        // A small PSF moves light across the edge in second order only: compared with twice that from a wider one.
        var wider = Draw(profile, BruteForce.GaussianPsf(1.2 * Math.Sqrt(2), 25), 61, 61).Sum(v => (double)v);
        var pixels = new float[61 * 61];
        SersicRaster.Add(profile, 61, 61, pixels);
        (2 * sum - wider).Should().BeApproximately(pixels.Sum(v => (double)v), 1e-4);
    }

    [Theory]
    [InlineData(61, 61)]
    [InlineData(93, 93)]
    [InlineData(101, 64)]
    [InlineData(35, 151)]
    [InlineData(8, 17)]
    public void Any_stamp_size_shows_the_same_galaxy(int width, int height)
    {
        var psf = BruteForce.GaussianPsf(Sigma, 25);
        var profile = new SersicProfile(width / 2 + 0.3, height / 2 - 0.4, 1, 4, 0.5, 60, 1.5);
        var image = Draw(profile, psf, width, height);
        var wide = Draw(profile with { XPix = 80.3, YPix = 79.6 }, psf, 161, 161);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (wx, wy) = (x + 80 - width / 2, y + 80 - height / 2);
                image[y * width + x].Should().BeApproximately(wide[wy * 161 + wx], 2e-6f, $"pixel {x},{y}");
            }
        }
    }

    [Fact]
    public void A_point_source_is_the_psf_itself()
    {
        var psf = BruteForce.GaussianPsf(Sigma, 25);
        var image = Draw(new SersicProfile(30, 30, 2, 0, 1, 0, 1), psf, 61, 61);
        for (var i = 0; i < psf.Pixels.Length; i++)
        {
            var (x, y) = (i % 25 + 18, i / 25 + 18);
            image[y * 61 + x].Should().BeApproximately(2 * psf.Pixels[i], 1e-6f);
        }
    }

    [Fact]
    public void An_oversampled_psf_without_the_pixel_gives_the_same_galaxy()
    {
        // Gaussian of the optics alone at four-fold sampling, against brute force averaged over the pixel.
        const int Fine = 4;
        const double Optics = 1.1;
        var psf = BruteForce.GaussianPsf(Optics * Fine, 81) with { Sampling = Fine, IncludesPixel = false };
        var profile = new SersicProfile(20.3, 20.1, 1, 2.5, 0.6, 120, 2);
        var image = Draw(profile, psf, 41, 41);
        double[] nodes = [-0.3872983346207417, 0, 0.3872983346207417];
        double[] weights = [5 / 18.0, 8 / 18.0, 5 / 18.0];
        foreach (var (x, y) in new[] { (20, 20), (22, 19), (17, 24), (30, 11) })
        {
            var expected = 0.0;
            for (var i = 0; i < 9; i++)
            {
                expected += weights[i / 3] * weights[i % 3]
                    * BruteForce.Convolved(profile, Optics, x + nodes[i % 3], y + nodes[i / 3]);
            }
            ((double)image[y * 41 + x]).Should().BeApproximately(expected, 1e-3 * image.Max());
        }
    }

    [Fact]
    public void A_psf_of_no_light_is_refused()
    {
        var act = () => new ModelRenderer(61, 61, new PsfStamp(3, 3, new float[9]));
        act.Should().Throw<ArgumentException>().WithMessage("*sum*light*");
    }

    private static float[] Draw(SersicProfile profile, PsfStamp psf, int width, int height)
    {
        var image = new float[width * height];
        new ModelRenderer(width, height, psf).Add(profile, image);
        return image;
    }
}
