namespace GaLNet.Photometry.Detection;

/// <summary>A sampled Gaussian: one factor of the separable matched filter.</summary>
internal static class GaussianKernel
{
    /// <summary>Rms of a Gaussian per unit FWHM.</summary>
    public const double SigmaPerFwhm = 0.42466090014400953;

    /// <summary>[2 * radius + 1] weights with sum 1, cut at four sigma.</summary>
    public static float[] Weights(double fwhmPix)
    {
        double sigma = Math.Max(fwhmPix, 0.1) * SigmaPerFwhm;
        int radius = Math.Max(1, (int)Math.Ceiling(4 * sigma));
        var weights = new float[2 * radius + 1];
        double sum = 0;
        for (int i = -radius; i <= radius; i++)
            sum += weights[i + radius] = (float)Math.Exp(-0.5 * i * i / (sigma * sigma));
        for (int i = 0; i < weights.Length; i++)
            weights[i] = (float)(weights[i] / sum);
        return weights;
    }
}
