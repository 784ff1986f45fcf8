using GaLNet.Sky.Fits;

namespace GaLNet.Sky.Surveys;

/// <summary>
/// What the values of a mask plane mean, and which of them exclude a pixel. Surveys also mark what is no defect:
/// detected sources, bright objects, deblending. Where no names are known, everything but zero excludes.
/// </summary>
public sealed record MaskBits
{
    private readonly long _excluded;

    private MaskBits(IReadOnlyList<MaskBit> bits, bool areCodes)
    {
        Bits = bits;
        AreCodes = areCodes;
        foreach (var bit in bits.Where(b => b.IsExcluded))
            _excluded |= bit.Value;
    }

    /// <summary>Named bits in order of value; empty when nothing is known but "not zero".</summary>
    public IReadOnlyList<MaskBit> Bits { get; }

    /// <summary>True when a pixel holds one code instead of a sum of bits (DECam Community Pipeline).</summary>
    public bool AreCodes { get; }

    /// <summary>Reads the names of a mask plane from its keywords, or knows them from its survey.</summary>
    /// <param name="file">The file of the plane.</param>
    /// <param name="mask">The plane.</param>
    public static MaskBits Of(FitsFile file, FitsImage mask)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(mask);
        var (bits, areCodes) = SurveyMasks.Read(new SurveyKeywords(file.Hdus[0].Header, mask.Header), mask);
        return new MaskBits([.. bits.OrderBy(b => (ulong)b.Value)], areCodes);
    }

    /// <summary>True when a pixel of this value takes no part; NaN never does.</summary>
    public bool Excludes(double value)
    {
        if (double.IsNaN(value))
            return true;
        if (Bits.Count == 0)
            return value != 0;
        var stored = (long)value;
        if (!AreCodes)
            return (stored & _excluded) != 0;
        foreach (var code in Bits)
        {
            if (code.Value == stored)
                return code.IsExcluded;
        }
        return stored != 0;
    }
}
