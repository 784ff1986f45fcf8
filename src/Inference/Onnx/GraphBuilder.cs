using System.Globalization;
using System.Runtime.InteropServices;
using GaLNet.Inference.Onnx.Wire;
using Google.Protobuf;

namespace GaLNet.Inference.Onnx;

/// <summary>
/// Builds an ONNX model (IR version 8, operator set 17) value by value: every method returns the name of the value it
/// made, to be handed to the next. Inputs and outputs have the symbolic batch dimension <c>N</c> first. Constants of
/// more than one use are shared by handing on their name.
/// </summary>
/// <example>
/// <code>
/// var graph = new GraphBuilder("double", "Twice the input.");
/// var x = graph.Input("x", "Any numbers.", 3);
/// graph.Output(graph.Node("Mul", [x, graph.Constant("two", [2f])]), "y", "The doubled numbers.", 3);
/// graph.Write("double.onnx");
/// </code>
/// </example>
public sealed class GraphBuilder
{
    /// <summary>Version of the file format that is written.</summary>
    public const int IrVersion = 8;

    /// <summary>Version of the operators that may be used.</summary>
    public const int OperatorSet = 17;

    /// <summary>Name of the batch dimension.</summary>
    public const string BatchDimension = "N";

    private readonly ModelProto _model;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private int _made;

    /// <param name="name">Name of the graph.</param>
    /// <param name="description">What it computes, for people who open the file.</param>
    public GraphBuilder(string name, string description)
    {
        _model = new ModelProto
        {
            IrVersion = IrVersion,
            ProducerName = "GaLNet",
            ProducerVersion = typeof(GraphBuilder).Assembly.GetName().Version!.ToString(3),
            DocString = description,
            Graph = new GraphProto { Name = name, DocString = description },
        };
        _model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = OperatorSet });
    }

    /// <summary>SHA-256 of the constants so far (see <see cref="WeightsHash"/>), hexadecimal.</summary>
    public string WeightsSha256 => WeightsHash.Of(_model.Graph);

    /// <summary>An input of float32 [N, <paramref name="shape"/>].</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it holds, with units.</param>
    /// <param name="shape">Dimensions after the batch.</param>
    public string Input(string name, string description, params ReadOnlySpan<long> shape)
    {
        Claim(name);
        _model.Graph.Input.Add(Value(name, description, shape));
        return name;
    }

    /// <summary>Makes a value an output of float32 [N, <paramref name="shape"/>].</summary>
    /// <param name="value">The value.</param>
    /// <param name="name">The output's name.</param>
    /// <param name="description">What it holds, with units.</param>
    /// <param name="shape">Dimensions after the batch.</param>
    public void Output(string value, string name, string description, params ReadOnlySpan<long> shape)
    {
        NodeAs(name, "Identity", [value]);
        _model.Graph.Output.Add(Value(name, description, shape));
    }

    /// <summary>A constant of float32, row-major.</summary>
    public string Constant(string name, ReadOnlySpan<float> values, params ReadOnlySpan<long> shape)
        => Constant(name, TensorProto.Types.DataType.Float, MemoryMarshal.AsBytes(values), values.Length, shape);

    /// <summary>A constant of int64, row-major: shapes, axes, indices.</summary>
    public string Constant(string name, ReadOnlySpan<long> values, params ReadOnlySpan<long> shape)
        => Constant(name, TensorProto.Types.DataType.Int64, MemoryMarshal.AsBytes(values), values.Length, shape);

    /// <summary>A node with one output, whose name it returns.</summary>
    /// <param name="op">Operator, for example <c>Conv</c>.</param>
    /// <param name="inputs">Values in the operator's order; "" leaves an optional one out.</param>
    /// <param name="attributes">Settings.</param>
    public string Node(string op, ReadOnlySpan<string> inputs, params ReadOnlySpan<NodeAttribute> attributes)
        => NodeAs(FreshName(op), op, inputs, attributes);

    /// <summary>The same with a name of choice for the output.</summary>
    public string NodeAs(
        string output, string op, ReadOnlySpan<string> inputs, params ReadOnlySpan<NodeAttribute> attributes)
    {
        Claim(output);
        Add(op, inputs, attributes).Output.Add(output);
        return output;
    }

    /// <summary>A node with several outputs (<c>Split</c>), whose names it returns.</summary>
    public string[] NodeWithOutputs(
        string op, int outputs, ReadOnlySpan<string> inputs, params ReadOnlySpan<NodeAttribute> attributes)
    {
        var names = new string[outputs];
        for (var i = 0; i < outputs; i++)
            Claim(names[i] = FreshName(op));
        Add(op, inputs, attributes).Output.Add(names);
        return names;
    }

    /// <summary>Sets an entry of the file's metadata; a second one of the same key replaces the first.</summary>
    public void SetMetadata(string key, string value)
    {
        foreach (var entry in _model.MetadataProps)
        {
            if (entry.Key != key)
                continue;
            entry.Value = value;
            return;
        }
        _model.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value });
    }

    /// <summary>The file's bytes; the weights' hash is put into the metadata.</summary>
    public byte[] ToBytes()
    {
        SetMetadata(NetworkContract.WeightsKey, WeightsSha256);
        return _model.ToByteArray();
    }

    /// <summary>Writes the file, whole or not at all.</summary>
    public void Write(string path)
    {
        var beside = path + ".part";
        File.WriteAllBytes(beside, ToBytes());
        File.Move(beside, path, overwrite: true);
    }

    private string Constant(string name, TensorProto.Types.DataType type, ReadOnlySpan<byte> bytes, int count,
        ReadOnlySpan<long> shape)
    {
        var tensor = new TensorProto { Name = name, DataType = (int)type, RawData = ByteString.CopyFrom(bytes) };
        var product = 1L;
        foreach (var size in shape)
            product *= size;
        if (shape.IsEmpty && count != 1)
            tensor.Dims.Add(count); // a list; one value without a shape is a scalar
        else if (product != count)
            throw new ArgumentException(
                $"The constant {name} has {count} values, but its shape holds {product}: give as many.", nameof(shape));
        tensor.Dims.AddRange(shape);
        Claim(name);
        _model.Graph.Initializer.Add(tensor);
        return name;
    }

    private NodeProto Add(string op, ReadOnlySpan<string> inputs, ReadOnlySpan<NodeAttribute> attributes)
    {
        var node = new NodeProto { OpType = op, Name = NodeName(op) };
        foreach (var input in inputs)
        {
            if (input.Length > 0 && !_names.Contains(input))
                throw new ArgumentException(
                    $"{op} is given the value \"{input}\", which nothing has made yet: make it first.", nameof(inputs));
            node.Input.Add(input);
        }
        foreach (var attribute in attributes)
            node.Attribute.Add(attribute.Proto);
        _model.Graph.Node.Add(node);
        return node;
    }

    private string NodeName(string op)
        => string.Create(CultureInfo.InvariantCulture, $"{op}/{_model.Graph.Node.Count}");

    private string FreshName(string op)
        => string.Create(CultureInfo.InvariantCulture, $"{op}_{_made++}");

    private void Claim(string name)
    {
        if (string.IsNullOrEmpty(name) || !_names.Add(name))
            throw new ArgumentException(
                $"The name \"{name}\" is empty or already taken: every value has its own.", nameof(name));
    }

    private static ValueInfoProto Value(string name, string description, ReadOnlySpan<long> shape)
    {
        var dimensions = new TensorShapeProto();
        dimensions.Dim.Add(new TensorShapeProto.Types.Dimension { DimParam = BatchDimension });
        foreach (var size in shape)
            dimensions.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = size });
        return new ValueInfoProto
        {
            Name = name,
            DocString = description,
            Type = new TypeProto
            {
                TensorType = new TypeProto.Types.Tensor
                {
                    ElemType = (int)TensorProto.Types.DataType.Float, Shape = dimensions,
                },
            },
        };
    }
}
