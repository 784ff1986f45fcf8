namespace GaLNet.Tests.ClientCli.Support;

/// <summary>A folder that is gone when the test is.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Root = Directory.CreateTempSubdirectory("galnet-test-").FullName;

    public string Root { get; }

    public string this[string name] => Path.Combine(Root, name);

    /// <summary>Names of everything in it, to show that nothing was left behind.</summary>
    public IEnumerable<string> Names
        => Directory.EnumerateFileSystemEntries(Root, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetFileName(path));

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
