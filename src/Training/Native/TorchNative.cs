using TorchSharp;

namespace GaLNet.Training.Native;

/// <summary>Makes torch ready on this machine; call <see cref="Prepare"/> before torch is touched.</summary>
public static class TorchNative
{
    // libLibTorchSharp.so of TorchSharp 0.107 was built by GCC 13 and asks for this version for one marker that is
    // never called. Older C++ libraries (Debian 12) lack it, and the loader refuses the file; as a weak need it loads.
    private const string UnusedVersion = "GLIBCXX_3.4.32";
    private const string Library = "libLibTorchSharp.so";
    private static readonly Lock Gate = new();
    private static bool _ready;

    /// <summary>
    /// Loads torch and sets the threads that one operation may use on this thread. May be called any number of times.
    /// </summary>
    public static void Prepare(int threadsPerOperation = 1)
    {
        MakeLoadable();
        torch.set_num_threads(threadsPerOperation);
    }

    /// <summary>The device that training uses: the GPU where torch sees one, else the CPU.</summary>
    public static torch.Device BestDevice()
    {
        MakeLoadable();
        return torch.cuda.is_available() ? torch.CUDA : torch.CPU;
    }

    private static void MakeLoadable()
    {
        lock (Gate)
        {
            if (!_ready && OperatingSystem.IsLinux()) WeakenNeed();
            _ready = true;
        }
    }

    private static void WeakenNeed()
    {
        string[] folders =
            [AppContext.BaseDirectory, Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native")];
        foreach (var path in folders.Select(folder => Path.Combine(folder, Library)).Where(File.Exists))
        {
            var image = File.ReadAllBytes(path);
            if (!ElfVersionNeed.MakeWeak(image, UnusedVersion)) continue;
            // Beside the file and renamed: another process may be loading it now.
            var patched = $"{path}.{Environment.ProcessId}.part";
            File.WriteAllBytes(patched, image);
            File.Move(patched, path, overwrite: true);
        }
    }
}
