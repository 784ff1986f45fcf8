using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Psf;

namespace GaLNet.ClientCli.Bench.Peers;

/// <summary>What SExtractor's PSF-convolved Sérsic fits of stamps cost.</summary>
/// <param name="SecondsPerFit">CPU seconds of one fit: a run with it less the same run without.</param>
/// <param name="Fits">Sources that were fitted.</param>
/// <param name="StartSeconds">CPU seconds of start and detection, a stamp.</param>
/// <param name="TotalSeconds">CPU seconds of everything, a stamp.</param>
internal sealed record PeerStampFits(double SecondsPerFit, int Fits, double StartSeconds, double TotalSeconds)
{
    private static readonly PeerSettings Settings = new()
    {
        DetectThreshold = 2, FilterFwhmPix = 3, FilterSide = 5, PixelScaleArcsec = 0.2, PsfDegree = 0,
    };

    /// <summary>Runs SExtractor on every stamp, with the stamp's PSF and without.</summary>
    public static async Task<PeerStampFits> OfAsync(
        IReadOnlyList<(Stamp Stamp, PsfStamp Psf)> stamps, CancellationToken cancellationToken)
    {
        using var tools = new PeerTools();
        for (var id = 0; id < stamps.Count; id++)
        {
            tools.WriteImage($"{id}.fits", stamps[id].Stamp.Pixels, stamps[id].Stamp.Width, stamps[id].Stamp.Height);
            PsfexFile.Write(tools.File($"{id}.psf"), stamps[id].Psf);
        }

        var detection = await OfAllAsync(tools, PeerTools.Plain, withPsf: false, cancellationToken);
        var models = await OfAllAsync(
            tools, [.. PeerTools.Plain, .. PeerTools.Spheroid], withPsf: true, cancellationToken);
        return new PeerStampFits(
            (models.Cost.CpuSeconds - detection.Cost.CpuSeconds) / models.Fits, models.Fits,
            detection.Cost.CpuSeconds / stamps.Count, models.Cost.CpuSeconds / stamps.Count);
    }

    /// <summary>A run per stamp; how many sources its catalogues hold.</summary>
    private static async Task<(CpuTime Cost, int Fits)> OfAllAsync(
        PeerTools tools, IEnumerable<string> parameters, bool withPsf, CancellationToken cancellationToken)
    {
        tools.Configure("stamp", Settings, parameters, "ASCII");
        var cost = await CpuTime.OfScriptAsync(
            "for psf in *.psf; do id=${psf%.psf}; source-extractor $id.fits -c stamp.sex -CATALOG_NAME $id.cat "
            + (withPsf ? "-PSF_NAME $psf" : "") + "; done", tools.Folder, cancellationToken);
        return (cost, Directory.GetFiles(tools.Folder, "*.cat").Sum(path => File.ReadLines(path).Count()));
    }
}
