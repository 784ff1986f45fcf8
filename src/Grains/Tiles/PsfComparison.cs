using GaLNet.Grains.Interfaces.Images;

namespace GaLNet.Grains.Tiles;

/// <summary>Compares PSF models.</summary>
internal static class PsfComparison
{
    /// <summary>True when two models are the same to the last bit.</summary>
    public static bool AreSame(StoredPsf one, StoredPsf other)
        => one.XRefPix == other.XRefPix && one.YRefPix == other.YRefPix && one.ScalePix == other.ScalePix
            && one.Degree == other.Degree && one.Rung == other.Rung && one.StarCount == other.StarCount
            && (one.Images?.IsSame(other.Images) ?? other.Images is null)
            && one.Coefficients.Length == other.Coefficients.Length
            && one.Coefficients.Zip(other.Coefficients).All(rows => rows.First.AsSpan().SequenceEqual(rows.Second));
}
