using GaLNet.Sky.Fits;

namespace GaLNet.Sky.Psf;

/// <summary>
/// A point-spread function as a file keeps it, brought to one form: images that are summed with the terms of a
/// polynomial in position, PSF(x, y) = Σ images[k] u^i v^j with u = (x - XZero) / XScale, v = (y - YZero) / YScale and
/// x, y in FITS pixels (1-based). The images contain the response of the image's pixel, as PSFs made from stars do;
/// they are not normalised. A <see cref="PsfKind.Grid"/> has one image a place instead: take <see cref="Near"/> first.
/// </summary>
public sealed record PsfInFile
{
    /// <summary>Form in the file.</summary>
    public required PsfKind Kind { get; init; }

    /// <summary>Where it stands: file, HDU, column or keyword.</summary>
    public required string Source { get; init; }

    /// <summary>
    /// What it belongs to when a file holds several: the band (SDSS), the detector (Legacy Surveys, <c>N15</c>) or the
    /// HDU; else empty.
    /// </summary>
    public string Part { get; init; } = "";

    /// <summary>Pixels along a row of an image, odd; the PSF is centred on the central pixel.</summary>
    public required int Width { get; init; }

    /// <summary>Rows of an image, odd.</summary>
    public required int Height { get; init; }

    /// <summary>
    /// [terms * Height * Width] images, row-major, first FITS row first; terms in the order 1, u, u² … v, uv …
    /// (PSFEx), (Degree + 1)(Degree + 2) / 2 of them. For a grid [places * Height * Width].
    /// </summary>
    public required float[] Images { get; init; }

    /// <summary>Degree of the polynomial in position; 0 = the same everywhere, or a grid.</summary>
    public int Degree { get; init; }

    /// <summary>Step between the pixels of the images, pixels of the survey image (0.25 = four times finer).</summary>
    public double StepPix { get; init; } = 1;

    /// <summary>Column at which u = 0, FITS pixels.</summary>
    public double XZero { get; init; }

    /// <summary>Pixels per unit of u.</summary>
    public double XScale { get; init; } = 1;

    /// <summary>Row at which v = 0, FITS pixels.</summary>
    public double YZero { get; init; }

    /// <summary>Pixels per unit of v.</summary>
    public double YScale { get; init; } = 1;

    /// <summary>Places of a grid's images; empty otherwise.</summary>
    public IReadOnlyList<PsfPlace> Places { get; init; } = [];

    /// <summary>Full width at half maximum, pixels of the survey image, where the file tells it.</summary>
    public double? FwhmPix { get; init; }

    /// <summary>Images held: terms of the polynomial, or places.</summary>
    public int Count => Images.Length / (Width * Height);

    /// <summary>
    /// The PSFs that a file names as such: tables of PSFEx and of SDSS's psField, HDUs named PSF, grids of Euclid and
    /// STDPSF. A plain image is nobody's PSF until it is asked for with <see cref="Read"/>.
    /// </summary>
    /// <exception cref="FitsException">The file keeps a PSF in a form that is not read; says which.</exception>
    public static IReadOnlyList<PsfInFile> Find(FitsFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return PsfFileReader.Find(file);
    }

    /// <summary>
    /// The PSF of a file. Brackets in the path choose an HDU, a band or a detector (<c>psField.fit[r]</c>,
    /// <c>psfex.fits[N15]</c>); what the image knows of itself decides where the path does not.
    /// </summary>
    /// <param name="path">PSFEx <c>.psf</c>, SDSS psField, a grid, or an image of the PSF.</param>
    /// <param name="parts">Band, detector or EXTNAME of the image that is measured.</param>
    /// <exception cref="FitsException">No PSF that is read here, or several and none chosen.</exception>
    public static PsfInFile Read(string path, params string[] parts)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(parts);
        return PsfFileReader.Read(path, parts);
    }

    /// <summary>
    /// The PSF to use near a position (FITS pixels): of a grid the image of the nearest place, otherwise itself.
    /// </summary>
    public PsfInFile Near(double x, double y)
    {
        if (Places.Count == 0)
            return this;
        var nearest = 0;
        for (var i = 1; i < Places.Count; i++)
        {
            if (Square(Places[i]) < Square(Places[nearest]))
                nearest = i;
        }
        var size = Width * Height;
        return this with { Images = Images.AsSpan(nearest * size, size).ToArray(), Places = [] };

        double Square(PsfPlace place) => (place.X - x) * (place.X - x) + (place.Y - y) * (place.Y - y);
    }
}
