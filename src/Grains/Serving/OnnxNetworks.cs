using GaLNet.Grains.Interfaces;
using GaLNet.Grains.Interfaces.Models;
using GaLNet.Inference;
using GaLNet.Inference.Onnx;
using GaLNet.Photometry.Fitting;
using Microsoft.Extensions.Logging;

namespace GaLNet.Grains.Serving;

/// <summary>Network files in ONNX, as <see cref="NetworkContract"/> describes them.</summary>
internal sealed partial class OnnxNetworks : INetworkFormat
{
    private readonly ILogger<OnnxNetworks> _log;
    private readonly Lazy<IReadOnlyList<ShippedNetwork>> _shipped;

    public OnnxNetworks(ILogger<OnnxNetworks> log)
    {
        _log = log;
        _shipped = new Lazy<IReadOnlyList<ShippedNetwork>>(FindShipped);
    }

    /// <inheritdoc/>
    public IReadOnlyList<ShippedNetwork> Shipped => _shipped.Value;

    /// <inheritdoc/>
    public CatalogueModel Describe(NetworkFile file)
        => AsInput(() => ModelOf(ModelInfo.Of(ModelFile.Parse(file.Bytes, file.Name)), file.Bytes.Length));

    /// <inheritdoc/>
    public IBatchFitEngine Open(NetworkFile file)
        => AsInput(() => new NetworkEngine(
            OnnxModel.Open(ModelFile.Parse(file.Bytes, file.Name), note: note => Note(_log, note))));

    private IReadOnlyList<ShippedNetwork> FindShipped()
        => [.. ModelShelf.Default.List(problem => Note(_log, problem)).Select(info => new ShippedNetwork(
            ModelOf(info, (int)new FileInfo(info.Path).Length),
            () => new NetworkFile(info.Path, File.ReadAllBytes(info.Path))))];

    private static CatalogueModel ModelOf(ModelInfo info, int sizeBytes) => new()
    {
        Engine = info.Engine,
        Name = info.Name,
        Version = info.Version,
        WeightsHash = info.WeightsSha256,
        ModelId = info.ModelId,
        SizeBytes = sizeBytes,
        Training = info.TrainingJson,
        Domain = info.Domain.ToJson(),
        Metrics = info.MetricsJson,
    };

    // Sentences for people cross the wire as what the grains throw.
    private static T AsInput<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (ModelException exception)
        {
            throw new InputException(exception.Message, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Note}")]
    private static partial void Note(ILogger log, string note);
}
