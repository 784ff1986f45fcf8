using GaLNet.Photometry.Psf;

namespace GaLNet.Grains.Interfaces.Images;

/// <summary>The image-wide PSF that tiles with too few stars borrow; a stored form of <see cref="PsfModel"/>.</summary>
[GenerateSerializer, Immutable, Alias("GaLNet.StoredPsf")]
public sealed record StoredPsf
{
    /// <summary>Reference column, image pixels (0-based).</summary>
    [Id(0)] public required double XRefPix { get; init; }
    /// <summary>Reference row, image pixels (0-based).</summary>
    [Id(1)] public required double YRefPix { get; init; }
    /// <summary>Length that scales positions, pixels.</summary>
    [Id(2)] public required double ScalePix { get; init; }
    /// <summary>Degree of the polynomial in position.</summary>
    [Id(3)] public required int Degree { get; init; }
    /// <summary>[parameters][terms], see <see cref="PsfModel.Coefficients"/>.</summary>
    [Id(4)] public required double[][] Coefficients { get; init; }
    /// <summary>Stars that entered the fit.</summary>
    [Id(5)] public required int StarCount { get; init; }
    /// <summary>Median reduced χ² of the stars.</summary>
    [Id(6)] public required double ResidualChi2 { get; init; }
    /// <summary>Rung of the fallback ladder, <see cref="PsfRung"/>.</summary>
    [Id(7)] public required int Rung { get; init; }
    /// <summary>The images of a PSF that was given as a file, or null.</summary>
    [Id(8)] public StoredPsfImages? Images { get; init; }

    /// <summary>The stored form of a model.</summary>
    public static StoredPsf Of(PsfModel model) => new()
    {
        XRefPix = model.XRefPix,
        YRefPix = model.YRefPix,
        ScalePix = model.ScalePix,
        Degree = model.Degree,
        Coefficients = model.Coefficients,
        StarCount = model.StarCount,
        ResidualChi2 = model.ResidualChi2,
        Rung = (int)model.Rung,
        Images = model.Images is { } images ? StoredPsfImages.Of(images) : null,
    };

    /// <summary>The model itself.</summary>
    public PsfModel ToModel() => new()
    {
        XRefPix = XRefPix,
        YRefPix = YRefPix,
        ScalePix = ScalePix,
        Degree = Degree,
        Coefficients = Coefficients,
        StarCount = StarCount,
        ResidualChi2 = ResidualChi2,
        Rung = (PsfRung)Rung,
        Images = Images?.ToBasis(),
    };
}
