using System.Runtime.CompilerServices;

namespace GaLNet.Photometry.Mocks;

/// <summary>
/// Normal deviates by the ziggurat (Marsaglia and Tsang 2000): 256 layers of equal area under exp(-x²/2). Exact, not
/// an approximation; 99 % of the deviates cost one random word and one multiplication.
/// </summary>
internal static class Ziggurat
{
    private const int Layers = 256;
    // Start of the tail and area of one layer for 256 layers.
    private const double TailStart = 3.6541528853610088;
    private const double LayerArea = 0.00492867323397465524494;
    private const double ToSignedUnit = 1.0 / (1L << 52);

    private static readonly double[] Edge = MakeEdges();
    private static readonly double[] Density = Array.ConvertAll(Edge, x => Math.Exp(-0.5 * x * x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double NextNormal(RandomStream random)
    {
        var bits = random.NextBits();
        // The low byte picks the layer, bits 11 to 63 the signed place within it.
        var layer = (int)(bits & (Layers - 1));
        var x = ((long)bits >> 11) * ToSignedUnit * Edge[layer];
        return Math.Abs(x) < Edge[layer + 1] ? x : NearTheCurve(random, layer, x);
    }

    private static double NearTheCurve(RandomStream random, int layer, double x)
    {
        while (true)
        {
            if (layer == 0) return x < 0 ? -Tail(random) : Tail(random);
            var height = Density[layer + 1] + random.NextUniform() * (Density[layer] - Density[layer + 1]);
            if (height < Math.Exp(-0.5 * x * x)) return x;
            var bits = random.NextBits();
            layer = (int)(bits & (Layers - 1));
            x = ((long)bits >> 11) * ToSignedUnit * Edge[layer];
            if (Math.Abs(x) < Edge[layer + 1]) return x;
        }
    }

    // Marsaglia's rejection for the normal tail beyond TailStart.
    private static double Tail(RandomStream random)
    {
        while (true)
        {
            var beyond = -Math.Log(random.NextPositiveUniform()) / TailStart;
            if (-2 * Math.Log(random.NextPositiveUniform()) >= beyond * beyond) return TailStart + beyond;
        }
    }

    private static double[] MakeEdges()
    {
        var edges = new double[Layers + 1];
        edges[0] = LayerArea / Math.Exp(-0.5 * TailStart * TailStart);
        edges[1] = TailStart;
        for (var i = 1; i < Layers - 1; i++)
            edges[i + 1] = Math.Sqrt(-2 * Math.Log(LayerArea / edges[i] + Math.Exp(-0.5 * edges[i] * edges[i])));
        edges[Layers] = 0;
        return edges;
    }
}
