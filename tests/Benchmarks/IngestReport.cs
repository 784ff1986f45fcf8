using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using GaLNet.Grains.Images;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Photometry.Mocks;
using GaLNet.Sky.Fits;

namespace GaLNet.Benchmarks;

/// <summary>
/// What it costs to register an image: its files read and hashed, and the fingerprints of its blocks, which tell later
/// what a replacement changed.
/// </summary>
internal static class IngestReport
{
    private const int Strip = ImageBlocks.Side;
    private const int Repeat = 3;

    /// <summary>Writes an image, a weight and a mask into a folder of its own, measures, prints, and removes them.</summary>
    public static void Print(TextWriter output, int side)
    {
        var folder = Directory.CreateTempSubdirectory("galnet-ingest-");
        try
        {
            var source = Write(folder.FullName, side);
            Print(output, $"image of {side} x {side} float32", new ImageSource { Path = source.Path });
            Print(output, "the same with weight and mask", source);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Print(TextWriter output, string what, ImageSource source)
    {
        // The first pass brings the files into the page cache and compiles.
        var (image, _) = ImageReader.Read(source, 8);
        var read = Cpu(() => ReadAll(image));
        var hash = Cpu(() =>
        {
            using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            FileStamp.Hash(source, sha);
        });
        var prints = Cpu(() =>
        {
            using var planes = ImagePlanes.Open(source);
            _ = BlockFingerprints.Of(planes, image, "");
        });
        var all = Cpu(() => _ = ImageReader.Read(source, 8));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what}, CPU s: pixels read {read:F2}, read and fingerprinted {prints:F2} ({prints / read:F1} times), files hashed {hash:F2}, registered {all:F2}"));
    }

    private static void ReadAll(ImageInfo image)
    {
        using var planes = ImagePlanes.Open(image.Source);
        for (var row = 0; row < image.Height; row += Strip)
        {
            _ = planes.Read(image, 0, row, image.Width, Math.Min(Strip, image.Height - row));
        }
    }

    // Best of a few: other programs only ever add.
    private static double Cpu(Action action) => Enumerable.Range(0, Repeat).Min(_ =>
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        action();
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalSeconds;
    });

    private static ImageSource Write(string folder, int side)
    {
        var random = new RandomStream(1, 0);
        var pixels = new float[(long)side * side];
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (float)random.NextUniform();
        }

        var (path, weight, mask) = (
            Path.Combine(folder, "image.fits"), Path.Combine(folder, "weight.fits"), Path.Combine(folder, "mask.fits"));
        FitsImageWriter.Write(path, pixels, side, side, 1, Header(side));
        FitsImageWriter.Write(weight, pixels, side, side, 1, new FitsHeader());
        FitsImageWriter.Write(mask, Array.ConvertAll(pixels, pixel => pixel > 0.99f ? 1f : 0f), side, side, 1, new FitsHeader());
        return new ImageSource { Path = path, WeightPath = weight, MaskPath = mask };
    }

    private static FitsHeader Header(int side)
    {
        const double scale = 0.2 / 3600;
        var header = new FitsHeader();
        header.Set("CTYPE1", "RA---TAN");
        header.Set("CTYPE2", "DEC--TAN");
        header.Set("CRVAL1", 150.1);
        header.Set("CRVAL2", 2.2);
        header.Set("CRPIX1", (side + 1) / 2.0);
        header.Set("CRPIX2", (side + 1) / 2.0);
        header.Set("CD1_1", -scale);
        header.Set("CD2_2", scale);
        header.Set("MAGZP", 25.0);
        return header;
    }
}
