using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Psf;

namespace GaLNet.Inference.Tests.Support;

/// <summary>Stamps of round Gaussian light whose sums and moments are known.</summary>
internal static class TestStamps
{
    /// <summary>A PSF of 25 x 25 pixels.</summary>
    public static PsfStamp Psf(double sigmaPix = 1.5, int size = 25)
        => new(size, size, Gaussian(size, sigmaPix, size / 2, size / 2, 1));

    /// <summary>A stamp of one Gaussian source without noise.</summary>
    /// <param name="flux">Its light, units of the sky's sigma.</param>
    /// <param name="dx">Its place from the central pixel, pixels.</param>
    /// <param name="dy">Its place from the central pixel, pixels.</param>
    /// <param name="size">Pixels per side.</param>
    /// <param name="unit">Counts per sigma of the sky.</param>
    /// <param name="sky">Sky level, counts.</param>
    public static Stamp Galaxy(
        double flux = 5000, double dx = 0, double dy = 0, int size = 61, double unit = 1, double sky = 0)
    {
        var light = Gaussian(size, 3, size / 2 + dx, size / 2 + dy, flux);
        return new Stamp
        {
            Width = size,
            Height = size,
            Pixels = Array.ConvertAll(light, value => (float)(value * unit + sky)),
            SkySigma = unit,
            Gain = 60 / unit,
            Sky = sky,
        };
    }

    public static StampAndPsf Pair(double flux = 5000) => new(Galaxy(flux), Psf());

    public static float[] Gaussian(int size, double sigma, double cx, double cy, double sum)
    {
        var image = new float[size * size];
        for (var i = 0; i < image.Length; i++)
        {
            double x = i % size - cx, y = i / size - cy;
            image[i] = (float)(sum / (2 * Math.PI * sigma * sigma)
                * Math.Exp(-0.5 * (x * x + y * y) / (sigma * sigma)));
        }
        return image;
    }
}
