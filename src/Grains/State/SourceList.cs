namespace GaLNet.Grains.State;

/// <summary>
/// The sources of one image in and around a tile, by column; all columns are of one length. Pixels are the image's,
/// 0-based; counts are the image's. Those outside the tile are neighbours of those inside.
/// </summary>
[GenerateSerializer, Immutable, Alias("GaLNet.SourceList")]
public sealed record SourceList
{
    /// <summary>Id of the entry that the source belongs to; <see cref="Unlisted"/> = a neighbour only.</summary>
    [Id(0)] public required long[] GalaxyId { get; init; }
    /// <summary>Degrees ICRS.</summary>
    [Id(1)] public required double[] RaDeg { get; init; }
    /// <summary>Degrees ICRS.</summary>
    [Id(2)] public required double[] DecDeg { get; init; }
    /// <summary>Column of the centroid.</summary>
    [Id(3)] public required double[] XPix { get; init; }
    /// <summary>Row of the centroid.</summary>
    [Id(4)] public required double[] YPix { get; init; }
    /// <summary>Total detected flux, counts.</summary>
    [Id(5)] public required double[] Flux { get; init; }
    /// <summary>1-sigma error of <see cref="Flux"/>.</summary>
    [Id(6)] public required double[] FluxError { get; init; }
    /// <summary>Signal to noise inside 1.5 arcsec.</summary>
    [Id(7)] public required double[] SignalToNoise { get; init; }
    /// <summary>Half-light radius as seen, pixels.</summary>
    [Id(8)] public required double[] RadiusPix { get; init; }
    /// <summary>Axis ratio of the footprint as seen, (0, 1].</summary>
    [Id(9)] public required double[] AxisRatio { get; init; }
    /// <summary>Orientation as seen, degrees counter-clockwise from +x.</summary>
    [Id(10)] public required double[] ThetaDeg { get; init; }
    /// <summary>Sky under the source, counts per pixel.</summary>
    [Id(11)] public required double[] Sky { get; init; }
    /// <summary>Standard deviation of the sky there, counts per pixel.</summary>
    [Id(12)] public required double[] SkySigma { get; init; }
    /// <summary>Bits of <see cref="SourceBits"/>.</summary>
    [Id(13)] public required int[] Bits { get; init; }

    /// <summary>In <see cref="GalaxyId"/>: not an entry of the catalogue.</summary>
    public const long Unlisted = -1;

    /// <summary>Sources.</summary>
    public int Count => GalaxyId.Length;

    /// <summary>True when the source has the bit.</summary>
    public bool Has(int source, SourceBits bit) => (Bits[source] & (int)bit) != 0;

    /// <summary>The same list with other catalogue entries.</summary>
    public SourceList WithIds(long[] galaxyId) => this with { GalaxyId = galaxyId };

    /// <summary>A list of sources of several lists.</summary>
    public static SourceList Of(IReadOnlyList<(SourceList List, int Source)> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new SourceList
        {
            GalaxyId = [.. rows.Select(row => row.List.GalaxyId[row.Source])],
            RaDeg = [.. rows.Select(row => row.List.RaDeg[row.Source])],
            DecDeg = [.. rows.Select(row => row.List.DecDeg[row.Source])],
            XPix = [.. rows.Select(row => row.List.XPix[row.Source])],
            YPix = [.. rows.Select(row => row.List.YPix[row.Source])],
            Flux = [.. rows.Select(row => row.List.Flux[row.Source])],
            FluxError = [.. rows.Select(row => row.List.FluxError[row.Source])],
            SignalToNoise = [.. rows.Select(row => row.List.SignalToNoise[row.Source])],
            RadiusPix = [.. rows.Select(row => row.List.RadiusPix[row.Source])],
            AxisRatio = [.. rows.Select(row => row.List.AxisRatio[row.Source])],
            ThetaDeg = [.. rows.Select(row => row.List.ThetaDeg[row.Source])],
            Sky = [.. rows.Select(row => row.List.Sky[row.Source])],
            SkySigma = [.. rows.Select(row => row.List.SkySigma[row.Source])],
            Bits = [.. rows.Select(row => row.List.Bits[row.Source])],
        };
    }
}
