namespace GaLNet.Sky.Surveys;

/// <summary>Conventions of surveys that their keywords do not spell out.</summary>
internal static class SurveyProfile
{
    /// <summary>Name of the survey, or empty.</summary>
    public static string Recognise(SurveyKeywords keys)
    {
        if (IsSdssFrame(keys))
            return "SDSS";
        if (keys.Contains("SURVEY", "KiDS") || keys.Contains("PROG_ID", "177.A-3016")
            || keys.Contains("OBJECT", "KIDS"))
            return "KiDS";
        if (keys.Contains("INSTRUME", "Hyper Suprime") || keys.Contains("INSTRUME", "HSC"))
            return "HSC-SSP";
        if (keys.Contains("INSTRUME", "LSST") || keys.Contains("TELESCOP", "Simonyi"))
            return "LSST";
        if (keys.Contains("SURVEY", "LegacySurvey") || keys.Contains("SURVEY", "DECaLS")
            || keys.Text("BRICK") is not null || keys.Text("BRICKNAM") is not null || keys.Text("LEGPIPEV") is not null)
            return "Legacy Surveys";
        if (keys.Text("TILENAME")?.StartsWith("DES", StringComparison.Ordinal) == true
            || keys.Contains("SURVEY", "DES"))
            return "DES";
        if (keys.Contains("TELESCOP", "Euclid") || keys.Contains("INSTRUME", "EUCLID"))
            return "Euclid";
        return keys.Contains("TELESCOP", "HST") ? "HST" : "";
    }

    /// <summary>Zero points by convention alone.</summary>
    public static IEnumerable<Sourced<double>> ZeroPoints(SurveyKeywords keys)
    {
        if (IsSdssFrame(keys))
            yield return new Sourced<double>(22.5, "SDSS frames are in nanomaggies (NMGY keyword)");
        switch (Recognise(keys))
        {
            case "KiDS":
                yield return new Sourced<double>(0, "KiDS convention");
                break;
            case "DES" when keys.Text("TILENAME") is not null:
                yield return new Sourced<double>(30, "DES coadd convention");
                break;
            case "Legacy Surveys" when keys.Text("BRICK") is not null || keys.Text("BRICKNAM") is not null:
                yield return new Sourced<double>(22.5, "Legacy Surveys coadds are in nanomaggies");
                break;
            default:
                break;
        }
    }

    /// <summary>Gains by convention alone.</summary>
    public static IEnumerable<Sourced<double>> Gains(SurveyKeywords keys)
    {
        if (IsSdssFrame(keys) && keys.Number("NMGY") is > 0 and { } nanomaggiesPerCount
            && SdssGain.ElectronsPerCount(keys.Number("CAMCOL"), keys.Number("RUN"), keys.Text("FILTER")) is { } gain)
            yield return new Sourced<double>(gain / nanomaggiesPerCount, "SDSS camera gain and NMGY keyword");
    }

    private static bool IsSdssFrame(SurveyKeywords keys) => keys.Contains("ORIGIN", "SDSS")
        && keys.Number("NMGY") is not null;
}
