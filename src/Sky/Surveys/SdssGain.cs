namespace GaLNet.Sky.Surveys;

/// <summary>Gains of the SDSS camera, electrons per count (SDSS data model, "frame" files).</summary>
internal static class SdssGain
{
    private static readonly double[,] ByColumn =
    {
        { 1.62, 3.32, 4.71, 5.165, 4.745 },
        { 1.595, 3.855, 4.6, 6.565, 5.155 },
        { 1.59, 3.845, 4.72, 4.86, 4.885 },
        { 1.6, 3.995, 4.76, 4.885, 4.775 },
        { 1.47, 4.05, 4.725, 4.64, 3.48 },
        { 2.17, 4.035, 4.895, 4.76, 4.69 },
    };

    public static double? ElectronsPerCount(double? cameraColumn, double? run, string? filter)
    {
        var band = filter is { Length: 1 } ? "ugriz".IndexOf(filter[0], StringComparison.Ordinal) : -1;
        if (band < 0 || cameraColumn is not (>= 1 and <= 6))
            return null;
        return cameraColumn == 2 && band == 0 && run > 1100 ? 1.825 : ByColumn[(int)cameraColumn - 1, band];
    }
}
