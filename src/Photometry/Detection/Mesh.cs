namespace GaLNet.Photometry.Detection;

/// <summary>
/// Values on a coarse grid of square cells that is anchored to the image's pixel (0, 0), and their smooth
/// continuation to every pixel of a plane: 3x3 median, then bicubic (Catmull-Rom) interpolation between cell centres,
/// linear beyond the outermost ones. Both steps are local: a pixel depends on cells at most three away.
/// </summary>
internal sealed class Mesh
{
    // Two rows of cells added on each side by linear continuation, so that the interpolation has its four nodes.
    private const int Ghosts = 2;

    private readonly int _cellPix;
    private readonly int _firstX;
    private readonly int _firstY;
    private readonly int _originX;
    private readonly int _originY;
    private readonly int _width;
    private readonly int _height;
    private readonly double[] _nodes;

    /// <summary>A mesh over a plane, all cells NaN.</summary>
    public Mesh(Plane plane, int cellPix)
    {
        _cellPix = cellPix;
        (_originX, _originY, _width, _height) = (plane.OriginX, plane.OriginY, plane.Width, plane.Height);
        _firstX = FloorDivide(_originX, cellPix);
        _firstY = FloorDivide(_originY, cellPix);
        Columns = FloorDivide(_originX + plane.Width - 1, cellPix) - _firstX + 1;
        Rows = FloorDivide(_originY + plane.Height - 1, cellPix) - _firstY + 1;
        _nodes = new double[(Columns + 2 * Ghosts) * (Rows + 2 * Ghosts)];
        Array.Fill(_nodes, double.NaN);
    }

    /// <summary>Cells along a row.</summary>
    public int Columns { get; }

    /// <summary>Rows of cells.</summary>
    public int Rows { get; }

    private int Stride => Columns + 2 * Ghosts;

    /// <summary>Value of a cell; NaN = nothing known there.</summary>
    public double this[int column, int row]
    {
        get => _nodes[(row + Ghosts) * Stride + column + Ghosts];
        set => _nodes[(row + Ghosts) * Stride + column + Ghosts] = value;
    }

    /// <summary>Pixels of the plane inside a cell: columns [X0, X1), rows [Y0, Y1).</summary>
    public (int X0, int X1, int Y0, int Y1) PixelsOf(int column, int row, Plane plane)
    {
        int x0 = (_firstX + column) * _cellPix - _originX, y0 = (_firstY + row) * _cellPix - _originY;
        return (Math.Max(x0, 0), Math.Min(x0 + _cellPix, plane.Width),
            Math.Max(y0, 0), Math.Min(y0 + _cellPix, plane.Height));
    }

    /// <summary>Fills unknown cells from their neighbours and removes outliers with a 3x3 median.</summary>
    /// <returns>False when no cell is known.</returns>
    public bool Smooth()
    {
        if (!FillUnknown())
            return false;
        MoveToCentres();
        // Continued first, so that at the edges, too, the median of a slope is its middle.
        ContinueLinearly();
        var median = new double[Columns * Rows];
        Span<double> window = stackalloc double[9];
        for (int row = 0; row < Rows; row++)
        for (int column = 0; column < Columns; column++)
        {
            for (int k = 0; k < 9; k++)
                window[k] = this[column + k % 3 - 1, row + k / 3 - 1];
            window.Sort();
            median[row * Columns + column] = window[4];
        }

        for (int row = 0; row < Rows; row++)
        for (int column = 0; column < Columns; column++)
            this[column, row] = median[row * Columns + column];
        ContinueLinearly();
        return true;
    }

    /// <summary>Writes the interpolated values of one row of the plane.</summary>
    public void ExpandRow(int y, Span<float> row)
    {
        Span<double> nodes = Stride <= 128 ? stackalloc double[Stride] : new double[Stride];
        (int j, double t) = Locate(y, _originY, _firstY, Rows);
        Span<double> w = stackalloc double[4];
        CatmullRom(t, w);
        for (int i = 0; i < Stride; i++)
        {
            int at = (j - 1) * Stride + i;
            nodes[i] = w[0] * _nodes[at] + w[1] * _nodes[at + Stride]
                + w[2] * _nodes[at + 2 * Stride] + w[3] * _nodes[at + 3 * Stride];
        }

        double step = 1.0 / _cellPix;
        for (int x = 0; x < row.Length;)
        {
            (int i, double u) = Locate(x, _originX, _firstX, Columns);
            double a = nodes[i - 1], b = nodes[i], c = nodes[i + 1], d = nodes[i + 2];
            double c1 = 0.5 * (c - a), c2 = a - 2.5 * b + 2 * c - 0.5 * d, c3 = 0.5 * (d - a) + 1.5 * (b - c);
            bool last = i >= Columns + 2 * Ghosts - 3;
            do
            {
                row[x++] = (float)(b + u * (c1 + u * (c2 + u * c3)));
                u += step;
            }
            while (x < row.Length && (u < 1 || last));
        }
    }

    // Index of the node left of a pixel (ghosts included) and the fraction of a cell beyond it.
    private (int Node, double Fraction) Locate(int pix, int origin, int first, int cells)
    {
        double position = (pix + origin + 0.5) / _cellPix - 0.5 - first + Ghosts;
        int node = Math.Clamp((int)Math.Floor(position), 1, cells + 2 * Ghosts - 3);
        return (node, position - node);
    }

    private static void CatmullRom(double t, Span<double> w)
    {
        w[0] = t * (-0.5 + t * (1 - 0.5 * t));
        w[1] = 1 + t * t * (-2.5 + 1.5 * t);
        w[2] = t * (0.5 + t * (2 - 1.5 * t));
        w[3] = t * t * (-0.5 + 0.5 * t);
    }

    private bool FillUnknown()
    {
        var window = new List<double>(9);
        var filled = new List<(int Column, int Row, double Value)>();
        for (int round = 0; round < Columns + Rows; round++)
        {
            filled.Clear();
            int unknown = 0;
            for (int row = 0; row < Rows; row++)
            for (int column = 0; column < Columns; column++)
            {
                if (!double.IsNaN(this[column, row]))
                    continue;
                unknown++;
                Neighbourhood(column, row, window);
                if (window.Count > 0)
                    filled.Add((column, row, window.Average()));
            }

            foreach (var (column, row, value) in filled)
                this[column, row] = value;
            if (unknown == filled.Count)
                return true;
        }

        return false;
    }

    private void Neighbourhood(int column, int row, List<double> window)
    {
        window.Clear();
        for (int j = Math.Max(row - 1, 0); j <= Math.Min(row + 1, Rows - 1); j++)
        for (int i = Math.Max(column - 1, 0); i <= Math.Min(column + 1, Columns - 1); i++)
        {
            if (!double.IsNaN(this[i, j]))
                window.Add(this[i, j]);
        }
    }

    // The first and last cells may be cut by the plane's edge: their values belong to the middle of what is left and
    // are moved to the middle of the full cell along the line from the next cell.
    private void MoveToCentres()
    {
        var (left, right) = Stretch(_originX, _firstX, Columns, _width);
        var (bottom, top) = Stretch(_originY, _firstY, Rows, _height);
        for (int row = 0; row < Rows && Columns > 1; row++)
        {
            this[0, row] = this[1, row] + left * (this[0, row] - this[1, row]);
            this[Columns - 1, row] =
                this[Columns - 2, row] + right * (this[Columns - 1, row] - this[Columns - 2, row]);
        }

        for (int column = 0; column < Columns && Rows > 1; column++)
        {
            this[column, 0] = this[column, 1] + bottom * (this[column, 0] - this[column, 1]);
            this[column, Rows - 1] = this[column, Rows - 2] + top * (this[column, Rows - 1] - this[column, Rows - 2]);
        }
    }

    // Distance between the centres of two full cells over that between the first (last) cell's pixels and the next.
    private (double First, double Last) Stretch(int origin, int first, int cells, int length)
    {
        double lost = origin - (double)first * _cellPix;
        double lostAtEnd = (double)(first + cells) * _cellPix - origin - length;
        return (_cellPix / (_cellPix - 0.5 * lost), _cellPix / (_cellPix - 0.5 * lostAtEnd));
    }

    private void ContinueLinearly()
    {
        for (int row = 0; row < Rows; row++)
        for (int ghost = 1; ghost <= Ghosts; ghost++)
        {
            double slope = Columns > 1 ? this[0, row] - this[1, row] : 0;
            this[-ghost, row] = this[0, row] + ghost * slope;
            slope = Columns > 1 ? this[Columns - 1, row] - this[Columns - 2, row] : 0;
            this[Columns - 1 + ghost, row] = this[Columns - 1, row] + ghost * slope;
        }

        for (int column = -Ghosts; column < Columns + Ghosts; column++)
        for (int ghost = 1; ghost <= Ghosts; ghost++)
        {
            double slope = Rows > 1 ? this[column, 0] - this[column, 1] : 0;
            this[column, -ghost] = this[column, 0] + ghost * slope;
            slope = Rows > 1 ? this[column, Rows - 1] - this[column, Rows - 2] : 0;
            this[column, Rows - 1 + ghost] = this[column, Rows - 1] + ghost * slope;
        }
    }

    private static int FloorDivide(int a, int b) => (int)Math.Floor((double)a / b);
}
