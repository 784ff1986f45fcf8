using System.Globalization;
using GaLNet.Sky.Fits;
using GaLNet.Sky.Psf;
using GaLNet.Sky.Surveys;
using GaLNet.Sky.Tests.Oracles;
using GaLNet.Tests;

namespace GaLNet.Sky.Tests.Psf;

/// <summary>PSFs in surveys' own files against astropy, numpy and the surveys' own widths.</summary>
public sealed class PsfFiles
{
    private const string Decam = "decam_legacypipe/c4d_170916_045042_ooi_r_ls9-N15-psfex.fits";
    private const string Kids = "kids_wide_r/kids_r_bottom.psfex.psf";
    private const string Sdss = "sdss_frame_photoobj/psField-001000-1-0100.fit";

    [Theory]
    [InlineData(Decam, 63, 2)]
    [InlineData(Kids, 35, 1)]
    public void Psfex_models_are_what_astropy_and_numpy_make_of_them(string name, int side, int degree)
    {
        var path = SharedData.Require(name);
        var psf = PsfInFile.Read(path);
        (psf.Kind, psf.Width, psf.Height, psf.Degree).Should().Be((PsfKind.Psfex, side, side, degree));
        psf.Count.Should().Be((degree + 1) * (degree + 2) / 2);
        foreach (var (x, y) in new[] { (1.0, 1.0), (700.0, 1200.0), (2040.0, 33.0) })
            Near(At(psf, x, y), Ask("psfex", path, Text(x), Text(y))[0], 1e-6);
        psf.FwhmPix.Should().BeInRange(2, 6);
    }

    [Theory]
    [InlineData("u")]
    [InlineData("g")]
    [InlineData("r")]
    [InlineData("i")]
    [InlineData("z")]
    public void Sdss_psfs_are_what_numpy_makes_of_them_and_as_wide_as_the_survey_says(string band)
    {
        var path = SharedData.Require(Sdss);
        var psf = PsfInFile.Read($"{path}[{band}]");
        (psf.Kind, psf.Part, psf.Width, psf.Height).Should().Be((PsfKind.SdssKarhunenLoeve, band, 51, 51));
        PsfInFile.Read(path, "other", band).Part.Should().Be(band);
        var lines = Ask("sdss", path, band, "1300.25", "411.5");
        Near(At(psf, 1300.25, 411.5), lines[0], 1e-5);

        // Effective width of the field's middle, arcsec (photo's pipeline paper): 0.663 x 0.396 x sqrt(n_eff).
        var middle = At(psf, 1024, 744);
        double sum = middle.Sum(), squares = middle.Sum(v => v * v);
        (0.663 * 0.396 * sum / Math.Sqrt(squares)).Should().BeApproximately(
            double.Parse(lines[1], CultureInfo.InvariantCulture), 0.1);
    }

    /// <summary>The frame's brightest star peaks at (13, 6); its centre is within half a pixel of that.</summary>
    [Fact]
    public void A_real_star_looks_like_the_sdss_psf_of_its_place()
    {
        using var frame = FitsFile.Open(SharedData.Require("sdss_frame_photoobj/frame-r-001000-1-0100.fits.bz2"));
        var psf = At(PsfInFile.Read(SharedData.Require(Sdss), "r"), 13, 6);
        var star = new double[11 * 11];
        frame.Image().ReadWindow(12 - 5, 5 - 5, 11, 11, star);
        var best = 0.0;
        for (var step = 0; step < 121; step++)
        {
            var (x0, y0) = (20 + (step % 11 - 5) / 10.0, 20 + (step / 11 - 5) / 10.0);
            best = Math.Max(best, Correlation(star, Cut(psf, x0, y0)));
        }
        best.Should().BeGreaterThan(0.995);

        // 11 x 11 pixels from a place between pixels on, bilinear.
        static double[] Cut(double[] psf, double x0, double y0)
        {
            var cut = new double[11 * 11];
            var (i0, j0) = ((int)Math.Floor(x0), (int)Math.Floor(y0));
            var (u, v) = (x0 - i0, y0 - j0);
            for (var k = 0; k < cut.Length; k++)
            {
                var at = (j0 + k / 11) * 51 + i0 + k % 11;
                cut[k] = (1 - v) * Between(at) + v * Between(at + 51);
            }
            return cut;

            double Between(int at) => (1 - u) * psf[at] + u * psf[at + 1];
        }
    }

    [Fact]
    public void A_file_of_several_psfs_asks_for_a_name()
    {
        var read = () => PsfInFile.Read(SharedData.Require(Sdss));
        read.Should().Throw<FitsException>().WithMessage("*holds 5 PSFs (u, g, r, i, z); name one in brackets*");
        PsfInFile.Read(SharedData.Require(Decam) + "[N15]").Degree.Should().Be(2);
        PsfInFile.Read(SharedData.Require(Kids) + "[PSF_DATA]").Degree.Should().Be(1);
        var several = () => PsfInFile.Read(SharedData.Require("cosmos_params/acs_psf_100.fits"));
        several.Should().Throw<FitsException>().WithMessage("*100 images*name the one*");
    }

    [Fact]
    public void Images_of_the_psf_are_centred_and_keep_their_pixels()
    {
        var odd = PsfInFile.Read(SharedData.Require("hsc_pysersic/gal1_psf.fits"));
        (odd.Kind, odd.Width, odd.Height, odd.StepPix).Should().Be((PsfKind.Image, 43, 43, 1.0));
        odd.Images.Should().Equal(Plane("hsc_pysersic/gal1_psf.fits"));
        using var scratch = new Scratch();
        var even = new float[24 * 20];
        even[10 * 24 + 11] = 1;
        var header = new FitsHeader();
        header.Set("OVERSAMP", 4L);
        FitsImageWriter.Write(scratch["even.fits"], even, 24, 20, header: header);
        var psf = PsfInFile.Read(scratch["even.fits"]);
        (psf.Width, psf.Height, psf.StepPix).Should().Be((23, 19, 0.25));
        psf.Images[9 * 23 + 11].Should().Be(1);
        even[0] = 2;
        FitsImageWriter.Write(scratch["corner.fits"], even, 24, 20);
        var read = () => PsfInFile.Read(scratch["corner.fits"]);
        read.Should().Throw<FitsException>().WithMessage("*its peak at pixel 1*odd side*");
    }

    [Fact]
    public void Grids_of_psfs_give_the_nearest()
    {
        using var scratch = new Scratch();
        Oracle.Require("psf.py", "make", scratch.Folder);
        var euclid = PsfInFile.Read(scratch["euclid.fits"]);
        (euclid.Kind, euclid.Width, euclid.Count, euclid.StepPix).Should().Be((PsfKind.Grid, 19, 6, 1.0));
        // The fifth PSF (sigma 1.4) holds at (1000, 500); one pixel from its peak it has exp(-1/2/1.4^2).
        var near = euclid.Near(1100, 400);
        near.Count.Should().Be(1);
        (near.Images[9 * 19 + 10] / near.Images[9 * 19 + 9]).Should().BeApproximately(
            (float)Math.Exp(-0.5 / 1.96), 1e-6f);
        var standard = PsfInFile.Read(scratch["stdpsf.fits"]);
        (standard.Count, standard.StepPix).Should().Be((6, 0.25));
        standard.Places[4].Should().Be(new PsfPlace(2048, 2051));
    }

    [Fact]
    public void What_only_the_lsst_stack_reads_is_refused_by_name()
    {
        using var scratch = new Scratch();
        Oracle.Require("psf.py", "make", scratch.Folder);
        var read = () => PsfInFile.Read(scratch["calexp.fits"]);
        read.Should().Throw<FitsException>().WithMessage("*CoaddPsf*computeKernelImage*");
        ImageInspection.Of(scratch["calexp.fits"]).Warnings.Should().ContainSingle(w => w.Contains("CoaddPsf"));
    }

    [Fact]
    public void An_inspection_names_the_psf_beside_an_image_and_in_a_file()
    {
        var beside = ImageInspection.Of(SharedData.Require(
            "decam_legacypipe/c4d_170916_045042_ooi_r_ls9.N15.fits"));
        beside.Psfs.Should().ContainSingle().Which.Part.Should().Be("N15");
        ImageInspection.Of(SharedData.Require(Sdss)).Psfs.Select(p => p.Part).Should().Equal("u", "g", "r", "i", "z");
        var frame = ImageInspection.Of(SharedData.Require("sdss_frame_photoobj/frame-r-001000-1-0100.fits.bz2"));
        frame.Psfs.Select(p => p.Part).Should().Equal("r");
    }

    private static double[] At(PsfInFile psf, double x, double y)
    {
        var (u, v) = ((x - psf.XZero) / psf.XScale, (y - psf.YZero) / psf.YScale);
        var size = psf.Width * psf.Height;
        var sum = new double[size];
        var term = 0;
        for (var j = 0; j <= psf.Degree; j++)
        {
            for (var i = 0; i + j <= psf.Degree; i++, term++)
            {
                for (var p = 0; p < size; p++)
                    sum[p] += Math.Pow(u, i) * Math.Pow(v, j) * psf.Images[term * size + p];
            }
        }
        return sum;
    }

    private static string[] Ask(params string[] arguments)
        => Oracle.Require("psf.py", arguments).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static void Near(double[] image, string expected, double relative)
    {
        var numbers = expected.Split(' ').Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray();
        (numbers[0] * numbers[1]).Should().Be(image.Length);
        var peak = numbers.Skip(2).Max();
        for (var i = 0; i < image.Length; i++)
            Math.Abs(image[i] - numbers[i + 2]).Should().BeLessThan(relative * peak, $"of pixel {i}");
    }

    private static double Correlation(double[] a, double[] b)
    {
        double meanA = a.Average(), meanB = b.Average();
        var cross = a.Zip(b, (p, q) => (p - meanA) * (q - meanB)).Sum();
        return cross / Math.Sqrt(a.Sum(p => (p - meanA) * (p - meanA)) * b.Sum(q => (q - meanB) * (q - meanB)));
    }

    private static float[] Plane(string name)
    {
        using var file = FitsFile.Open(SharedData.Require(name));
        return file.Image().ReadPlane();
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
