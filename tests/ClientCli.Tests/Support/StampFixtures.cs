using GaLNet.Sky.Fits;

namespace GaLNet.Tests.ClientCli.Support;

/// <summary>Small FITS files for tests of <c>galnet stamps</c>.</summary>
internal static class StampFixtures
{
    public const double PixelScale = 0.2;

    /// <summary>A round Gaussian of unit sum and sigma 1.5 pixels.</summary>
    public static float[] Gaussian(int width, int height, double flux = 1, double sigma = 1.5)
    {
        var pixels = new float[width * height];
        for (var i = 0; i < pixels.Length; i++)
        {
            double x = i % width - width / 2, y = i / width - height / 2;
            var shape = Math.Exp(-0.5 * (x * x + y * y) / (sigma * sigma));
            pixels[i] = (float)(flux * shape / (2 * Math.PI * sigma * sigma));
        }

        return pixels;
    }

    /// <summary>Writes noise-free round sources with some fixed scatter, so that the noise can be estimated.</summary>
    public static string WriteStamps(string path, int width, int height, int planes)
    {
        var random = new Random(5);
        var cube = new float[width * height * planes];
        for (var i = 0; i < cube.Length; i++)
        {
            cube[i] = (float)(random.NextDouble() + random.NextDouble() - 1);
        }

        for (var plane = 0; plane < planes; plane++)
        {
            var source = Gaussian(width, height, 5000, 3);
            for (var i = 0; i < source.Length; i++)
            {
                cube[plane * source.Length + i] += source[i];
            }
        }

        FitsImageWriter.Write(path, cube, width, height, planes);
        return path;
    }

    public static string WritePsf(string path, int width, int height, int planes = 1, float factor = 1)
    {
        var one = Gaussian(width, height);
        var cube = new float[one.Length * planes];
        for (var i = 0; i < cube.Length; i++)
        {
            cube[i] = factor * one[i % one.Length];
        }

        FitsImageWriter.Write(path, cube, width, height, planes);
        return path;
    }

    /// <summary>The command line for stamps with everything that is required.</summary>
    public static string[] Arguments(string images, string psf, string table, params string[] more) =>
    [
        "stamps", images, "--psf", psf, "--zero-point", "25", "--pixel-scale", "0.2", "--gain", "2", "--out", table,
        .. more,
    ];
}
