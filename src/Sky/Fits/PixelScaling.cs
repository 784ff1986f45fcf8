namespace GaLNet.Sky.Fits;

/// <summary>From stored to physical values: Zero + Scale · stored; integers equal to Blank are undefined.</summary>
internal readonly record struct PixelScaling(double Scale, double Zero, long? Blank)
{
    public bool IsIdentity => Scale == 1 && Zero == 0;

    public static PixelScaling FromHeader(FitsHeader header, int bitPix) => new(
        header.Number("BSCALE") ?? 1, header.Number("BZERO") ?? 0, bitPix > 0 ? header.Integer("BLANK") : null);

    /// <summary>
    /// numpy's name of the physical type; integers that are scaled or have a BLANK become floats as astropy makes
    /// them.
    /// </summary>
    public string TypeName(int bitPix) => (bitPix, Zero) switch
    {
        (-32, _) => "float32",
        (-64, _) => "float64",
        (16, 32768) when Scale == 1 => "uint16",
        (32, 2147483648) when Scale == 1 => "uint32",
        (64, 9223372036854775808) when Scale == 1 => "uint64",
        (8, -128) when Scale == 1 => "int8",
        _ when !IsIdentity || Blank is not null => bitPix > 16 ? "float64" : "float32",
        (8, _) => "uint8",
        _ => $"int{bitPix}",
    };
}
