using GaLNet.Inference;
using GaLNet.Output;
using GaLNet.Photometry.Fitting;

namespace GaLNet.Training.Evaluation;

/// <summary>The engines that an evaluation compares, each under the name that its tables use.</summary>
internal sealed class EngineSelection : IDisposable
{
    private readonly List<(string Name, IFitEngine Engine)> _engines = [];

    /// <summary>The engines in their order.</summary>
    public IReadOnlyList<(string Name, IFitEngine Engine)> Engines => _engines;

    /// <summary>Opens engines by word, then networks by file.</summary>
    /// <param name="words">chi2, galnet-1, galnet-2, hybrid, or the name of a network on the shelf.</param>
    /// <param name="files">Network files.</param>
    /// <param name="shelfFolder">Folder of networks; null = the one that comes with the program.</param>
    /// <param name="note">Told what a user may want to know.</param>
    public static EngineSelection Open(
        IEnumerable<string> words, IEnumerable<string> files, string? shelfFolder, Action<string> note)
    {
        var selection = new EngineSelection();
        var shelf = shelfFolder is null ? ModelShelf.Default : new ModelShelf(shelfFolder);
        try
        {
            foreach (var word in words)
            {
                selection._engines.Add((word, EngineNames.IsKnown(word)
                    ? EngineShelf.Make(word, null, shelf, note)
                    : OfFile(shelf.Find(word), note)));
            }

            foreach (var file in files)
            {
                var info = ModelInfo.Read(file);
                selection._engines.Add((Path.GetFileNameWithoutExtension(file), OfFile(info, note)));
            }
        }
        catch (ModelException exception)
        {
            selection.Dispose();
            throw new CommandFailedException(exception.Message, exception);
        }

        var twice = selection._engines.GroupBy(engine => engine.Name).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? selection : throw new CommandFailedException(
            $"{twice.Key} is named {twice.Count()} times; name each engine once.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, engine) in _engines) (engine as IDisposable)?.Dispose();
    }

    private static IFitEngine OfFile(ModelInfo info, Action<string> note)
        => EngineShelf.Make(info.Engine, info.Path, null, note);
}
