using GaLNet.Photometry.Detection;

namespace GaLNet.Photometry.Tests.Detection;

/// <summary>Planes with Gaussian sources and seeded noise, for which everything is known in closed form.</summary>
internal sealed class SyntheticField(int width, int height, int seed = 1)
{
    private readonly Random _random = new(seed);

    public float[] Pixels { get; } = new float[width * height];

    public SyntheticField AddNoise(double sigma)
    {
        for (int i = 0; i < Pixels.Length; i++)
            Pixels[i] += (float)(sigma * Normal());
        return this;
    }

    public SyntheticField AddSky(Func<int, int, double> level)
    {
        for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
            Pixels[y * width + x] += (float)level(x, y);
        return this;
    }

    /// <summary>An elliptical Gaussian sampled at pixel centres.</summary>
    public SyntheticField AddGaussian(
        double xPix, double yPix, double flux, double majorPix, double minorPix, double thetaDeg = 0)
    {
        var (sin, cos) = Math.SinCos(thetaDeg * Math.PI / 180);
        for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
        {
            double u = ((x - xPix) * cos + (y - yPix) * sin) / majorPix;
            double v = (-(x - xPix) * sin + (y - yPix) * cos) / minorPix;
            double r2 = u * u + v * v;
            if (r2 < 200)
                Pixels[y * width + x] += (float)(flux * Math.Exp(-0.5 * r2) / (2 * Math.PI * majorPix * minorPix));
        }

        return this;
    }

    public Plane Plane() => new() { Width = width, Height = height, Pixels = Pixels };

    private double Normal()
        => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
