using System.Globalization;
using GaLNet.Photometry.Mocks;
using GaLNet.Sky.Fits;

namespace GaLNet.ClientCli.Simulation;

/// <summary>Keywords of simulated files: calibration as surveys give it, and what made the pixels.</summary>
internal static class MockHeader
{
    /// <summary>Calibration and provenance.</summary>
    public static FitsHeader Of(double zeroPoint, double pixelScaleArcsec, MockNoise noise, double skyLevel, ulong seed)
    {
        var header = new FitsHeader();
        header.Set("MAGZP", zeroPoint, "mag = -2.5 log10(flux) + MAGZP, AB");
        header.Set("GAIN", noise.Gain, "electrons per flux unit");
        header.Set("SKYSIG", noise.SkySigma, "gaussian sky sigma per pixel, flux");
        header.Set("PIXSCALE", pixelScaleArcsec, "arcsec per pixel");
        header.Set("BKG", skyLevel, "sky level left in the image, flux per pixel");
        header.Set("SEED", seed.ToString(CultureInfo.InvariantCulture), "seed of the simulation");
        return header;
    }

    /// <summary>
    /// Adds a gnomonic projection, North up and East left, with its centre in the middle of the image.
    /// </summary>
    public static void AddWcs(
        FitsHeader header, int width, int height, double pixelScaleArcsec, double raDeg, double decDeg)
    {
        header.Set("CTYPE1", "RA---TAN");
        header.Set("CTYPE2", "DEC--TAN");
        header.Set("CUNIT1", "deg");
        header.Set("CUNIT2", "deg");
        header.Set("CRPIX1", (width + 1) / 2.0);
        header.Set("CRPIX2", (height + 1) / 2.0);
        header.Set("CRVAL1", raDeg);
        header.Set("CRVAL2", decDeg);
        header.Set("CD1_1", -pixelScaleArcsec / 3600);
        header.Set("CD1_2", 0.0);
        header.Set("CD2_1", 0.0);
        header.Set("CD2_2", pixelScaleArcsec / 3600);
        header.Set("RADESYS", "ICRS");
    }
}
