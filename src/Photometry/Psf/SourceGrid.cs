using GaLNet.Photometry.Detection;

namespace GaLNet.Photometry.Psf;

/// <summary>Finds sources near a position without looking at all of them.</summary>
internal sealed class SourceGrid
{
    private const int CellPix = 32;
    private readonly IReadOnlyList<DetectedSource> _sources;
    private readonly List<int>[] _cells;
    private readonly int _columns;
    private readonly int _rows;

    public SourceGrid(IReadOnlyList<DetectedSource> sources, int width, int height)
    {
        _sources = sources;
        (_columns, _rows) = (width / CellPix + 1, height / CellPix + 1);
        _cells = new List<int>[_columns * _rows];
        for (int i = 0; i < _cells.Length; i++)
            _cells[i] = [];
        for (int i = 0; i < sources.Count; i++)
            _cells[Row(sources[i].YPix) * _columns + Column(sources[i].XPix)].Add(i);
    }

    /// <summary>Indices of the sources within a distance of a point, in order of cell, then index.</summary>
    public IEnumerable<int> Near(double xPix, double yPix, double reachPix)
    {
        for (int row = Row(yPix - reachPix); row <= Row(yPix + reachPix); row++)
        for (int column = Column(xPix - reachPix); column <= Column(xPix + reachPix); column++)
        {
            foreach (int i in _cells[row * _columns + column])
            {
                double dx = _sources[i].XPix - xPix, dy = _sources[i].YPix - yPix;
                if (dx * dx + dy * dy <= reachPix * reachPix)
                    yield return i;
            }
        }
    }

    private int Column(double x) => (int)Math.Clamp(x / CellPix, 0, _columns - 1);

    private int Row(double y) => (int)Math.Clamp(y / CellPix, 0, _rows - 1);
}
