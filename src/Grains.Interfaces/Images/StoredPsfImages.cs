using GaLNet.Photometry.Psf;

namespace GaLNet.Grains.Interfaces.Images;

/// <summary>Images of a PSF that was given as a file; a stored form of <see cref="PsfexBasis"/>.</summary>
[GenerateSerializer, Immutable, Alias("GaLNet.StoredPsfImages")]
public sealed record StoredPsfImages
{
    /// <summary>Pixels along a row of an image.</summary>
    [Id(0)] public required int Width { get; init; }
    /// <summary>Rows of an image.</summary>
    [Id(1)] public required int Height { get; init; }
    /// <summary>[terms * Height * Width], see <see cref="PsfexBasis.Images"/>.</summary>
    [Id(2)] public required float[] Images { get; init; }
    /// <summary>Sampling step, image pixels.</summary>
    [Id(3)] public required double StepPix { get; init; }
    /// <summary>Column at which the polynomial's first variable is 0, FITS pixels.</summary>
    [Id(4)] public required double XZero { get; init; }
    /// <summary>Pixels per unit of it.</summary>
    [Id(5)] public required double XScale { get; init; }
    /// <summary>Row at which the polynomial's second variable is 0, FITS pixels.</summary>
    [Id(6)] public required double YZero { get; init; }
    /// <summary>Pixels per unit of it.</summary>
    [Id(7)] public required double YScale { get; init; }
    /// <summary>Degree of the polynomial in position.</summary>
    [Id(8)] public required int Degree { get; init; }

    /// <summary>The stored form of a PSF's images.</summary>
    public static StoredPsfImages Of(PsfexBasis basis) => new()
    {
        Width = basis.Width,
        Height = basis.Height,
        Images = basis.Images,
        StepPix = basis.StepPix,
        XZero = basis.XZero,
        XScale = basis.XScale,
        YZero = basis.YZero,
        YScale = basis.YScale,
        Degree = basis.Degree,
    };

    /// <summary>The images themselves.</summary>
    public PsfexBasis ToBasis() => new()
    {
        Width = Width,
        Height = Height,
        Images = Images,
        StepPix = StepPix,
        XZero = XZero,
        XScale = XScale,
        YZero = YZero,
        YScale = YScale,
        Degree = Degree,
    };

    /// <summary>True when two are the same to the last bit.</summary>
    public bool IsSame(StoredPsfImages? other) => other is not null
        && this with { Images = other.Images } == other && Images.AsSpan().SequenceEqual(other.Images);
}
