using System.Globalization;
using GaLNet.Sky.Fits;

namespace GaLNet.Sky.Surveys;

/// <summary>Names of mask bits: from keywords where the survey writes them, else from its documentation.</summary>
internal static class SurveyMasks
{
    // LSST's planes that mean that a pixel is no data; DETECTED, BRIGHT_OBJECT, CLIPPED, ... do not.
    private static readonly string[] LsstExcluded =
        ["BAD", "SAT", "INTRP", "CR", "EDGE", "NO_DATA", "SUSPECT", "UNMASKEDNAN", "VIGNETTED"];

    // DES data management, BADPIX bits of the MSK planes (Morganson et al. 2018, table 9).
    private static readonly (string Name, long Value, bool IsExcluded)[] Des =
    [
        ("BPM", 1, true), ("SATURATE", 2, true), ("INTERP", 4, true), ("BADAMP", 8, true), ("CRAY", 16, true),
        ("STAR", 32, false), ("TRAIL", 64, true), ("EDGEBLEED", 128, true), ("SSXTALK", 256, true),
        ("EDGE", 512, true), ("STREAK", 1024, true), ("SUSPECT", 2048, false), ("FIXED", 4096, false),
        ("NEAREDGE", 8192, false), ("TAPEBUMP", 16384, false),
    ];

    // DECam Community Pipeline from version 3.5 on stores codes. 7 and 8 also hit real sources, as the Legacy Surveys
    // found, and are left in.
    private static readonly (string Name, long Value, bool IsExcluded)[] DecamCodes =
    [
        ("bad", 1, true), ("no value", 2, true), ("saturated", 3, true), ("bleed", 4, true), ("cosmic ray", 5, true),
        ("low weight", 6, true), ("difference detection", 7, false), ("long streak", 8, false),
    ];

    // HST calibrated exposures (ACS and WFC3 data handbooks); warm and stable hot pixels are corrected by the dark.
    private static readonly (string Name, long Value, bool IsExcluded)[] Hst =
    [
        ("Reed-Solomon error", 1, true), ("data missing", 2, true), ("bad detector pixel", 4, true),
        ("masked or unstable", 8, true), ("hot", 16, false), ("unstable", 32, true), ("warm", 64, false),
        ("bad in bias", 128, true), ("saturated", 256, true), ("bad in flat", 512, true),
        ("charge trap", 1024, true), ("A-to-D saturated", 2048, true), ("cosmic ray (drizzle)", 4096, true),
        ("cosmic ray", 8192, true), ("persistence or ghost", 16384, false),
    ];

    public static (IEnumerable<MaskBit> Bits, bool AreCodes) Read(SurveyKeywords keys, FitsImage mask)
    {
        var planes = LsstPlanes(mask.Header).ToList();
        if (planes.Count > 0)
            return (planes, false);
        if (keys.Contains("IMTYPE", "maskbits"))
            return (LegacyBits(keys, mask.Header), false);
        var isCommunity = keys.Contains("PRODTYPE", "dqmask")
            || mask.FileName.Contains("_ood_", StringComparison.Ordinal);
        if (isCommunity && keys.Contains("INSTRUME", "DECam") && HasCodes(keys.Text("PLVER")))
            return (Known(DecamCodes, "DECam Community Pipeline codes"), true);
        if (keys.Contains("DES_EXT", "MASK") || (SurveyProfile.Recognise(keys) == "DES"
            && mask.Name.Trim() is "MSK" or "MASK"))
            return (Known(Des, "DES BADPIX bits"), false);
        if (keys.Contains("TELESCOP", "HST") && mask.Name.Trim() == "DQ")
            return (Known(Hst, "HST DQ bits"), false);
        if (SurveyProfile.Recognise(keys) == "Euclid" && mask.Name.Trim().EndsWith("FLG", StringComparison.Ordinal))
            return ([new MaskBit("INVALID", 1, true, "Euclid: the sum of all that makes a pixel unusable")], false);
        return ([], false);
    }

    /// <summary>HSC-SSP and LSST: MP_name = number of the bit.</summary>
    private static IEnumerable<MaskBit> LsstPlanes(FitsHeader header)
    {
        foreach (var card in header.Cards.Where(c => c.Keyword.StartsWith("MP_", StringComparison.Ordinal)))
        {
            if (header.Integer(card.Keyword) is >= 0 and < 63 and { } bit)
            {
                var name = card.Keyword[3..];
                yield return new MaskBit(name, 1L << (int)bit, LsstExcluded.Contains(name), card.Keyword + " keyword");
            }
        }
    }

    /// <summary>
    /// Legacy Surveys' maskbits: SATUR_x and ALLM_x hold the values of saturated pixels and of those masked in every
    /// exposure of band x; the others mark regions of the sky.
    /// </summary>
    private static IEnumerable<MaskBit> LegacyBits(SurveyKeywords keys, FitsHeader header)
    {
        foreach (var card in header.Cards)
        {
            var isPixel = card.Keyword.StartsWith("SATUR_", StringComparison.Ordinal)
                || card.Keyword.StartsWith("ALLM_", StringComparison.Ordinal);
            var isRegion = card.Keyword is "NPRIMARY" or "BRIGHT" or "BAILOUT" or "MEDIUM" or "GALAXY" or "CLUSTER"
                || card.Keyword.StartsWith("WISEM", StringComparison.Ordinal);
            if ((isPixel || isRegion) && keys.Number(card.Keyword) is > 0 and { } value)
                yield return new MaskBit(card.Keyword, (long)value, isPixel, card.Keyword + " keyword");
        }
    }

    private static IEnumerable<MaskBit> Known((string Name, long Value, bool IsExcluded)[] bits, string source)
        => bits.Select(b => new MaskBit(b.Name, b.Value, b.IsExcluded, source));

    private static bool HasCodes(string? version)
    {
        var digits = (version ?? "").Replace("DES", "", StringComparison.Ordinal).Trim().TrimStart('V', 'v').Split('.');
        return digits.Length >= 2 && int.TryParse(digits[0], CultureInfo.InvariantCulture, out var major)
            && int.TryParse(digits[1], CultureInfo.InvariantCulture, out var minor)
            && (major, minor).CompareTo((3, 5)) >= 0;
    }
}
