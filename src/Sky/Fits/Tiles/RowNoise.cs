namespace GaLNet.Sky.Fits.Tiles;

/// <summary>
/// Noise of a row of pixels from its third-order differences, as fpack measures it (Pence et al. 2009, §3).
/// </summary>
internal static class RowNoise
{
    /// <summary>Standard deviation of the noise; 0 when the row is too short or constant.</summary>
    public static double Sigma(ReadOnlySpan<float> row)
    {
        var good = new List<double>(row.Length);
        foreach (var value in row)
        {
            if (!float.IsNaN(value) && value != 0)
                good.Add(value);
        }
        if (good.Count < 9)
            return 0;
        var differences = new double[good.Count - 4];
        for (var i = 0; i < differences.Length; i++)
            differences[i] = Math.Abs(2 * good[i + 2] - good[i] - good[i + 4]);
        Array.Sort(differences);
        var median = differences[differences.Length / 2];
        // 1.4826 turns a median absolute deviation into a sigma; √6 is the noise of 2a - b - c.
        return 1.4826 * median / Math.Sqrt(6);
    }
}
