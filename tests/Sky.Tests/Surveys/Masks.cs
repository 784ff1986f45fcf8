using GaLNet.Sky.Fits;
using GaLNet.Sky.Surveys;
using GaLNet.Sky.Tests.Oracles;
using GaLNet.Tests;

namespace GaLNet.Sky.Tests.Surveys;

/// <summary>Which bits of surveys' masks exclude a pixel.</summary>
public sealed class Masks
{
    [Fact]
    public void Hsc_planes_are_read_from_their_keywords_and_detections_are_no_defects()
    {
        using var scratch = new Scratch();
        Oracle.Require("psf.py", "make", scratch.Folder);
        var planes = ImageInspection.Of(scratch["calexp.fits"]).Planes;
        var mask = planes.Single(p => p.Meaning == PlaneMeaning.Mask).Bits!;
        mask.Bits.Single(b => b.Name == "SAT").Should().Be(new MaskBit("SAT", 2, true, "MP_SAT keyword"));
        mask.Bits.Single(b => b.Name == "NO_DATA").Value.Should().Be(256);
        mask.Bits.Where(b => !b.IsExcluded).Select(b => b.Name).Should().Equal("DETECTED", "DETECTED_NEGATIVE");
        using var file = FitsFile.Open(scratch["calexp.fits"] + "[MASK]");
        var row = new double[8];
        file.Image().ReadWindow(0, 1, 8, 1, row);
        // 0, BAD, SAT, INTRP, EDGE, DETECTED, NO_DATA, 0 as astropy wrote them.
        row.Select(mask.Excludes).Should().Equal(false, true, true, true, true, false, true, false);
    }

    [Fact]
    public void Bits_beyond_single_precision_are_kept_apart()
    {
        var mask = Of("MASK", ("MP_SAT", 1L), ("MP_DETECTED", 40L));
        mask.Excludes((1L << 40) + 2).Should().BeTrue();
        mask.Excludes(1L << 40).Should().BeFalse();
        mask.Excludes(double.NaN).Should().BeTrue();
    }

    [Fact]
    public void Legacy_maskbits_name_saturation_and_regions_by_value()
    {
        var mask = Of("MASKBITS", ("IMTYPE", "maskbits"), ("NPRIMARY", 1L), ("BRIGHT", 2L), ("SATUR_R", 8L),
            ("ALLM_R", 64L), ("GALAXY", 4096L));
        mask.Bits.Where(b => b.IsExcluded).Select(b => $"{b.Name}={b.Value}").Should().Equal("SATUR_R=8", "ALLM_R=64");
        mask.Excludes(1 + 2 + 4096).Should().BeFalse();
        mask.Excludes(8 + 4096).Should().BeTrue();
    }

    [Fact]
    public void Des_and_hst_bits_come_from_their_surveys()
    {
        var des = Of("MSK", ("DES_EXT", "MASK"));
        des.Bits.Single(b => b.Value == 2).Name.Should().Be("SATURATE");
        (des.Excludes(2), des.Excludes(32), des.Excludes(512)).Should().Be((true, false, true));
        var hst = Of("DQ", ("TELESCOP", "HST"));
        (hst.Excludes(256), hst.Excludes(64), hst.Excludes(64 + 4096)).Should().Be((true, false, true));
        var euclid = Of("3-6-F.FLG", ("TELESCOP", "Euclid"));
        (euclid.Excludes(1), euclid.Excludes(2)).Should().Be((true, false));
    }

    /// <summary>A real data-quality map: codes, not bits (its pipeline is V4.8.2a).</summary>
    [Fact]
    public void Decam_maps_hold_codes()
    {
        using var file = FitsFile.Open(SharedData.Require(
            "decam_legacypipe/c4d_170916_045042_ood_r_ls9.N15.fits"));
        var mask = MaskBits.Of(file, file.Image());
        mask.AreCodes.Should().BeTrue();
        // 3 is saturated, not "1 and 2"; 7 is a difference detection, not "1, 2 and 4".
        new double[] { 3, 7, 0, 9 }.Select(mask.Excludes).Should().Equal(true, false, false, true);
        mask.Bits.Single(b => b.Value == 3).Name.Should().Be("saturated");
    }

    [Fact]
    public void A_mask_without_names_excludes_what_is_not_zero()
    {
        var mask = Of("");
        mask.Bits.Should().BeEmpty();
        (mask.Excludes(0), mask.Excludes(1), mask.Excludes(-5)).Should().Be((false, true, true));
    }

    private static MaskBits Of(string name, params (string Key, object Value)[] cards)
    {
        using var scratch = new Scratch();
        var header = new FitsHeader();
        foreach (var (key, value) in cards)
        {
            if (value is long number)
                header.Set(key, number);
            else
                header.Set(key, (string)value);
        }
        using (var writer = FitsFileWriter.Create(scratch["m.fits"]))
        {
            writer.WriteImage(new float[1], 1, 1);
            writer.WriteImage(new int[4], 2, 2, header: header, name: name.Length > 0 ? name : null);
            writer.Commit();
        }
        using var file = FitsFile.Open(scratch["m.fits"]);
        return MaskBits.Of(file, file.Image("1"));
    }
}
