using GaLNet.Grains.Interfaces.Models;
using GaLNet.Photometry.Fitting;

namespace GaLNet.Grains.Measuring;

/// <summary>What an engine's word stands for now.</summary>
/// <param name="Word">Engine's word.</param>
/// <param name="ModelId">What its fits carry as the model.</param>
/// <param name="Fitter">
/// Measures one galaxy on a compute thread, from the network's answer if there is one; null = that answer is the fit.
/// </param>
/// <param name="Network">The network that is asked first; null = none.</param>
internal sealed record EngineInForce(string Word, string ModelId, IFitEngine? Fitter, CatalogueModel? Network)
{
    /// <summary>A fit that starts from the answer of a network.</summary>
    public static EngineInForce Refined(string word, string networkId, IFitEngine fitter, CatalogueModel network)
        => new(word, IdOfRefined(networkId, fitter), fitter, network);

    /// <summary>What fits carry that were made of a network's answer.</summary>
    public string ModelIdOf(string networkId) => Fitter is null ? networkId : IdOfRefined(networkId, Fitter);

    private static string IdOfRefined(string networkId, IFitEngine fitter) => $"{networkId} + {fitter.ModelId}";
}
