using GaLNet.Grains.Interfaces;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Sky.Fits;
using Microsoft.Extensions.Options;

namespace GaLNet.Grains.Images;

/// <summary>Keeps a silo inside the folders that images may be opened in, whatever a caller or a link says.</summary>
internal sealed class ImageRoots(IOptions<GrainsOptions> options)
{
    private const int MostLinks = 40;
    private readonly string[] _roots = [.. options.Value.ImageRoots.Select(root => RealPath(root))];

    /// <summary>Throws <see cref="InputException"/> when one of the image's files lies outside.</summary>
    public void Check(ImageSource source)
        => Check([source.Path, source.WeightPath, source.MaskPath, source.PsfPath]);

    /// <summary>Throws <see cref="InputException"/> when one of the files (null = none) lies outside.</summary>
    public void Check(params IEnumerable<string?> files)
    {
        if (_roots.Length == 0)
        {
            return;
        }

        foreach (var named in files.OfType<string>())
        {
            var path = FitsPath.Parse(named).File;
            if (path.Split('/', '\\').Contains("..") || !Path.IsPathRooted(path))
            {
                throw new InputException(
                    $"The path {path} is not absolute and plain; write it from the root and without '..'.");
            }

            var real = RealPath(path);
            if (!Array.Exists(_roots, root => real.StartsWith(
                Path.TrimEndingDirectorySeparator(root) + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
            {
                throw new InputException(
                    $"The file {path} lies outside the folders that this silo opens images in "
                    + $"({string.Join(", ", _roots)}); put it there, or add its folder to Images:Roots.");
            }
        }
    }

    /// <summary>The path with every link on the way followed.</summary>
    public static string RealPath(string path)
    {
        var links = 0;
        var todo = new Stack<string>(Parts(Path.GetFullPath(path)).Reverse());
        var real = "/";
        while (todo.TryPop(out var part))
        {
            var next = Path.Combine(real, part);
            var target = new FileInfo(next).LinkTarget;
            if (target is null)
            {
                real = next;
                continue;
            }

            if (++links > MostLinks)
            {
                throw new InputException($"The path {path} goes round in circles of links; give the file's own path.");
            }

            var full = Path.GetFullPath(target, real);
            real = "/";
            foreach (var one in Parts(full).Reverse())
            {
                todo.Push(one);
            }
        }

        return real;
    }

    private static string[] Parts(string full)
        => full.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
}
