namespace GaLNet.ClientCli.Session;

/// <summary>The files that make up a store on disk.</summary>
internal static class StoreFiles
{
    private static readonly string[] Suffixes = ["", "-wal", "-shm", ".lock"];

    /// <summary>Removes a closed store; files that are not there are no fault.</summary>
    public static void Delete(string store)
    {
        foreach (var suffix in Suffixes)
        {
            File.Delete(store + suffix);
        }
    }
}
