using System.Globalization;
using System.Text;
using GaLNet.Sky.Fits;

namespace GaLNet.ClientCli.Bench.Peers;

/// <summary>Debian's SExtractor and PSFEx in a folder that is thrown away.</summary>
internal sealed class PeerTools : IDisposable
{
    /// <summary>Counts of 1e-12 get lost in SExtractor's sums: its images are given this much brighter.</summary>
    public const float Scale = 1e12f;

    /// <summary>Zero point of the images as given: magnitudes are those of the sets, whose own is 0.</summary>
    private const double ZeroPoint = 30;

    /// <summary>Electrons per count of the images as given: 3e13 of the sets' own.</summary>
    private const double Gain = 30;

    /// <summary>PSF-convolved Sérsic ("spheroid") fit.</summary>
    public static readonly string[] Spheroid =
    [
        "XMODEL_IMAGE", "YMODEL_IMAGE", "MAG_SPHEROID", "SPHEROID_REFF_IMAGE", "SPHEROID_ASPECT_IMAGE",
        "SPHEROID_THETA_IMAGE", "SPHEROID_SERSICN",
    ];

    /// <summary>Detection and photometry without any model.</summary>
    public static readonly string[] Plain =
        ["NUMBER", "X_IMAGE", "Y_IMAGE", "MAG_AUTO", "FLUX_RADIUS", "SNR_WIN", "FLAGS"];

    private static readonly string[] ForPsfex =
    [
        "VIGNET(35,35)", "X_IMAGE", "Y_IMAGE", "FLUX_APER(1)", "FLUXERR_APER(1)", "FLUX_RADIUS", "SNR_WIN",
        "ELONGATION", "FLAGS",
    ];

    private static readonly (string Program, string Package)[] Needed =
        [("source-extractor", "source-extractor"), ("psfex", "psfex")];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("galnet-peers-");

    /// <summary>Full path of the folder.</summary>
    public string Folder => _folder.FullName;

    /// <summary>Which package is to be installed, in one sentence; null when nothing is missing.</summary>
    public static string? Missing()
    {
        if (!CpuTime.CanTimeProcesses)
        {
            return "skipped: SExtractor and PSFEx are timed with bash, which is not here.";
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        string[] missing = [.. Needed
            .Where(tool => !folders.Any(folder => System.IO.File.Exists(Path.Combine(folder, tool.Program))))
            .Select(tool => tool.Package)];
        return missing.Length == 0 ? null
            : $"skipped: {string.Join(" and ", missing)} not found; install with: apt-get install "
                + string.Join(' ', missing);
    }

    /// <summary>Full path of a file in the folder.</summary>
    public string File(string name) => Path.Combine(Folder, name);

    /// <summary>Writes an image as SExtractor is to see it.</summary>
    public void WriteImage(string name, float[] pixels, int width, int height)
        => FitsImageWriter.Write(File(name), Array.ConvertAll(pixels, value => value * Scale), width, height);

    /// <summary>Writes a configuration <c>NAME.sex</c> with its parameters and filter.</summary>
    public void Configure(
        string name, PeerSettings settings, IEnumerable<string> parameters, string catalogueType, string? psf = null)
    {
        System.IO.File.WriteAllLines(File(name + ".param"), parameters);
        System.IO.File.WriteAllText(File(name + ".conv"), Filter(settings));
        System.IO.File.WriteAllText(File(name + ".sex"), string.Create(CultureInfo.InvariantCulture, $"""
            PARAMETERS_NAME {name}.param
            CATALOG_NAME {name}.cat
            CATALOG_TYPE {catalogueType}
            DETECT_THRESH {settings.DetectThreshold}
            ANALYSIS_THRESH {settings.DetectThreshold}
            DETECT_MINAREA 5
            FILTER Y
            FILTER_NAME {name}.conv
            BACK_SIZE 128
            GAIN {Gain}
            MAG_ZEROPOINT {ZeroPoint}
            PIXEL_SCALE {settings.PixelScaleArcsec}
            SATUR_LEVEL 1e9
            PHOT_APERTURES 10
            VERBOSE_TYPE QUIET
            {(psf is null ? "" : "PSF_NAME " + psf)}

            """));
    }

    /// <summary>
    /// Stars for PSFEx, its model, and a second pass with <paramref name="parameters"/>: <c>image.fits</c> becomes
    /// <c>stars.psf</c> and <c>models.cat</c>.
    /// </summary>
    public async Task<(CpuTime Stars, CpuTime Psf, CpuTime Models)> RunAsync(
        PeerSettings settings, IEnumerable<string> parameters, CancellationToken cancellationToken)
    {
        Configure("stars", settings, ForPsfex, "FITS_LDAC");
        Configure("models", settings, parameters, "FITS_1.0", "stars.psf");
        return (
            await CpuTime.OfScriptAsync("source-extractor image.fits -c stars.sex", Folder, cancellationToken),
            await CpuTime.OfScriptAsync(
                $"psfex stars.cat -PSFVAR_DEGREES {settings.PsfDegree} -CHECKPLOT_TYPE NONE -CHECKIMAGE_TYPE NONE "
                + "-WRITE_XML N -VERBOSE_TYPE QUIET", Folder, cancellationToken),
            await CpuTime.OfScriptAsync("source-extractor image.fits -c models.sex", Folder, cancellationToken));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Filter(PeerSettings settings)
    {
        var text = new StringBuilder("CONV NORM\n");
        var half = settings.FilterSide / 2;
        for (var y = -half; y <= half; y++)
        {
            for (var x = -half; x <= half; x++)
            {
                var value = Math.Exp(
                    -4 * Math.Log(2) * (x * x + y * y) / (settings.FilterFwhmPix * settings.FilterFwhmPix));
                text.Append(value.ToString("F6", CultureInfo.InvariantCulture)).Append(x < half ? ' ' : '\n');
            }
        }

        return text.ToString();
    }
}
