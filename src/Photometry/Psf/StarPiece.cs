using GaLNet.Photometry.Detection;

namespace GaLNet.Photometry.Psf;

/// <summary>
/// A sure star with the pixels that a PSF fit needs of it and nothing else, so that stars of a large region can be
/// kept and fitted together after the planes they were found in are gone.
/// </summary>
/// <param name="Plane">The pixels around the star.</param>
/// <param name="Detection">The star as its only source (label 1; others' footprints have label 2), and the sky.</param>
public sealed record StarPiece(Plane Plane, DetectionResult Detection)
{
    // Half side of the largest stamp that is fitted, and a pixel for rounding.
    private const int HalfPix = PsfFitter.MaxStampHalfPix + 1;

    /// <summary>Column of the star, 0-based pixels of the image.</summary>
    public double XPix => Plane.OriginX + Detection.Sources[0].XPix;

    /// <summary>Row of the star, 0-based pixels of the image.</summary>
    public double YPix => Plane.OriginY + Detection.Sources[0].YPix;

    /// <summary>Copies a star out of the plane it was found in.</summary>
    /// <param name="plane">The plane in which it was detected.</param>
    /// <param name="detection">Its sources, segmentation and sky.</param>
    /// <param name="source">Which source.</param>
    public static StarPiece Cut(Plane plane, DetectionResult detection, int source)
    {
        ArgumentNullException.ThrowIfNull(plane);
        ArgumentNullException.ThrowIfNull(detection);
        var star = detection.Sources[source];
        int cx = (int)Math.Round(star.XPix), cy = (int)Math.Round(star.YPix);
        int x0 = Math.Clamp(cx - HalfPix, 0, plane.Width - 1), y0 = Math.Clamp(cy - HalfPix, 0, plane.Height - 1);
        int width = Math.Clamp(cx + HalfPix + 1, x0 + 1, plane.Width) - x0;
        int height = Math.Clamp(cy + HalfPix + 1, y0 + 1, plane.Height) - y0;
        T[] Crop<T>(T[] values)
        {
            var piece = new T[width * height];
            for (int y = 0; y < height; y++)
                values.AsSpan((y0 + y) * plane.Width + x0, width).CopyTo(piece.AsSpan(y * width));
            return piece;
        }

        var labels = Array.ConvertAll(Crop(detection.Segmentation),
            label => label == 0 ? 0 : label == source + 1 ? 1 : 2);
        var piece = new Plane
        {
            Width = width,
            Height = height,
            Pixels = Crop(plane.Pixels),
            OriginX = plane.OriginX + x0,
            OriginY = plane.OriginY + y0,
            Saturation = plane.Saturation,
            Gain = plane.Gain,
            PixelScaleArcsec = plane.PixelScaleArcsec,
        };
        var sky = new SkyModel(Crop(detection.Sky.Level), Crop(detection.Sky.Sigma));
        return new StarPiece(piece, new DetectionResult(
            [star with { XPix = star.XPix - x0, YPix = star.YPix - y0 }], labels, sky));
    }
}
