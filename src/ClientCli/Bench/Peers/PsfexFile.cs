using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using GaLNet.Photometry.Psf;
using GaLNet.Sky.Psf;

namespace GaLNet.ClientCli.Bench.Peers;

/// <summary>PSF models in PSFEx's format, which SExtractor reads.</summary>
internal static class PsfexFile
{
    private const int Block = 2880;

    /// <summary>Reads a model.</summary>
    public static PsfexBasis Read(string path)
    {
        var psf = PsfInFile.Read(path);
        return new PsfexBasis
        {
            Width = psf.Width,
            Height = psf.Height,
            Images = psf.Images,
            Degree = psf.Degree,
            StepPix = psf.StepPix,
            XZero = psf.XZero,
            XScale = psf.XScale,
            YZero = psf.YZero,
            YScale = psf.YScale,
        };
    }

    /// <summary>Writes a PSF image that is the same everywhere.</summary>
    public static void Write(string path, PsfStamp psf)
    {
        using var stream = File.Create(path);
        WriteHeader(stream, [("SIMPLE", "T"), ("BITPIX", "8"), ("NAXIS", "0"), ("EXTEND", "T")]);
        var count = psf.Width * psf.Height;
        WriteHeader(stream,
        [
            ("XTENSION", "'BINTABLE'"), ("BITPIX", "8"), ("NAXIS", "2"), ("NAXIS1", Text(4 * count)), ("NAXIS2", "1"),
            ("PCOUNT", "0"), ("GCOUNT", "1"), ("TFIELDS", "1"), ("EXTNAME", "'PSF_DATA'"), ("LOADED", "1"),
            ("ACCEPTED", "1"), ("CHI2", "1.0"), ("POLNAXIS", "0"),
            ("PSF_FWHM", Text(StampWidth.FwhmPix(psf))), ("PSF_SAMP", Text(1.0 / psf.Sampling)),
            ("PSFNAXIS", "3"), ("PSFAXIS1", Text(psf.Width)), ("PSFAXIS2", Text(psf.Height)), ("PSFAXIS3", "1"),
            ("TTYPE1", "'PSF_MASK'"), ("TFORM1", $"'{Text(count)}E'"),
            ("TDIM1", $"'({Text(psf.Width)},{Text(psf.Height)},1)'"),
        ]);
        var bytes = new byte[(4 * count + Block - 1) / Block * Block];
        for (var i = 0; i < count; i++)
        {
            BinaryPrimitives.WriteSingleBigEndian(bytes.AsSpan(4 * i), psf.Pixels[i]);
        }

        stream.Write(bytes);
    }

    private static void WriteHeader(Stream stream, (string Key, string Value)[] cards)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in cards)
        {
            text.Append($"{key,-8}= {(value[0] == '\'' ? value : value.PadLeft(20))}".PadRight(80));
        }

        text.Append("END");
        text.Append(' ', (Block - text.Length % Block) % Block);
        stream.Write(Encoding.ASCII.GetBytes(text.ToString()));
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
