using GaLNet.Sky.Fits;

namespace GaLNet.Sky.Surveys;

/// <summary>
/// Finds the weight and mask planes that surveys ship with an image: in the same file, or beside it by name.
/// </summary>
public static class SurveyPlanes
{
    // HDU names: HSC-SSP and LSST; DES; Euclid MER; HST drizzle.
    private static readonly (string Name, PlaneMeaning Meaning)[] ByHdu =
    [
        ("VARIANCE", PlaneMeaning.Variance), ("MASK", PlaneMeaning.Mask),
        ("WGT", PlaneMeaning.InverseVariance), ("MSK", PlaneMeaning.Mask),
        ("RMS", PlaneMeaning.Sigma), ("FLG", PlaneMeaning.Mask), ("FLAG", PlaneMeaning.Mask),
        ("WHT", PlaneMeaning.RelativeWeight), ("INVVAR", PlaneMeaning.InverseVariance),
        ("MASKBITS", PlaneMeaning.Mask), ("ERR", PlaneMeaning.Sigma), ("DQ", PlaneMeaning.Mask),
    ];

    // Part of the image's file name, and what stands there in its companions.
    private static readonly (string Image, string Other, PlaneMeaning Meaning, string Survey)[] ByFile =
    [
        ("_sci.", "_wei.", PlaneMeaning.RelativeWeight, "KiDS"), ("_sci.", "_msk.", PlaneMeaning.Mask, "KiDS"),
        (".sci.", ".weight.", PlaneMeaning.RelativeWeight, "KiDS"), (".sci.", ".mask.", PlaneMeaning.Mask, "KiDS"),
        ("_sci.", "_wht.", PlaneMeaning.RelativeWeight, "HST"),
        ("-image-", "-invvar-", PlaneMeaning.InverseVariance, "Legacy Surveys"),
        ("_ooi_", "_oow_", PlaneMeaning.InverseVariance, "DECam"), ("_ooi_", "_ood_", PlaneMeaning.Mask, "DECam"),
        ("BGSUB-MOSAIC", "RMS", PlaneMeaning.Sigma, "Euclid"), ("BGSUB-MOSAIC", "FLAG", PlaneMeaning.Mask, "Euclid"),
    ];

    /// <summary>The planes of an image of an open file, those in the file first.</summary>
    public static IReadOnlyList<SurveyPlane> Find(FitsFile file, FitsImage image)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(image);
        var planes = new List<SurveyPlane>();
        foreach (var hdu in file.Hdus.OfType<FitsImage>().Where(h => h != image && SameSize(h, image)))
        {
            if (Meaning(hdu) is { } meaning)
            {
                planes.Add(new SurveyPlane($"{file.Path}[{hdu.Index}]", meaning,
                    $"HDU {hdu.Name.Trim()} of the same file")
                {
                    Bits = meaning == PlaneMeaning.Mask ? MaskBits.Of(file, hdu) : null,
                });
            }
        }
        planes.AddRange(Beside(file.Path));
        return planes;
    }

    /// <summary>What the name of an HDU tells of its values, or null.</summary>
    public static PlaneMeaning? Meaning(FitsImage plane)
    {
        ArgumentNullException.ThrowIfNull(plane);
        // Euclid puts the detector's name in front: 3-6-F.RMS.
        var name = plane.Name.Trim().ToUpperInvariant();
        name = name[(name.LastIndexOf('.') + 1)..];
        return ByHdu.FirstOrDefault(p => p.Name == name) is { Name: not null } known ? known.Meaning : null;
    }

    private static IEnumerable<SurveyPlane> Beside(string path)
    {
        var folder = Path.GetDirectoryName(path) ?? "";
        var name = Path.GetFileName(path);
        foreach (var (part, other, meaning, survey) in ByFile)
        {
            if (!name.Contains(part, StringComparison.Ordinal))
                continue;
            var companion = Path.Combine(folder, name.Replace(part, other, StringComparison.Ordinal));
            if (File.Exists(companion))
                yield return new SurveyPlane(companion, meaning, $"{survey} file name")
                {
                    Bits = meaning == PlaneMeaning.Mask ? BitsOf(companion) : null,
                };
        }
    }

    private static MaskBits? BitsOf(string path)
    {
        try
        {
            using var file = FitsFile.Open(path);
            return MaskBits.Of(file, file.Image());
        }
        catch (FitsException)
        {
            // The plane is listed; whoever uses it meets the sentence that says what is wrong with it.
            return null;
        }
    }

    private static bool SameSize(FitsImage a, FitsImage b) => a.Width == b.Width && a.Height == b.Height;
}
