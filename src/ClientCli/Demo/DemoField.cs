using GaLNet.ClientCli.Comparison;
using GaLNet.Photometry.Mocks;
using GaLNet.Sky.Healpix;
using GaLNet.Sky.Wcs;

namespace GaLNet.ClientCli.Demo;

/// <summary>The field of the demo: always the same.</summary>
internal static class DemoField
{
    /// <summary>Seed of its pixels.</summary>
    public const ulong Seed = 20260;

    /// <summary>Pixels of a side.</summary>
    public const int SidePix = 1200;

    private const int TileOrder = 8;
    private const int ExtraGalaxies = 90;

    /// <summary>The middle of a tile near the COSMOS field, so that one tile holds it all.</summary>
    public static (double RaDeg, double DecDeg) Centre { get; } =
        HealpixNested.Centre(TileOrder, HealpixNested.Index(TileOrder, 150.1, 2.2));

    /// <summary>
    /// Renders it: a piece of KiDS r with some more bright galaxies than the sky has; of another side with as many more
    /// an area.
    /// </summary>
    public static MockField Make(int sidePix = SidePix) => MockFieldGenerator.Make(
        new MockFieldOptions
        {
            WidthPix = sidePix,
            HeightPix = sidePix,
            ExtraGalaxies = (int)Math.Round((double)ExtraGalaxies * sidePix * sidePix / (SidePix * SidePix)),
        },
        Seed);

    /// <summary>The truth on the sky.</summary>
    public static IEnumerable<TrueSource> TruthOf(MockField field, CelestialWcs wcs)
        => field.SourcesOnImage.Select(source =>
    {
        var (x, y) = (source.XPix + 1, source.YPix + 1);
        var (ra, dec) = wcs.PixelToSky(x, y);
        var onSky = source.Parameters with { PaDeg = wcs.FrameAt(x, y).SkyPaDeg(source.Parameters.PaDeg) };
        return new TrueSource(source.IsStar, ra, dec, onSky, source.SignalToNoise);
    });
}
