using GaLNet.Sky.Fits;

namespace GaLNet.ClientCli.Commands;

/// <summary>FITS file names on the command line.</summary>
internal static class FitsPaths
{
    /// <summary>The full path, with its <c>[EXT]</c> kept.</summary>
    public static string Absolute(string path)
    {
        var (file, selector) = FitsPath.Parse(path);
        var full = Path.GetFullPath(file);
        return selector is null ? full : $"{full}[{selector}]";
    }
}
