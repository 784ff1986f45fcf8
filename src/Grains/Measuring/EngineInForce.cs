using GaLNet.Grains.Interfaces.Models;
using GaLNet.Inference;
using GaLNet.Photometry.Fitting;

namespace GaLNet.Grains.Measuring;

/// <summary>What an engine's word stands for now.</summary>
internal sealed record EngineInForce
{
    private static readonly Chi2Engine Refiner = new();

    /// <summary>Engine's word.</summary>
    public required string Word { get; init; }

    /// <summary>What its fits carry as the model.</summary>
    public required string ModelId { get; init; }

    /// <summary>Measures one galaxy on a compute thread; null = a network is asked.</summary>
    public IFitEngine? Fitter { get; init; }

    /// <summary>The network that is asked for a whole group; null = none.</summary>
    public CatalogueModel? Network { get; init; }

    /// <summary>True when the network's answer is only where a fit begins.</summary>
    public bool IsRefined { get; init; }

    /// <summary>An engine of this silo.</summary>
    public static EngineInForce Of(string word, IFitEngine engine)
        => new() { Word = word, ModelId = engine.ModelId, Fitter = engine };

    /// <summary>A network, or a fit that begins with its answer.</summary>
    public static EngineInForce Of(string word, CatalogueModel network)
    {
        var engine = new EngineInForce
        {
            Word = word,
            ModelId = network.ModelId,
            Network = network,
            IsRefined = word != network.Engine,
        };
        return engine with { ModelId = engine.ModelIdOf(network.ModelId) };
    }

    /// <summary>What fits carry that were made of a network's answer.</summary>
    public string ModelIdOf(string networkId) => IsRefined ? HybridEngine.IdOf(Refiner, networkId) : networkId;

    /// <summary>The fit that a network's answer leads to.</summary>
    public SersicFit FitOf(SersicFit answer, in StampAndPsf galaxy)
        => IsRefined ? HybridEngine.Refine(Refiner, galaxy, answer) : answer;
}
