using GaLNet.Grains.Interfaces;

namespace GaLNet.Silo.Configuration;

/// <summary>Reads a password from a setting or from a file, whichever is given.</summary>
internal static class SecretFile
{
    /// <summary>The password, or null. The message of a failure names the file, never what is in it.</summary>
    public static string? Read(KeyReader keys, string key, string fileKey)
    {
        var said = keys.Text(key);
        if (keys.Text(fileKey) is not { } path)
        {
            return said;
        }

        if (said is not null)
        {
            throw new InputException($"{key} and {fileKey} are both set; give one of them.");
        }

        return Read(path, fileKey);
    }

    /// <summary>The first line of a file.</summary>
    public static string Read(string path, string key)
    {
        try
        {
            return File.ReadLines(path).FirstOrDefault() is { Length: > 0 } first
                ? first
                : throw new InputException($"{key} names {path}, which is empty; write the password on its first line.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                $"{key} names {path}, which cannot be read ({exception.Message.TrimEnd('.')}); name another file.",
                exception);
        }
    }
}
