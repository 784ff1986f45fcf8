namespace GaLNet.Sky.Fits;

/// <summary>FITS files are made of blocks of 2880 bytes.</summary>
internal static class FitsBlock
{
    public const int Size = 2880;

    /// <summary>Bytes that are missing to a whole block.</summary>
    public static int Padding(long length) => (int)((Size - length % Size) % Size);
}
