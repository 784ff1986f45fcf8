namespace GaLNet.Sky.Surveys;

/// <summary>
/// Short names of filters: <c>r DECam SDSS c0002 …</c>, <c>HSC-R</c> and <c>OCAM_r_SDSS</c> are all <c>r</c>.
/// </summary>
internal static class BandName
{
    public static string Normalise(string filter)
    {
        var words = filter.Split([' ', ',', ';', '_', '-', '.'], StringSplitOptions.RemoveEmptyEntries);
        var letter = words.FirstOrDefault(w => w.Length == 1 && char.IsAsciiLetter(w[0]))
            ?? words.FirstOrDefault(w => w.Length == 2 && w[0] is 'i' or 'I' or 'r' or 'R' && char.IsAsciiDigit(w[1]));
        if (letter is null)
            return filter.Trim();
        // Upper-case Y, J, H, K are near-infrared bands; HSC writes its optical ones in capitals.
        return letter[0] is 'U' or 'G' or 'R' or 'I' or 'Z' || letter.Length == 2 ? letter.ToLowerInvariant() : letter;
    }
}
