using GaLNet.Inference.Onnx;

namespace GaLNet.Inference.Tests.Support;

/// <summary>
/// A network whose answers are known in closed form: flux = sum of the stamp, position = its first moments, the other
/// parameters and the errors constant.
/// </summary>
internal static class MomentNetwork
{
    public const double ReffPix = 5;
    public const double AxisRatio = 0.7;
    public const double PaDeg = 30;
    public const double Index = 2;

    /// <summary>Half widths of the 68 % intervals: x, y, mag, rEff (arcsec at 0.2 arcsec per pixel), q, PA, n.</summary>
    public static readonly float[] Errors = [0.01f, 0.02f, 0.03f, 0.04f, 0.05f, 6f, 0.2f];

    public static TrainingDomain Domain { get; } = new()
    {
        PsfFwhmPix = new ValueRange(2, 8),
        SignalToNoise = new ValueRange(50, 3000),
        MaxOffsetPix = 2,
        ReffPix = new ValueRange(1, 20),
        AxisRatio = new ValueRange(0.2, 1),
        Index = new ValueRange(0.3, 8),
    };

    /// <summary>The graph with all metadata, for tests that take something away.</summary>
    /// <param name="engine">galnet-1 or galnet-2.</param>
    /// <param name="name">Name.</param>
    /// <param name="side">Pixels per side of the stamp.</param>
    /// <param name="reffPix">Its constant answer for the radius.</param>
    public static GraphBuilder Graph(
        string engine = "galnet-2", string name = "moments", int side = NetworkContract.StampSize,
        double reffPix = ReffPix)
    {
        var graph = new GraphBuilder(name, "First moments of a stamp.");
        var stamp = graph.Input(NetworkContract.Stamp, "Counts without sky.", 1, side, side);
        if (engine == "galnet-2")
            graph.Input(NetworkContract.Psf, "PSF.", 1, NetworkContract.PsfSize, NetworkContract.PsfSize);
        var zeroPoint = graph.Input(NetworkContract.ZeroPoint, "Magnitude of one count.", 1);
        var scale = graph.Input(NetworkContract.PixelScale, "Arcsec per pixel.", 1);
        var flat = graph.Node("Flatten", [stamp], NodeAttribute.Int("axis", 1));
        var sums = graph.Node("MatMul", [flat, graph.Constant("moments", Moments(side), side * side, 3)]);
        var parts = graph.NodeWithOutputs("Split", 3, [sums, graph.Constant("thirds", [1L, 1, 1])],
            NodeAttribute.Int("axis", 1));
        string Position(string moment) => graph.Node("Mul", [graph.Node("Div", [moment, parts[0]]), scale]);
        var magnitudes = graph.Node("Mul", [graph.Node("Log", [parts[0]]),
            graph.Constant("per_e", [(float)(2.5 / Math.Log(10))])]);
        var none = graph.Node("Mul", [scale, graph.Constant("zero", [0f])]);
        string Fixed(string of, double value) => graph.Node("Add", [none, graph.Constant(of, [(float)value])]);
        var radius = graph.Node("Mul", [scale, graph.Constant("radius", [(float)reffPix])]);
        var all = graph.Node("Concat",
            [
                Position(parts[1]), Position(parts[2]), graph.Node("Sub", [zeroPoint, magnitudes]), radius,
                Fixed("q", AxisRatio), Fixed("pa", PaDeg), Fixed("n", Index),
            ],
            NodeAttribute.Int("axis", 1));
        graph.Output(all, NetworkContract.Parameters, "x, y, mag, reff, q, pa, n.", 7);
        var errors = graph.Node("Add", [none, graph.Constant("widths", Errors, 1, 7)]);
        graph.Output(errors, NetworkContract.Errors, "68 % half widths.", 7);
        graph.Output(graph.Node("Mul", [errors, graph.Constant("two", [2f])]), NetworkContract.Errors95,
            "95 % half widths.", 7);
        graph.SetMetadata(NetworkContract.ContractKey, NetworkContract.Version);
        graph.SetMetadata(NetworkContract.EngineKey, engine);
        graph.SetMetadata(NetworkContract.NameKey, name);
        graph.SetMetadata(NetworkContract.VersionKey, "1.0");
        graph.SetMetadata(NetworkContract.DomainKey, Domain.ToJson());
        return graph;
    }

    public static ModelFile File(string engine = "galnet-2", string name = "moments", double reffPix = ReffPix)
        => ModelFile.Parse(Graph(engine, name, reffPix: reffPix).ToBytes(), $"{name}.onnx");

    // Columns 1, x, y about the central pixel.
    private static float[] Moments(int side)
    {
        var moments = new float[side * side * 3];
        for (var i = 0; i < side * side; i++)
        {
            moments[3 * i] = 1;
            moments[3 * i + 1] = i % side - side / 2;
            moments[3 * i + 2] = i / side - side / 2;
        }
        return moments;
    }
}
