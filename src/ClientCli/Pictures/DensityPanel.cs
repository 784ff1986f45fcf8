using GaLNet.Output;
using GaLNet.Photometry.Statistics;
using ScottPlot;

namespace GaLNet.ClientCli.Pictures;

/// <summary>
/// Many pairs of numbers as a density with a line of equality or of zero, and bins with their errors (GaLNet I, Figs.
/// 3, 5, 6). Few pairs are drawn as points.
/// </summary>
internal sealed record DensityPanel
{
    private const int Cells = 70;
    private const int MostPoints = 3000;
    private const int Levels = 7;
    private static readonly Color Low = new(205, 220, 235);
    private static readonly Color High = new(8, 48, 107);
    private static readonly Color Bin = new(190, 60, 30);

    /// <summary>Label of the abscissa.</summary>
    public required string Abscissa { get; init; }

    /// <summary>Label of the ordinate.</summary>
    public required string Ordinate { get; init; }

    /// <summary>Abscissae.</summary>
    public required IReadOnlyList<double> X { get; init; }

    /// <summary>Ordinates, paired.</summary>
    public required IReadOnlyList<double> Y { get; init; }

    /// <summary>Range of the abscissa.</summary>
    public required (double From, double To) XRange { get; init; }

    /// <summary>Range of the ordinate.</summary>
    public required (double From, double To) YRange { get; init; }

    /// <summary>True for decades on the abscissa.</summary>
    public bool IsXLogarithmic { get; init; }

    /// <summary>True for decades on the ordinate.</summary>
    public bool IsYLogarithmic { get; init; }

    /// <summary>True to draw the diagonal, false the zero line.</summary>
    public bool IsIdentity { get; init; } = true;

    /// <summary>Bins: abscissa, ordinate, and the sizes of their inner and outer error bars (0 = none).</summary>
    public IReadOnlyList<(double X, double Y, double Inner, double Outer)> Bins { get; init; } = [];

    /// <summary>Figures written into the panel.</summary>
    public string Note { get; init; } = "";

    /// <summary>The diagram.</summary>
    public Plot ToPlot()
    {
        var plot = PlotSheet.NewPlot(Abscissa, Ordinate);
        var (left, right) = (Place(XRange.From, IsXLogarithmic), Place(XRange.To, IsXLogarithmic));
        var (bottom, top) = (Place(YRange.From, IsYLogarithmic), Place(YRange.To, IsYLogarithmic));
        plot.Axes.SetLimits(left, right, bottom, top);
        AddDensity(plot, left, right, bottom, top);
        var guide = IsIdentity
            ? plot.Add.Line(Math.Max(left, bottom), Math.Max(left, bottom), Math.Min(right, top), Math.Min(right, top))
            : plot.Add.Line(left, 0, right, 0);
        guide.Color = PlotSheet.Guide;
        guide.LineWidth = 1.3f;
        AddBins(plot);
        if (IsXLogarithmic)
        {
            PlotSheet.UseDecades(plot.Axes.Bottom, left, right);
        }

        if (IsYLogarithmic)
        {
            PlotSheet.UseDecades(plot.Axes.Left, bottom, top);
        }

        if (Note.Length > 0)
        {
            var note = plot.Add.Annotation(Note, Alignment.UpperLeft);
            note.LabelFontSize = 12;
            note.LabelBackgroundColor = Colors.White.WithAlpha(0.85);
            note.LabelBorderColor = Colors.Transparent;
            note.LabelShadowColor = Colors.Transparent;
        }

        return plot;
    }

    private void AddDensity(Plot plot, double left, double right, double bottom, double top)
    {
        var counts = new int[Cells * Cells];
        var (xs, ys) = (new List<double>(), new List<double>());
        for (var i = 0; i < X.Count; i++)
        {
            double x = Place(X[i], IsXLogarithmic), y = Place(Y[i], IsYLogarithmic);
            if (x >= left && x < right && y >= bottom && y < top)
            {
                counts[(int)((y - bottom) / (top - bottom) * Cells) * Cells + (int)((x - left) / (right - left) * Cells)]++;
                if (X.Count <= MostPoints)
                {
                    xs.Add(x);
                    ys.Add(y);
                }
            }
        }

        if (X.Count <= MostPoints)
        {
            if (xs.Count > 0)
            {
                PlotSheet.AddPoints(plot, [.. xs], [.. ys], PlotSheet.Point, X.Count > 300 ? 3 : 5);
            }

            return;
        }

        var most = Math.Log(Math.Max(2, counts.Max()));
        for (var level = 0; level < Levels; level++)
        {
            var cells = Enumerable.Range(0, counts.Length).Where(cell => counts[cell] > 0
                && (int)Math.Min(Levels - 1, Math.Log(counts[cell]) / most * Levels) == level).ToArray();
            if (cells.Length == 0)
            {
                continue;
            }

            var points = plot.Add.ScatterPoints(
                Array.ConvertAll(cells, cell => left + (cell % Cells + 0.5) / Cells * (right - left)),
                Array.ConvertAll(cells, cell => bottom + (cell / Cells + 0.5) / Cells * (top - bottom)),
                Low.InterpolateRgb(High, (double)level / (Levels - 1)));
            points.MarkerShape = MarkerShape.FilledSquare;
            points.MarkerSize = 5;
        }
    }

    private void AddBins(Plot plot)
    {
        foreach (var (x, y, inner, outer) in Bins)
        {
            Bar(plot, x, y, outer, 1.2f);
            Bar(plot, x, y, inner, 3f);
        }

        var drawn = Bins.Where(bin => double.IsFinite(Place(bin.X, IsXLogarithmic) + Place(bin.Y, IsYLogarithmic)))
            .ToArray();
        if (drawn.Length > 0)
        {
            PlotSheet.AddPoints(plot, Array.ConvertAll(drawn, bin => Place(bin.X, IsXLogarithmic)),
                Array.ConvertAll(drawn, bin => Place(bin.Y, IsYLogarithmic)), Bin, 6);
        }
    }

    private void Bar(Plot plot, double x, double y, double size, float width)
    {
        // A decade has no place for zero: an error as large as its value ends at a tenth of it.
        var low = IsYLogarithmic ? Math.Max(y - size, 0.1 * y) : y - size;
        var at = Place(x, IsXLogarithmic);
        if (size > 0 && double.IsFinite(at + Place(low, IsYLogarithmic) + Place(y + size, IsYLogarithmic)))
        {
            var line = plot.Add.Line(at, Place(low, IsYLogarithmic), at, Place(y + size, IsYLogarithmic));
            line.Color = Bin;
            line.LineWidth = width;
        }
    }

    private static double Place(double value, bool isLogarithmic) => isLogarithmic ? Math.Log10(value) : value;
}
