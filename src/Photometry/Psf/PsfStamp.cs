namespace GaLNet.Photometry.Psf;

/// <summary>
/// The image of a point source: odd-sized, centred on its central pixel, unit sum, row-major [height, width].
/// </summary>
/// <param name="Width">Pixels along a row, odd.</param>
/// <param name="Height">Rows, odd.</param>
/// <param name="Pixels">[Height * Width] values with sum 1.</param>
/// <param name="Sampling">
/// PSF pixels per image pixel (1 = the image's own sampling; GALFIT's fine sampling factor).
/// </param>
/// <param name="IncludesPixel">
/// True when the values already contain the response of the image's pixel, as every PSF measured from stars does.
/// A model is then sampled at pixel centres after convolution: the pixel must not be counted twice.
/// </param>
public sealed record PsfStamp(int Width, int Height, float[] Pixels, int Sampling = 1, bool IncludesPixel = true);
