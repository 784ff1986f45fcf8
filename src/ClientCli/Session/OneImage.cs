using GaLNet.ClientCli.Shell;
using GaLNet.Grains.Interfaces.Images;

namespace GaLNet.ClientCli.Session;

/// <summary>Finds one registered image by what people type.</summary>
internal static class OneImage
{
    /// <summary>The image whose id starts so, or that came from a file of this name or path.</summary>
    public static ImageInfo Find(IEnumerable<ImageInfo> images, string name, string where)
    {
        ImageInfo[] found = [.. images.Where(image =>
            image.ImageId.StartsWith(name, StringComparison.OrdinalIgnoreCase)
            || image.Source.Path == name || image.Source.Path == Path.GetFullPath(name)
            || Path.GetFileName(image.Source.Path) == name)];
        return found.Length == 1 ? found[0] : throw new CommandFailedException(
            $"{found.Length} images of {where} have an id that starts with {name}, or a file of that name; "
            + "'galnet status' lists ids and files.");
    }
}
