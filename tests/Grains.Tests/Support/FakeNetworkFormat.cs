using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using GaLNet.Grains.Interfaces;
using GaLNet.Grains.Interfaces.Models;
using GaLNet.Grains.Serving;
using GaLNet.Photometry.Fitting;

namespace GaLNet.Grains.Tests.Support;

/// <summary>
/// Network files that are a line of text, <c>fake|engine|name|version</c>, and networks that answer what detection
/// said, with an n that tells the version. A test may make them wait or fail.
/// </summary>
internal sealed class FakeNetworkFormat(params string[] shipped) : INetworkFormat
{
    /// <summary>Runs before each batch with the model's id.</summary>
    public Action<string, IReadOnlyList<StampAndPsf>>? Before { get; set; }

    /// <summary>Tells weights apart that were trained anew under an old version.</summary>
    public string Salt { get; set; } = "";

    /// <summary>True when no file can be opened.</summary>
    public bool FailsToOpen { get; set; }

    /// <summary>Sizes of the batches that were answered, by model.</summary>
    public ConcurrentQueue<(string ModelId, int Count)> Batches { get; } = [];

    /// <summary>Files opened so far.</summary>
    public ConcurrentQueue<string> Opened { get; } = [];

    /// <summary>Stamps answered so far.</summary>
    public int Stamps => Batches.Sum(batch => batch.Count);

    public IReadOnlyList<ShippedNetwork> Shipped { get; } = [.. shipped.Select(line =>
    {
        var file = new NetworkFile("shipped", Encoding.UTF8.GetBytes(line));
        return new ShippedNetwork(ModelOf(file), () => file);
    })];

    /// <summary>A file.</summary>
    public static NetworkFile File(string version, string engine = "galnet-2", string? name = null)
        => new("a.onnx", Encoding.UTF8.GetBytes($"fake|{engine}|{name ?? engine}|{version}"));

    /// <summary>What a file of <see cref="File"/> says of itself.</summary>
    public static CatalogueModel ModelOf(NetworkFile file, string salt = "")
    {
        if (Encoding.UTF8.GetString(file.Bytes).Split('|') is not ["fake", var engine, var name, var version])
        {
            throw new InputException($"{file.Name} is no network; give one.");
        }

        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(
            [.. file.Bytes, .. Encoding.UTF8.GetBytes(salt)]));
        return new CatalogueModel
        {
            Engine = engine,
            Name = name,
            Version = version,
            WeightsHash = hash,
            ModelId = $"{name} {version} {hash[..8]}",
            SizeBytes = file.Bytes.Length,
        };
    }

    /// <summary>Number of a version, which its fits carry as n.</summary>
    public static double IndexOf(string version) => double.Parse(version, CultureInfo.InvariantCulture);

    public CatalogueModel Describe(NetworkFile file) => ModelOf(file, Salt);

    public IBatchFitEngine Open(NetworkFile file)
    {
        var model = ModelOf(file, Salt);
        if (FailsToOpen)
        {
            throw new InputException($"{file.Name} cannot be opened today; try tomorrow.");
        }

        Opened.Enqueue(model.ModelId);
        return new FakeNetwork(model, this);
    }
}
