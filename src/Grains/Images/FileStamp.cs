using System.Globalization;
using System.Security.Cryptography;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Sky.Fits;

namespace GaLNet.Grains.Images;

/// <summary>Tells whether an image's files are still those that were registered.</summary>
internal static class FileStamp
{
    /// <summary>Length and time of change of each file, as a text that changes when a file is replaced.</summary>
    public static string Of(ImageSource source) => string.Join(';', FilesOf(source).Select(path =>
    {
        var file = new FileInfo(path);
        return file.Exists
            ? string.Create(CultureInfo.InvariantCulture, $"{file.Length}@{file.LastWriteTimeUtc.Ticks}")
            : "absent";
    }));

    /// <summary>SHA-256 of each file's bytes, in order; which HDU is named counts, too.</summary>
    public static void Hash(ImageSource source, IncrementalHash hash)
    {
        foreach (var named in new[] { source.Path, source.WeightPath, source.MaskPath })
        {
            if (named is null)
            {
                hash.AppendData("none\n"u8);
                continue;
            }

            var path = FitsPath.Parse(named);
            using var stream = new FileStream(path.File, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20);
            hash.AppendData(SHA256.HashData(stream));
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes($"[{path.Selector}]\n"));
        }
    }

    private static IEnumerable<string> FilesOf(ImageSource source)
    {
        yield return FitsPath.Parse(source.Path).File;
        if (source.WeightPath is not null)
        {
            yield return FitsPath.Parse(source.WeightPath).File;
        }

        if (source.MaskPath is not null)
        {
            yield return FitsPath.Parse(source.MaskPath).File;
        }

        if (source.PsfPath is not null)
        {
            yield return FitsPath.Parse(source.PsfPath).File;
        }
    }
}
