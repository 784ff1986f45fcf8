namespace GaLNet.Photometry.Detection;

/// <summary>
/// Splits a blend at its saddles. The component is flooded from its brightest pixel down; where two growing islands
/// meet, both stay sources if each rises significantly above the saddle, in units of the noise and of the saddle's own
/// brightness. That is SExtractor's tree (Bertin &amp; Arnouts 1996, §4) with every pixel value as a level instead of
/// 32, and with a contrast that is local: a faint galaxy in the wings of a bright star is judged by the wings beneath
/// it, not by the star's flux. Pixels below the saddle follow the steepest way up.
/// </summary>
internal sealed class Deblender
{
    private const int LeastArea = 3;
    private const double WingSlope = 2.5;

    private readonly float[] _values;
    private readonly int _width;
    private readonly int _height;
    private readonly int[] _rank;
    private readonly Func<int, float, double> _leastHeight;
    private readonly Func<int, float> _ground;

    /// <summary>Splits blends of one plane; different components may be split at the same time.</summary>
    /// <param name="values">[height * width] significance of the filtered image.</param>
    /// <param name="width">Pixels along a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="rank">[height * width] scratch, zero on entry and on return.</param>
    /// <param name="leastHeight">
    /// How far a peak must rise above a saddle, given the saddle's pixel and value, in units of the values.
    /// </param>
    /// <param name="ground">
    /// Value of the blend's smooth light at a pixel, above which an island that met no other must rise; null = 0.
    /// </param>
    public Deblender(
        float[] values, int width, int height, int[] rank, Func<int, float, double> leastHeight,
        Func<int, float>? ground = null)
    {
        (_values, _width, _height, _rank) = (values, width, height, rank);
        (_leastHeight, _ground) = (leastHeight, ground ?? (_ => 0));
    }

    /// <summary>Splits one component.</summary>
    /// <param name="pixels">Its pixel indices.</param>
    /// <param name="leastLight">Light that a source must hold above its saddle: a sum of the values.</param>
    /// <param name="floor">Value at which the flood stops: pixels below it are dealt out by distance.</param>
    /// <returns>Pixel indices of each part, brightest first; the parts cover the component.</returns>
    public List<int[]> Split(int[] pixels, double leastLight = 0, float floor = float.NegativeInfinity)
    {
        var order = (int[])pixels.Clone();
        var keys = new float[order.Length];
        for (int i = 0; i < order.Length; i++)
            keys[i] = -_values[order[i]];
        Array.Sort(keys, order);
        int flooded = order.Length;
        while (flooded > 1 && -keys[flooded - 1] < floor)
            flooded--;
        for (int i = 0; i < flooded; i++)
            _rank[order[i]] = i + 1;
        var flood = new Flood(flooded);
        Span<int> neighbours = stackalloc int[8];
        for (int i = 0; i < flooded; i++)
            Add(flood, order, i, neighbours, leastLight);
        for (int i = 0; i < flooded; i++)
            _rank[order[i]] = 0;
        var (parts, rest) = flood.Parts(order, Insignificant(flood, order, leastLight));
        rest.AddRange(order.AsSpan(flooded));
        return rest.Count == 0 ? parts : DealOut(parts, rest);
    }

    // Islands above the floor that met no other and are nothing by themselves; the brightest always is something.
    private HashSet<int> Insignificant(Flood flood, int[] order, double leastLight)
    {
        var islands = new HashSet<int>();
        foreach (var (island, rank) in flood.Separate().Skip(1))
        {
            if (!IsSource(flood, island, order[rank], _ground(order[rank]), leastLight))
                islands.Add(island);
        }

        return islands;
    }

    // Each pixel goes to the part whose profile, a Moffat as wide as the part and as high as its peak, is brightest.
    private List<int[]> DealOut(List<int[]> parts, List<int> rest)
    {
        if (parts.Count == 1)
            return [[.. parts[0], .. rest]];
        var grown = parts.ConvertAll(part => new List<int>(part));
        foreach (int at in rest)
        {
            int best = 0;
            double brightest = double.NegativeInfinity;
            for (int k = 0; k < parts.Count; k++)
            {
                double dx = at % _width - parts[k][0] % _width, dy = at / _width - parts[k][0] / _width;
                double r2 = Math.PI * (dx * dx + dy * dy) / parts[k].Length;
                double light = Math.Log(_values[parts[k][0]]) - WingSlope * Math.Log(1 + r2);
                if (light > brightest)
                    (best, brightest) = (k, light);
            }

            grown[best].Add(at);
        }

        return grown.ConvertAll(part => part.ToArray());
    }

    private void Add(Flood flood, int[] order, int i, Span<int> neighbours, double leastLight)
    {
        int pixel = order[i];
        float value = _values[pixel];
        int count = HigherNeighbours(pixel, i, neighbours);
        if (count == 0)
        {
            flood.Start(i, value);
            return;
        }

        // Neighbours come as ranks: the smallest is the highest, the steepest way up.
        int up = neighbours[..count][0];
        for (int k = 1; k < count; k++)
            up = Math.Min(up, neighbours[k]);
        int island = flood.Island(up);
        for (int k = 0; k < count; k++)
        {
            int other = flood.Island(neighbours[k]);
            if (other == island)
                continue;
            bool keepIsland = IsSource(flood, island, pixel, value, leastLight);
            bool keepOther = IsSource(flood, other, pixel, value, leastLight);
            island = flood.Merge(island, other, up, neighbours[k], keepIsland && keepOther);
        }

        flood.Grow(i, up, island, value);
    }

    private bool IsSource(Flood flood, int island, int saddlePixel, float saddle, double leastLight)
    {
        if (flood.IsSplit(island))
            return true;
        return flood.Area(island) >= LeastArea
            && flood.Peak(island) - saddle > _leastHeight(saddlePixel, saddle)
            && flood.LightAbove(island, saddle) >= leastLight;
    }

    private int HigherNeighbours(int pixel, int rank, Span<int> found)
    {
        int y = pixel / _width, x = pixel - y * _width, count = 0;
        for (int j = Math.Max(y - 1, 0); j <= Math.Min(y + 1, _height - 1); j++)
        for (int i = Math.Max(x - 1, 0); i <= Math.Min(x + 1, _width - 1); i++)
        {
            int other = _rank[j * _width + i] - 1;
            if (other >= 0 && other < rank)
                found[count++] = other;
        }

        return count;
    }
}
