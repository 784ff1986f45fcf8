using GaLNet.Photometry.Psf;

namespace GaLNet.Photometry.Tests.Psf;

/// <summary>A PSF's light in one pixel.</summary>
internal static class MoffatPixels
{
    public static double Light(DoubleMoffat moffat, double dx, double dy)
    {
        Span<double> light = stackalloc double[1];
        moffat.Light(One(moffat, dx, dy), light);
        return light[0];
    }

    public static double Light(DoubleMoffat moffat, double dx, double dy, Span<double> derivatives)
    {
        var planes = new double[(1 + DoubleMoffat.Derivatives) * PixelSet.Lanes];
        moffat.LightAndDerivatives(One(moffat, dx, dy), planes, PixelSet.Lanes);
        for (int k = 0; k < DoubleMoffat.Derivatives; k++)
            derivatives[k] = planes[(1 + k) * PixelSet.Lanes];
        return planes[0];
    }

    private static PixelSet One(DoubleMoffat moffat, double dx, double dy)
    {
        var pixels = moffat.NewPixels();
        pixels.Add(0, dx, dy);
        pixels.Complete();
        return pixels;
    }
}
