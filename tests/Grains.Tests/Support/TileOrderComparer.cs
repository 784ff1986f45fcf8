using GaLNet.Sky.Healpix;

namespace GaLNet.Grains.Tests.Support;

/// <summary>Tiles by place on the sky.</summary>
internal sealed class TileOrderComparer : IComparer<string>
{
    public static readonly TileOrderComparer Instance = new();

    public int Compare(string? x, string? y) => HealpixCell.Parse(x!).CompareTo(HealpixCell.Parse(y!));
}
