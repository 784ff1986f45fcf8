namespace GaLNet.Inference;

/// <summary>The networks that lie at hand: files <c>*.onnx</c> in one folder.</summary>
public sealed class ModelShelf
{
    /// <summary>Environment variable that names another folder.</summary>
    public const string FolderVariable = "GALNET_MODELS";

    private const string FolderName = "models";

    /// <param name="folder">The folder; it need not exist.</param>
    public ModelShelf(string folder) => Folder = folder;

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>
    /// The folder of <see cref="FolderVariable"/>, else <c>models</c> beside the program, else in the nearest folder
    /// above it.
    /// </summary>
    public static ModelShelf Default
        => new(Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } named ? named : Nearest());

    /// <summary>Networks whose files are sound, by name, newest version first.</summary>
    /// <param name="problem">Told of each file that cannot be used, in one sentence; null to pass over them.</param>
    public IReadOnlyList<ModelInfo> List(Action<string>? problem = null)
    {
        var found = new List<ModelInfo>();
        foreach (var path in Files())
        {
            try
            {
                found.Add(ModelInfo.Read(path));
            }
            catch (ModelException e)
            {
                problem?.Invoke(e.Message);
            }
        }
        return [.. found.OrderBy(info => info.Name, StringComparer.Ordinal).ThenByDescending(VersionOf)];
    }

    /// <summary>
    /// The network to use for an engine's word (or of a name): the newest of that very name. Fails with
    /// <see cref="ModelException"/> when there is none.
    /// </summary>
    public ModelInfo Find(string name)
    {
        var problems = new List<string>();
        var all = List(problems.Add);
        return all.FirstOrDefault(info => info.Name == name) ?? throw new ModelException(
            $"There is no network {name} in {Folder}"
            + (all.Count > 0 ? $", only {string.Join(", ", all.Select(info => info.Name).Distinct())}" : "")
            + (problems.Count > 0 ? $" ({problems[0].TrimEnd('.')})" : "")
            + $": train and export one, or name a folder of networks with {FolderVariable}.");
    }

    private string[] Files()
    {
        try
        {
            return [.. Directory.EnumerateFiles(Folder, "*.onnx").Order(StringComparer.Ordinal)];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    private static Version VersionOf(ModelInfo info)
        => Version.TryParse(info.Version, out var version) ? version : new Version(0, 0);

    private static string Nearest()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, FolderName);
            if (Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*.onnx").Any())
                return folder;
        }
        return Path.Combine(AppContext.BaseDirectory, FolderName);
    }
}
