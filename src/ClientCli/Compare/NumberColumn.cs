using System.Collections;

namespace GaLNet.ClientCli.Compare;

/// <summary>
/// Numbers in pieces of one size: adding never copies what is there, so that a column in growth is never held twice.
/// </summary>
internal sealed class NumberColumn : IReadOnlyList<double>
{
    private const int Bits = 14;
    private const int Mask = (1 << Bits) - 1;
    private readonly List<double[]> _pieces = [];

    /// <inheritdoc/>
    public int Count { get; private set; }

    /// <inheritdoc/>
    public double this[int row] => _pieces[row >> Bits][row & Mask];

    /// <summary>Adds a number at the end.</summary>
    public void Add(double value)
    {
        if ((Count & Mask) == 0)
        {
            _pieces.Add(new double[Mask + 1]);
        }

        _pieces[^1][Count++ & Mask] = value;
    }

    /// <inheritdoc/>
    public IEnumerator<double> GetEnumerator()
    {
        for (var row = 0; row < Count; row++)
        {
            yield return this[row];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
