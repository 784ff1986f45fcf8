using GaLNet.Inference.Onnx.Wire;
using Google.Protobuf;

namespace GaLNet.Inference.Onnx;

/// <summary>
/// An ONNX file read and checked without running it: inputs, outputs, metadata, weights. Reading fails with
/// <see cref="ModelException"/> where a file is truncated or no ONNX.
/// </summary>
public sealed class ModelFile
{
    // Every ONNX file begins with its format's version: field 1, a variable-length number.
    private const byte FirstByte = 0x08;

    private readonly ModelProto _model;

    private ModelFile(ModelProto model, string path, ReadOnlyMemory<byte> bytes)
    {
        (_model, Path, Bytes) = (model, path, bytes);
        var weights = model.Graph.Initializer.Select(tensor => tensor.Name).ToHashSet(StringComparer.Ordinal);
        // Older writers list constants among the inputs too.
        Inputs = [.. model.Graph.Input.Where(value => !weights.Contains(value.Name)).Select(Describe)];
        Outputs = [.. model.Graph.Output.Select(Describe)];
        Metadata = model.MetadataProps.DistinctBy(entry => entry.Key)
            .ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
        WeightsSha256 = WeightsHash.Of(model.Graph);
    }

    /// <summary>Where it was read from, or a name for bytes that came otherwise.</summary>
    public string Path { get; }

    /// <summary>The file.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Inputs, in the file's order.</summary>
    public IReadOnlyList<ModelValue> Inputs { get; }

    /// <summary>Outputs, in the file's order.</summary>
    public IReadOnlyList<ModelValue> Outputs { get; }

    /// <summary>Entries of the file's metadata.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>SHA-256 of the initializers' bytes in file order, lower-case hexadecimal.</summary>
    public string WeightsSha256 { get; }

    /// <summary>Numbers in the initializers.</summary>
    public long WeightCount => _model.Graph.Initializer.Sum(tensor => tensor.Dims.Aggregate(1L, (a, b) => a * b));

    /// <summary>The graph, for those who look inside.</summary>
    internal ModelProto Model => _model;

    /// <summary>Reads a file.</summary>
    public static ModelFile Read(string path)
    {
        try
        {
            return Parse(File.ReadAllBytes(path), path);
        }
        catch (IOException e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelException($"There is no model file {path}: check the path.", e);
        }
    }

    /// <summary>Reads a file's bytes.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="path">What to call it in messages.</param>
    public static ModelFile Parse(ReadOnlyMemory<byte> bytes, string path)
    {
        if (bytes.IsEmpty)
            throw new ModelException($"{path} is empty: a copy or download was cut short; fetch it again.");
        if (bytes.Span[0] != FirstByte)
            throw NotOnnx(path);
        ModelProto model;
        try
        {
            model = ModelProto.Parser.ParseFrom(bytes.Span);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new ModelException($"{path} begins like an ONNX file but breaks off or is damaged after that "
                + $"({bytes.Length} bytes): fetch it again.", e);
        }
        if (model.Graph is not { Node.Count: > 0 })
        {
            throw model.HasIrVersion && model.ProducerName.Length > 0
                ? new ModelException($"{path} is an ONNX file without a graph ({bytes.Length} bytes), as one cut short "
                    + "is: fetch it again.")
                : NotOnnx(path);
        }
        foreach (var tensor in model.Graph.Initializer)
        {
            if (tensor.DataLocation == TensorProto.Types.DataLocation.External)
                throw new ModelException($"{path} keeps its weights ({tensor.Name}) in another file: save it with the "
                    + "weights inside.");
        }
        return new ModelFile(model, path, bytes);
    }

    private static ModelException NotOnnx(string path)
        => new($"{path} is no ONNX file: give a network written by galnet-train export.");

    private static ModelValue Describe(ValueInfoProto value)
    {
        var tensor = value.Type?.TensorType;
        return new ModelValue(value.Name, tensor?.ElemType == (int)TensorProto.Types.DataType.Float,
            [.. tensor?.Shape?.Dim.Select(size => size.HasDimValue ? size.DimValue : -1) ?? []]);
    }
}
