using System.Diagnostics;

namespace GaLNet.Cluster.Tests.Support;

/// <summary>A file system of a few dozen megabytes in memory, to be filled. Only root may make one.</summary>
internal sealed class SmallDisk : IDisposable
{
    public const string Missing = "a small file system cannot be mounted here (it takes root on Linux)";
    private const int Megabytes = 96;
    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    /// <summary>True where one can be made: tried once, with a mount of its own.</summary>
    public static bool CanBeMade { get; } = Try();

    private string Ballast => Path.Combine(_folder, "ballast");

    /// <summary>Mounts one on a folder, which is created.</summary>
    public static SmallDisk On(string folder)
    {
        Directory.CreateDirectory(folder);
        return Run("mount", "-t", "tmpfs", "-o", $"size={Megabytes}m,mode=0755", "tmpfs", folder) == 0
            ? new SmallDisk(folder)
            : throw new InvalidOperationException(Missing);
    }

    /// <summary>Writes until nothing more can be written.</summary>
    public void Fill()
    {
        var block = new byte[65536];
        using var file = new FileStream(Ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    /// <summary>Makes room again.</summary>
    public void MakeRoom() => File.Delete(Ballast);

    public void Dispose() => Run("umount", "-l", _folder);

    private static bool Try()
    {
        var folder = Directory.CreateTempSubdirectory("galnet-disk-").FullName;
        try
        {
            using var disk = On(folder);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
        finally
        {
            Directory.Delete(folder);
        }
    }

    private static int Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }
}
