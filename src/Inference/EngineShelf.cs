using GaLNet.Photometry.Fitting;

namespace GaLNet.Inference;

/// <summary>Makes engines by their words.</summary>
public static class EngineShelf
{
    /// <summary>
    /// The engine of a word. Fails with <see cref="ModelException"/> when the word is unknown or its network cannot be
    /// had.
    /// </summary>
    /// <param name="word">One of <see cref="EngineNames.All"/>.</param>
    /// <param name="modelFile">The network's file; null = the newest of the shelf.</param>
    /// <param name="shelf">Where networks lie; null = <see cref="ModelShelf.Default"/>.</param>
    /// <param name="note">Told in one line what a user may want to know.</param>
    /// <param name="batchSize">Stamps that one call of a network takes.</param>
    public static IFitEngine Make(
        string word, string? modelFile = null, ModelShelf? shelf = null, Action<string>? note = null,
        int batchSize = NetworkEngine.DefaultBatchSize)
    {
        if (!EngineNames.IsKnown(word))
        {
            throw new ModelException(
                $"There is no engine \"{word}\": expected one of {string.Join(", ", EngineNames.All)}.");
        }
        if (EngineNames.NetworkOf(word) is not { } networkWord)
        {
            return modelFile is null ? new Chi2Engine() : throw new ModelException(
                $"The engine {word} uses no network, but {modelFile} was given: leave it out, or choose "
                + $"{EngineNames.GaLNet1}, {EngineNames.GaLNet2} or {EngineNames.Hybrid}.");
        }
        var network = Network(modelFile ?? (shelf ?? ModelShelf.Default).Find(networkWord).Path, networkWord, note, batchSize);
        return word == EngineNames.Hybrid ? new HybridEngine(network) : network;
    }

    private static NetworkEngine Network(string path, string word, Action<string>? note, int batchSize)
    {
        var model = OnnxModel.Open(path, note: note);
        if (model.Info.Engine == word)
            return new NetworkEngine(model, batchSize);
        var served = model.Info.Engine;
        model.Dispose();
        throw new ModelException($"{path} holds a {served} network, not {word}: choose the engine {served}, or another "
            + "file.");
    }
}
