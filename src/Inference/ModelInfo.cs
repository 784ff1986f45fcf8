using GaLNet.Inference.Onnx;

namespace GaLNet.Inference;

/// <summary>What a network's file says about itself, checked against <see cref="NetworkContract"/>.</summary>
public sealed record ModelInfo
{
    private static readonly string[] Words = [EngineNames.GaLNet1, EngineNames.GaLNet2];

    /// <summary>Name of the network, for example <c>galnet-2-paper</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Version of the weights.</summary>
    public required string Version { get; init; }

    /// <summary>Engine's word it serves: <c>galnet-1</c> or <c>galnet-2</c>.</summary>
    public required string Engine { get; init; }

    /// <summary>SHA-256 of the weights, lower-case hexadecimal.</summary>
    public required string WeightsSha256 { get; init; }

    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>Ranges of the training set.</summary>
    public required TrainingDomain Domain { get; init; }

    /// <summary>JSON of the measured figures; "{}" where the file has none.</summary>
    public string MetricsJson { get; init; } = "{}";

    /// <summary>JSON of the training configuration; "{}" where the file has none.</summary>
    public string TrainingJson { get; init; } = "{}";

    /// <summary>What fits made with it carry: name, version and the first eight digits of the hash.</summary>
    public string ModelId => $"{Name} {Version} {WeightsSha256[..8]}";

    /// <summary>Reads and checks a file; fails with <see cref="ModelException"/>.</summary>
    public static ModelInfo Read(string path) => Of(ModelFile.Read(path));

    /// <summary>Checks a file that was read.</summary>
    public static ModelInfo Of(ModelFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        RequireContract(file);
        var engine = Entry(file, NetworkContract.EngineKey);
        if (!Words.Contains(engine))
        {
            throw new ModelException($"{file.Path} says that it serves the engine \"{engine}\", which is unknown here: "
                + $"expected {string.Join(" or ", Words)} under {NetworkContract.EngineKey}.");
        }
        RequireInputs(file, engine);
        RequireOutputs(file);
        var stated = Entry(file, NetworkContract.WeightsKey);
        if (!string.Equals(stated, file.WeightsSha256, StringComparison.OrdinalIgnoreCase))
        {
            throw new ModelException($"{file.Path} holds weights with the hash {file.WeightsSha256[..8]}, but states "
                + $"{Start(stated)}: the file was damaged or changed; fetch or export it again.");
        }
        return new ModelInfo
        {
            Name = Entry(file, NetworkContract.NameKey),
            Version = Entry(file, NetworkContract.VersionKey),
            Engine = engine,
            WeightsSha256 = file.WeightsSha256,
            Path = file.Path,
            Domain = TrainingDomain.Parse(Entry(file, NetworkContract.DomainKey), file.Path),
            MetricsJson = file.Metadata.GetValueOrDefault(NetworkContract.MetricsKey, "{}"),
            TrainingJson = file.Metadata.GetValueOrDefault(NetworkContract.TrainingKey, "{}"),
        };
    }

    private static void RequireContract(ModelFile file)
    {
        var version = Entry(file, NetworkContract.ContractKey);
        if (version != NetworkContract.Version)
        {
            throw new ModelException($"{file.Path} follows version {version} of the network contract, this program "
                + $"version {NetworkContract.Version}: use a program of the same age, or export the network again.");
        }
    }

    private static void RequireInputs(ModelFile file, string engine)
    {
        var takesPsf = engine == EngineNames.GaLNet2;
        var expected = new Dictionary<string, long[]>
        {
            [NetworkContract.Stamp] = [1, NetworkContract.StampSize, NetworkContract.StampSize],
            [NetworkContract.SkySigma] = [1],
            [NetworkContract.Gain] = [1],
            [NetworkContract.ZeroPoint] = [1],
            [NetworkContract.PixelScale] = [1],
        };
        if (takesPsf)
            expected[NetworkContract.Psf] = [1, NetworkContract.PsfSize, NetworkContract.PsfSize];
        foreach (var input in file.Inputs)
        {
            if (!expected.TryGetValue(input.Name, out var shape))
            {
                throw new ModelException($"{file.Path} asks for an input \"{input.Name}\", which a {engine} network "
                    + $"does not have: expected {string.Join(", ", expected.Keys)}.");
            }
            Require(file, input, shape);
        }
        RequireNames(file, file.Inputs, takesPsf ? [NetworkContract.Stamp, NetworkContract.Psf]
            : [NetworkContract.Stamp], "input");
    }

    private static void RequireOutputs(ModelFile file)
    {
        string[] names = [NetworkContract.Parameters, NetworkContract.Errors, NetworkContract.Errors95];
        RequireNames(file, file.Outputs, names, "output");
        foreach (var output in file.Outputs.Where(output => names.Contains(output.Name)))
            Require(file, output, [NetworkContract.ParameterCount]);
    }

    private static void RequireNames(ModelFile file, IReadOnlyList<ModelValue> values, string[] names, string what)
    {
        foreach (var name in names)
        {
            if (!values.Any(value => value.Name == name))
            {
                throw new ModelException($"{file.Path} has no {what} \"{name}\" (it has "
                    + $"{string.Join(", ", values.Select(value => value.Name))}): give a network written by "
                    + "galnet-train export.");
            }
        }
    }

    private static void Require(ModelFile file, ModelValue value, long[] shape)
    {
        if (!value.IsBatchOf(shape))
        {
            throw new ModelException($"{file.Path} has {value.Name} of shape {value.ShapeText}"
                + $"{(value.IsFloat ? "" : ", not of float32")}: expected float32 "
                + $"{new ModelValue("", true, [-1, .. shape]).ShapeText} with a free N; export the network again.");
        }
    }

    private static string Entry(ModelFile file, string key)
        => file.Metadata.TryGetValue(key, out var value) && value.Length > 0 ? value
            : throw new ModelException($"{file.Path} is an ONNX file without {key} in its metadata: it is no GaLNet "
                + "network, or was cut short; give one written by galnet-train export.");

    private static string Start(string hash) => hash.Length > 8 ? hash[..8] : hash;
}
