using GaLNet.Photometry.Detection;
using GaLNet.Photometry.Psf;

namespace GaLNet.Photometry.Mocks;

/// <summary>
/// A piece of real sky on which mock galaxies are laid: its own sources, defects and noise come with it. Row-major
/// [Height, Width], row 0 = the first FITS row.
/// </summary>
public sealed class BackgroundField
{
    private readonly Lazy<MaskedPixels> _masked;

    /// <summary>A field; thread-safe once it is made.</summary>
    public BackgroundField() => _masked = new Lazy<MaskedPixels>(() => new MaskedPixels(this));

    /// <summary>What to call it in messages: the file's name.</summary>
    public string Name { get; init; } = "background";

    /// <summary>Pixels along a row.</summary>
    public required int Width { get; init; }

    /// <summary>Rows.</summary>
    public required int Height { get; init; }

    /// <summary>Column of the image at which the field starts, 0-based.</summary>
    public int OriginX { get; init; }

    /// <summary>Row of the image at which the field starts, 0-based.</summary>
    public int OriginY { get; init; }

    /// <summary>[Height * Width] counts, sky subtracted; where they are not finite no stamp is cut.</summary>
    public required float[] Pixels { get; init; }

    /// <summary>
    /// [Height * Width] non-zero where no stamp may reach: saturated stars, spikes, bad columns, edges; null = none.
    /// </summary>
    public byte[]? Mask { get; init; }

    /// <summary>
    /// [Height * Width] standard deviation of the sky, counts; not finite or not positive = no stamp is centred there.
    /// </summary>
    public required float[] SkySigma { get; init; }

    /// <summary>Electrons per count.</summary>
    public required double Gain { get; init; }

    /// <summary>AB magnitude of one count.</summary>
    public required double ZeroPoint { get; init; }

    /// <summary>Arcsec per pixel.</summary>
    public required double PixelScaleArcsec { get; init; }

    /// <summary>
    /// The PSF at a place (0-based pixels of this field, side of the stamp), or null where the field does not know it.
    /// </summary>
    public Func<double, double, int, PsfStamp>? PsfAt { get; init; }

    /// <summary>Where its pixels cannot be used; made when first asked for.</summary>
    internal MaskedPixels Masked => _masked.Value;

    /// <summary>
    /// Prepares a piece of an image: sky subtracted, everything near saturated pixels masked, the PSF modelled from
    /// its own stars. <see cref="PsfAt"/> stays null where it has too few.
    /// </summary>
    /// <param name="plane">The piece, with gain, saturation and mask.</param>
    /// <param name="zeroPoint">AB magnitude of one count.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <param name="findPsf">False saves the work of finding and modelling the PSF.</param>
    /// <exception cref="ArgumentException">The plane does not know its gain.</exception>
    public static BackgroundField Of(Plane plane, double zeroPoint, string name, bool findPsf = true)
    {
        ArgumentNullException.ThrowIfNull(plane);
        if (!double.IsFinite(plane.Gain))
            throw new ArgumentException($"{name} does not say its gain; a galaxy's own noise cannot be added to it.");
        var analysed = AnalysedField.Of(plane);
        var sky = analysed.Detection.Sky;
        var pixels = new float[plane.Pixels.Length];
        for (var i = 0; i < pixels.Length; i++) pixels[i] = plane.Pixels[i] - sky.Level[i];
        var psf = findPsf ? analysed.Psf : null;
        return new BackgroundField
        {
            Name = name,
            Width = plane.Width,
            Height = plane.Height,
            OriginX = plane.OriginX,
            OriginY = plane.OriginY,
            Pixels = pixels,
            Mask = Unusable(plane),
            SkySigma = sky.Sigma,
            Gain = plane.Gain,
            ZeroPoint = zeroPoint,
            PixelScaleArcsec = plane.PixelScaleArcsec,
            PsfAt = psf is null ? null
                : (x, y, side) => psf.StampAt(x + plane.OriginX, y + plane.OriginY, side),
        };
    }

    // A saturated star's halo, spikes and bleeding trail reach far beyond its saturated pixels.
    private const double SaturatedReachArcsec = 5;

    private static byte[] Unusable(Plane plane)
    {
        var reach = (int)Math.Ceiling(SaturatedReachArcsec / plane.PixelScaleArcsec);
        var mask = SaturatedSurroundings.Of(plane, reach) ?? new byte[plane.Pixels.Length];
        for (var i = 0; i < mask.Length; i++)
            if (!plane.HasData(i)) mask[i] = 1;
        return mask;
    }
}
