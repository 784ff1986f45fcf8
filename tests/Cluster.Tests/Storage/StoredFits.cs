using GaLNet.Grains.Interfaces.Galaxies;

namespace GaLNet.Cluster.Tests.Storage;

/// <summary>A fit of ordinary size.</summary>
internal static class StoredFits
{
    public static readonly GalaxyFit Fit = new()
    {
        GalaxyId = 1,
        RaDeg = 180.5,
        DecDeg = -1.25,
        XFits = 101.5,
        YFits = 99.25,
        Mag = 20.125,
        ReffArcsec = 0.75,
        Q = 0.5,
        PaDeg = 45,
        N = 2.5,
        XError = 0.01,
        YError = 0.02,
        MagError = 0.03,
        ReffError = 0.04,
        QError = 0.05,
        PaError = 6,
        NError = 0.3,
        Sky = 0.5,
        Chi2 = 1.01,
        Chi2Reff = 0.99,
        SignalToNoise = 77,
        Flags = 0,
        PsfFwhmArcsec = 0.65,
        Provenance = new Provenance
        {
            Engine = "galnet-2",
            Model = "galnet-2-r 0123456789abcdef",
            ImageId = "50caa4ec5769932f9222f3db",
            PsfVersion = 1,
            Software = "galnet 0.1.0",
            StampSize = 61,
        },
        FittedAt = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero),
    };
}
