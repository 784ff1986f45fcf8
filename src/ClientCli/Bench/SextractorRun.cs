using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using GaLNet.Photometry.Detection;

namespace GaLNet.ClientCli.Bench;

/// <summary>SExtractor on an image, if it is installed (Debian: source-extractor).</summary>
internal static class SextractorRun
{
    private const string Kernel = """
        CONV NORM
        # 5x5 Gaussian, FWHM 3 pixels
        0.092163 0.221178 0.296069 0.221178 0.092163
        0.221178 0.530797 0.710525 0.530797 0.221178
        0.296069 0.710525 0.951108 0.710525 0.296069
        0.221178 0.530797 0.710525 0.530797 0.221178
        0.092163 0.221178 0.296069 0.221178 0.092163
        """;

    /// <summary>Its sources (threshold 1.5 sigma, 5 pixels, mesh 128); null when it cannot be run.</summary>
    public static CataloguePoint[]? Of(string gzipImage, double scaleArcsec, double gain)
    {
        var folder = Directory.CreateTempSubdirectory("galnet-bench-");
        try
        {
            string At(string name) => Path.Combine(folder.FullName, name);
            using (var packed = new GZipStream(File.OpenRead(gzipImage), CompressionMode.Decompress))
            using (var plain = File.Create(At("image.fits")))
                packed.CopyTo(plain);
            File.WriteAllText(At("kernel.conv"), Kernel + "\n");
            File.WriteAllText(At("columns.param"), "X_IMAGE\nY_IMAGE\nMAG_AUTO\n");
            string[] arguments =
            [
                At("image.fits"), "-c", "/dev/null", "-PARAMETERS_NAME", At("columns.param"),
                "-CATALOG_NAME", At("out.cat"), "-CATALOG_TYPE", "ASCII", "-FILTER_NAME", At("kernel.conv"),
                "-DETECT_THRESH", "1.5", "-ANALYSIS_THRESH", "1.5", "-DETECT_MINAREA", "5", "-BACK_SIZE", "128",
                "-MAG_ZEROPOINT", "0", "-VERBOSE_TYPE", "QUIET",
                "-PIXEL_SCALE", scaleArcsec.ToString(CultureInfo.InvariantCulture),
                "-GAIN", gain.ToString(CultureInfo.InvariantCulture),
            ];
            var start = new ProcessStartInfo("source-extractor", arguments)
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            };
            using var process = Process.Start(start);
            process?.StandardError.ReadToEnd();
            process?.WaitForExit();
            return process is { ExitCode: 0 } && File.Exists(At("out.cat")) ? Read(At("out.cat")) : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static CataloguePoint[] Read(string path)
        => [.. File.ReadLines(path).Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray())
            .Select(row => new CataloguePoint(row[0] - 1, row[1] - 1, row[2]))];
}
