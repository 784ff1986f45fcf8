namespace GaLNet.Photometry.Detection;

/// <summary>The sky under a plane: level and standard deviation per pixel, each [Height * Width], in counts.</summary>
/// <param name="Level">Sky level at each pixel.</param>
/// <param name="Sigma">Standard deviation of the sky at each pixel; NaN or +Infinity where there are no data.</param>
public sealed record SkyModel(float[] Level, float[] Sigma);
