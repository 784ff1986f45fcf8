using GaLNet.Sky.Fits;
using GaLNet.Sky.Surveys;
using GaLNet.Tests;

namespace GaLNet.Sky.Tests.Surveys;

public sealed class Inspections
{
    [Fact]
    public void A_real_frame_is_told_from_end_to_end()
    {
        var inspection = ImageInspection.Of(SharedData.Require("sdss_frame_photoobj/frame-r-001000-1-0100.fits.bz2"),
            true);
        inspection.Hdus.Select(h => h.Kind).Should().StartWith(["image"]);
        inspection.ImageIndex.Should().Be(0);
        inspection.Hdus[0].Shape.Should().Equal(100, 100);
        inspection.Hdus[0].Type.Should().Be("float32");
        inspection.Hdus[0].Statistics!.Value.Mean.Should().NotBe(double.NaN);
        inspection.Wcs!.Frame.Should().Be("ICRS");
        inspection.CentreFrame!.Value.PixelScaleArcsec.Should().BeApproximately(0.396, 1e-3);
        inspection.Missing.Should().ContainSingle(m => m.Contains("--saturation"));
    }

    [Fact]
    public void A_stamp_without_header_says_what_is_missing()
    {
        var inspection = ImageInspection.Of(SharedData.Require("hsc_pysersic/gal1_im.fits"));
        inspection.Wcs.Should().BeNull();
        inspection.Missing.Should().HaveCount(5);
    }

    [Fact]
    public void A_file_without_image_is_listed()
    {
        var inspection = ImageInspection.Of(SharedData.Require("fits_conformance/valid/tb.fits"));
        inspection.ImageIndex.Should().BeNull();
        inspection.Hdus.Select(h => h.Kind).Should().Equal("empty", "table");
        inspection.Hdus[1].Columns.Should().NotBeEmpty();
    }

    [Fact]
    public void A_wrong_checksum_is_reported_and_a_right_one_is_not()
    {
        var wrong = ImageInspection.Of(SharedData.Require("fits_conformance/suspect/checksum_false.fits"),
            statistics: true);
        wrong.Warnings.Should().Contain(w => w.Contains("checksum does not hold"));
        var right = ImageInspection.Of(SharedData.Require("fits_conformance/valid/checksum.fits"), statistics: true);
        right.Warnings.Should().NotContain(w => w.Contains("checksum"));
    }

    [Fact]
    public void Planes_are_found_in_the_file_and_beside_it()
    {
        var decam = SharedData.Require("decam_legacypipe/c4d_170916_045042_ooi_r_ls9.N15.fits");
        using var file = FitsFile.Open(decam);
        SurveyPlanes.Find(file, file.Image()).Select(p => (Path.GetFileName(p.Path), p.Meaning)).Should().Equal(
            ("c4d_170916_045042_oow_r_ls9.N15.fits", PlaneMeaning.InverseVariance),
            ("c4d_170916_045042_ood_r_ls9.N15.fits", PlaneMeaning.Mask));
        using var scratch = new Scratch();
        using (var writer = FitsFileWriter.Create(scratch["calexp.fits"]))
        {
            writer.WriteImage(new float[4], 2, 2, name: "IMAGE");
            writer.WriteImage(new int[4], 2, 2, name: "MASK");
            writer.WriteImage(new float[4], 2, 2, name: "VARIANCE");
            writer.Commit();
        }
        using var hsc = FitsFile.Open(scratch["calexp.fits"]);
        SurveyPlanes.Find(hsc, hsc.Image()).Select(p
            => p.Meaning).Should().Equal(PlaneMeaning.Mask, PlaneMeaning.Variance);
    }

    /// <summary>Every image that came from elsewhere opens, and every pixel of it can be read.</summary>
    [Fact]
    public void Every_shared_image_opens()
    {
        var folder = SharedData.Require("REALDATA.md")[..^"REALDATA.md".Length];
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(f => f.Contains(".fit", StringComparison.Ordinal)
                && !f.Contains("broken", StringComparison.Ordinal)).ToList();
        files.Should().HaveCountGreaterThan(80);
        foreach (var path in files)
        {
            var inspection = ImageInspection.Of(path, statistics: true);
            foreach (var hdu in inspection.Hdus.Where(h => h.Kind.EndsWith("image", StringComparison.Ordinal)))
            {
                var pixels = hdu.Shape.Aggregate(1L, (a, b) => a * b);
                (double.IsNaN(hdu.Statistics!.Value.Mean)
                    && hdu.Statistics.Value.NanCount < pixels).Should().BeFalse(path);
            }
        }
    }
}
