using GaLNet.ClientCli.Bench.Peers;
using GaLNet.Photometry.Detection;
using GaLNet.Sky.Fits;

namespace GaLNet.ClientCli.Bench;

/// <summary>A survey image of the reference data.</summary>
/// <param name="Name">As it is called there.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Settings">How SExtractor and PSFEx are run on it.</param>
internal sealed record BenchField(string Name, string Path, PeerSettings Settings)
{
    /// <summary>Electrons per count of both images.</summary>
    public const double Gain = 3.0e13;

    /// <summary>The simulated image with its truth.</summary>
    public static BenchField Survey(BenchData data)
        => new("sim/survey", data.File("sim/survey.fits.gz"), PeerSettings.Survey);

    /// <summary>The real KiDS r field.</summary>
    public static BenchField Kids(BenchData data)
        => new("kids_wide_r", data.File("kids_wide_r/kids_r_bottom.fits.gz"), PeerSettings.Kids);

    /// <summary>The whole image in memory.</summary>
    public Plane ReadPlane()
    {
        using var file = FitsFile.Open(Path);
        var image = file.Image();
        return new Plane
        {
            Width = image.Width,
            Height = image.Height,
            Pixels = image.ReadPlane(),
            Gain = Gain,
            PixelScaleArcsec = Settings.PixelScaleArcsec,
        };
    }
}
