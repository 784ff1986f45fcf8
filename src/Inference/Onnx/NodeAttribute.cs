using GaLNet.Inference.Onnx.Wire;
using Google.Protobuf;

namespace GaLNet.Inference.Onnx;

/// <summary>A named setting of an ONNX operator, for example <c>strides = 2, 2</c> of a convolution.</summary>
public sealed class NodeAttribute
{
    private NodeAttribute(AttributeProto proto) => Proto = proto;

    internal AttributeProto Proto { get; }

    /// <summary>A whole number.</summary>
    public static NodeAttribute Int(string name, long value)
        => new(new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value });

    /// <summary>A list of whole numbers.</summary>
    public static NodeAttribute Ints(string name, params ReadOnlySpan<long> values)
    {
        var proto = new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints };
        proto.Ints.AddRange(values);
        return new NodeAttribute(proto);
    }

    /// <summary>A real number.</summary>
    public static NodeAttribute Float(string name, float value)
        => new(new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Float, F = value });

    /// <summary>A list of real numbers.</summary>
    public static NodeAttribute Floats(string name, params ReadOnlySpan<float> values)
    {
        var proto = new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Floats };
        proto.Floats.AddRange(values);
        return new NodeAttribute(proto);
    }

    /// <summary>A word.</summary>
    public static NodeAttribute Text(string name, string value) => new(new AttributeProto
    {
        Name = name, Type = AttributeProto.Types.AttributeType.String, S = ByteString.CopyFromUtf8(value),
    });
}
