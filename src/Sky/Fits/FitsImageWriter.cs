namespace GaLNet.Sky.Fits;

/// <summary>Writes a file that holds one image or cube; see <see cref="FitsFileWriter"/> for more HDUs.</summary>
public static class FitsImageWriter
{
    /// <summary>
    /// Writes [planes * height * width] single-precision pixels; the file appears whole or not at all.
    /// </summary>
    public static void Write(string path, ReadOnlySpan<float> pixels, int width, int height, int planes = 1,
        FitsHeader? header = null)
    {
        using var file = FitsFileWriter.Create(path);
        file.WriteImage(pixels, width, height, planes, header);
        file.Commit();
    }

    /// <summary>Writes [planes * height * width] double-precision pixels.</summary>
    public static void Write(string path, ReadOnlySpan<double> pixels, int width, int height, int planes = 1,
        FitsHeader? header = null)
    {
        using var file = FitsFileWriter.Create(path);
        file.WriteImage(pixels, width, height, planes, header);
        file.Commit();
    }

    /// <summary>Writes [planes * height * width] 32-bit integer pixels.</summary>
    public static void Write(string path, ReadOnlySpan<int> pixels, int width, int height, int planes = 1,
        FitsHeader? header = null)
    {
        using var file = FitsFileWriter.Create(path);
        file.WriteImage(pixels, width, height, planes, header);
        file.Commit();
    }
}
