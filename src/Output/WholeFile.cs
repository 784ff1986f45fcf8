namespace GaLNet.Output;

/// <summary>
/// Writes a file that appears whole or not at all: beside its final name first, then renamed. Devices and pipes
/// (<c>/dev/stdout</c>) are written straight.
/// </summary>
internal static class WholeFile
{
    /// <summary>Writes through <paramref name="write"/>; on any failure what was there before is untouched.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        var target = Path.GetFullPath(path);
        if (IsDevice(target))
        {
            using var device = new FileStream(target, FileMode.Open, FileAccess.Write);
            write(device);
            return;
        }

        var folder = FolderOf(target);
        var temporary = Path.Combine(folder, $".{Path.GetFileName(target)}.{Environment.ProcessId}.part");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.ReadWrite))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>
    /// Fails early, before hours of work, when <paramref name="path"/> cannot be written: its folder is missing, it is
    /// a folder itself, or there is no permission.
    /// </summary>
    public static void Probe(string path)
    {
        var target = Path.GetFullPath(path);
        if (Directory.Exists(target))
        {
            throw new CommandFailedException($"{path} is a folder; name a file to write.");
        }

        if (IsDevice(target))
        {
            return;
        }

        var probe = Path.Combine(FolderOf(target), $".{Path.GetFileName(target)}.{Environment.ProcessId}.probe");
        File.WriteAllBytes(probe, []);
        File.Delete(probe);
    }

    private static string FolderOf(string target)
    {
        var folder = Path.GetDirectoryName(target)!;
        return Directory.Exists(folder) ? folder : throw new CommandFailedException(
            $"the folder {folder} does not exist; create it, or write somewhere else.");
    }

    private static bool IsDevice(string path)
        => File.Exists(path) && !OperatingSystem.IsWindows()
            && (path.StartsWith("/dev/", StringComparison.Ordinal)
                || path.StartsWith("/proc/", StringComparison.Ordinal));
}
