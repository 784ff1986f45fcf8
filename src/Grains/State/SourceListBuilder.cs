using GaLNet.Grains.Detection;

namespace GaLNet.Grains.State;

/// <summary>Collects sources and makes a <see cref="SourceList"/> of them. Not thread-safe.</summary>
internal sealed class SourceListBuilder
{
    private readonly List<(BlockSource Source, double RaDeg, double DecDeg, bool IsListed)> _rows = [];

    /// <summary>Adds a source. One that is not listed serves as a neighbour only.</summary>
    public void Add(BlockSource source, double raDeg, double decDeg, bool isListed = true)
        => _rows.Add((source, raDeg, decDeg, isListed));

    /// <summary>The list; ids are 0 for listed sources until objects are matched.</summary>
    public SourceList Build() => new()
    {
        GalaxyId = [.. _rows.Select(row => row.IsListed ? 0L : SourceList.Unlisted)],
        RaDeg = [.. _rows.Select(row => row.RaDeg)],
        DecDeg = [.. _rows.Select(row => row.DecDeg)],
        XPix = [.. _rows.Select(row => row.Source.XPix)],
        YPix = [.. _rows.Select(row => row.Source.YPix)],
        Flux = [.. _rows.Select(row => row.Source.Flux)],
        FluxError = [.. _rows.Select(row => row.Source.FluxError)],
        SignalToNoise = [.. _rows.Select(row => row.Source.SignalToNoise)],
        RadiusPix = [.. _rows.Select(row => row.Source.RadiusPix)],
        AxisRatio = [.. _rows.Select(row => row.Source.AxisRatio)],
        ThetaDeg = [.. _rows.Select(row => row.Source.ThetaDeg)],
        Sky = [.. _rows.Select(row => row.Source.Sky)],
        SkySigma = [.. _rows.Select(row => row.Source.SkySigma)],
        Bits = [.. _rows.Select(row => (int)row.Source.Bits)],
    };
}
