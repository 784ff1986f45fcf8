using GaLNet.Sky.Fits;
using GaLNet.Sky.Wcs;

namespace GaLNet.Grains.Tests.Support;

/// <summary>
/// A small survey image with known contents: Moffat stars, elliptical Gaussian galaxies and faint ones on a jittered
/// grid (none touch), white noise of sigma 1, zero point 25, TAN coordinates.
/// </summary>
internal sealed class PaintedField
{
    public const int Size = 640;
    public const double PixelScaleArcsec = 0.2;
    private const int CellPix = 46;
    private readonly Random _random;
    private readonly float[] _pixels = new float[Size * Size];
    private readonly List<PaintedSource> _sources = [];

    private PaintedField(int noiseSeed) => _random = new Random(noiseSeed);

    /// <summary>What was painted.</summary>
    public IReadOnlyList<PaintedSource> Sources => _sources;

    /// <summary>The pixels, [Size * Size]; tests may spoil them before writing.</summary>
    public float[] Pixels => _pixels;

    /// <summary>Paints a field. The same layout with another noise seed is another exposure of the same sky.</summary>
    public static PaintedField Make(int layoutSeed = 1, int noiseSeed = 2, bool withNewcomer = false)
    {
        var field = new PaintedField(noiseSeed);
        var layout = new Random(layoutSeed);
        var kinds = new[] { 'g', 's', 'g', 'f', 'g', 's', '-' };
        var index = 0;
        for (var y = 30; y < Size - 30; y += CellPix)
        {
            for (var x = 30; x < Size - 30; x += CellPix)
            {
                var kind = kinds[index++ % kinds.Length];
                double cx = x + 6 * layout.NextDouble(), cy = y + 6 * layout.NextDouble();
                double flux = 3000 * Math.Exp(1.5 * layout.NextDouble()), angle = layout.NextDouble();
                var q = 0.5 + 0.5 * layout.NextDouble();
                if (kind == '-' && withNewcomer)
                {
                    (kind, withNewcomer) = ('g', false);
                }

                if (kind != '-')
                {
                    field.Paint(new PaintedSource(kind, cx, cy, kind == 'f' ? 330 : flux, 180 * angle, q));
                }
            }
        }

        for (var at = 0; at < field._pixels.Length; at++)
        {
            field._pixels[at] += (float)field.Gauss();
        }

        return field;
    }

    /// <summary>Writes the field as FITS.</summary>
    /// <param name="path">Where.</param>
    /// <param name="rotationDeg">Direction of North, counter-clockwise from +y.</param>
    /// <param name="isMirrored">True = East to the right of North.</param>
    public PaintedField Write(string path, double rotationDeg = 0, bool isMirrored = false)
    {
        FitsImageWriter.Write(path, _pixels, Size, Size, 1, Header(rotationDeg, isMirrored));
        return this;
    }

    /// <summary>The header of <see cref="Write"/>.</summary>
    public static FitsHeader Header(double rotationDeg = 0, bool isMirrored = false)
    {
        const double scale = PixelScaleArcsec / 3600;
        var (sin, cos) = Math.SinCos(rotationDeg * Math.PI / 180);
        var parity = isMirrored ? 1 : -1;
        var header = new FitsHeader();
        header.Set("CTYPE1", "RA---TAN");
        header.Set("CTYPE2", "DEC--TAN");
        header.Set("CRVAL1", 150.1);
        header.Set("CRVAL2", 2.2);
        header.Set("CRPIX1", (Size + 1) / 2.0);
        header.Set("CRPIX2", (Size + 1) / 2.0);
        header.Set("CD1_1", parity * scale * cos);
        header.Set("CD1_2", parity * scale * sin);
        header.Set("CD2_1", -scale * sin);
        header.Set("CD2_2", scale * cos);
        header.Set("MAGZP", 25.0);
        header.Set("FILTER", "r");
        return header;
    }

    /// <summary>Where a source lies on the sky.</summary>
    public static (double RaDeg, double DecDeg) PlaceOf(PaintedSource source)
        => CelestialWcs.FromHeader(Header()).PixelToSky(source.XPix + 1, source.YPix + 1);

    private void Paint(PaintedSource source)
    {
        _sources.Add(source);
        var (sin, cos) = Math.SinCos(source.ThetaDeg * Math.PI / 180);
        const double alpha = 3.43; // Moffat of index 3 with a FWHM of 3.5 pixels
        var major = source.Kind == 'f' ? 3.0 : 5.0;
        for (var y = Math.Max(0, (int)source.YPix - 23); y < Math.Min(Size, (int)source.YPix + 24); y++)
        {
            for (var x = Math.Max(0, (int)source.XPix - 23); x < Math.Min(Size, (int)source.XPix + 24); x++)
            {
                double dx = x - source.XPix, dy = y - source.YPix;
                double u = (dx * cos + dy * sin) / major, v = (dy * cos - dx * sin) / (major * source.Q);
                _pixels[y * Size + x] += (float)(source.Flux * (source.Kind == 's'
                    ? 2 / (Math.PI * alpha * alpha) * Math.Pow(1 + (dx * dx + dy * dy) / (alpha * alpha), -3)
                    : Math.Exp(-0.5 * (u * u + v * v)) / (2 * Math.PI * major * major * source.Q)));
            }
        }
    }

    private double Gauss()
        => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
