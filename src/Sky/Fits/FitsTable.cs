namespace GaLNet.Sky.Fits;

/// <summary>A binary table.</summary>
public sealed class FitsTable : FitsHdu
{
    internal FitsTable(FitsHduInfo info)
        : base(info)
    {
    }
}
