namespace GaLNet.Photometry.Detection;

/// <summary>
/// Islands that grow and meet while the water falls. Pixels are named by their rank (0 = brightest). An island is
/// what is connected at the present level; a part is what ends as one source: an island can hold several.
/// </summary>
internal sealed class Flood(int pixels)
{
    private readonly int[] _island = new int[pixels];
    private readonly int[] _part = new int[pixels];
    private readonly List<State> _states = [];
    private readonly List<int> _partParent = [];

    /// <summary>A new island whose peak is this pixel.</summary>
    public void Start(int rank, float value)
    {
        int island = _states.Count;
        _states.Add(new State(island, 1, value, value, false));
        _partParent.Add(island);
        _island[rank] = _part[rank] = island;
    }

    /// <summary>Adds a pixel to an island and to the part of its highest neighbour.</summary>
    public void Grow(int rank, int up, int island, float value)
    {
        var state = _states[island];
        _states[island] = state with { Area = state.Area + 1, Light = state.Light + value };
        _island[rank] = island;
        _part[rank] = _part[up];
    }

    /// <summary>The island that holds a pixel.</summary>
    public int Island(int rank) => Root(_island[rank]);

    /// <summary>True when the island already holds several sources.</summary>
    public bool IsSplit(int island) => _states[island].IsSplit;

    /// <summary>Pixels of an island.</summary>
    public int Area(int island) => _states[island].Area;

    /// <summary>Value of its brightest pixel.</summary>
    public double Peak(int island) => _states[island].Peak;

    /// <summary>Sum of its values above a level.</summary>
    public double LightAbove(int island, double level) => _states[island].Light - _states[island].Area * level;

    /// <summary>
    /// Joins two islands that meet; their parts stay apart, or the lesser one's becomes the greater's.
    /// </summary>
    /// <param name="a">One island.</param>
    /// <param name="b">The other.</param>
    /// <param name="rankA">The pixel of <paramref name="a"/> that touches the saddle.</param>
    /// <param name="rankB">The pixel of <paramref name="b"/> that touches the saddle.</param>
    /// <param name="keepBoth">True: both are sources.</param>
    public int Merge(int a, int b, int rankA, int rankB, bool keepBoth)
    {
        bool aWins = _states[a].Peak >= _states[b].Peak;
        var (winner, loser) = aWins ? (a, b) : (b, a);
        if (!keepBoth)
        {
            // An island that already holds several sources is never swallowed by one that holds a single bump.
            bool swallowA = !_states[a].IsSplit && (_states[b].IsSplit || !aWins);
            var (from, into) = swallowA ? (rankA, rankB) : (rankB, rankA);
            _partParent[PartRoot(_part[from])] = PartRoot(_part[into]);
        }

        var (w, l) = (_states[winner], _states[loser]);
        _states[winner] = w with
        {
            Area = w.Area + l.Area,
            Light = w.Light + l.Light,
            IsSplit = keepBoth || w.IsSplit || l.IsSplit,
        };
        _states[loser] = l with { Parent = winner };
        return winner;
    }

    /// <summary>
    /// Islands that never met another, or what they became: each with the rank of its brightest pixel.
    /// </summary>
    public IEnumerable<(int Island, int Rank)> Separate()
    {
        var seen = new HashSet<int>();
        for (int rank = 0; rank < pixels; rank++)
        {
            if (seen.Add(Island(rank)))
                yield return (Island(rank), rank);
        }
    }

    /// <summary>
    /// The parts, as values of <paramref name="order"/>, in order of their brightest pixels, and the pixels of dropped
    /// islands.
    /// </summary>
    public (List<int[]> Parts, List<int> Dropped) Parts(int[] order, HashSet<int> droppedIslands)
    {
        var dropped = new List<int>();
        var slots = new Dictionary<int, int>();
        var parts = new List<List<int>>();
        for (int rank = 0; rank < pixels; rank++)
        {
            if (droppedIslands.Count > 0 && droppedIslands.Contains(Island(rank)))
            {
                dropped.Add(order[rank]);
                continue;
            }

            int part = PartRoot(_part[rank]);
            if (!slots.TryGetValue(part, out int slot))
            {
                slots[part] = slot = parts.Count;
                parts.Add([]);
            }

            parts[slot].Add(order[rank]);
        }

        return (parts.ConvertAll(part => part.ToArray()), dropped);
    }

    private int Root(int island)
    {
        while (_states[island].Parent != island)
        {
            var state = _states[island];
            _states[island] = state with { Parent = _states[state.Parent].Parent };
            island = _states[island].Parent;
        }

        return island;
    }

    private int PartRoot(int part)
    {
        while (_partParent[part] != part)
            part = _partParent[part] = _partParent[_partParent[part]];
        return part;
    }

    private readonly record struct State(int Parent, int Area, double Light, float Peak, bool IsSplit);
}
