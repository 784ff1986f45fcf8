using GaLNet.Output;
using ScottPlot;
using SkiaSharp;

namespace GaLNet.ClientCli.Pictures;

/// <summary>Diagrams side by side under a title.</summary>
internal static class PanelSheet
{
    private const int Width = 380;
    private const int Height = 340;
    private const int HeadHeight = 44;

    /// <summary>Lays diagrams out in rows of <paramref name="columns"/>.</summary>
    public static Sheet Draw(IReadOnlyList<Plot> plots, string title, int columns)
    {
        columns = Math.Max(1, Math.Min(columns, plots.Count));
        var rows = Math.Max(1, (plots.Count + columns - 1) / columns);
        var sheet = new Sheet(Math.Max(columns * Width + 20, 560), HeadHeight + rows * Height + 10);
        sheet.Text(title, 18, 29, 17, bold: true);
        for (var at = 0; at < plots.Count; at++)
        {
            PlotSheet.Draw(sheet, plots[at], SKRect.Create(
                10 + at % columns * Width, HeadHeight + at / columns * Height, Width, Height));
        }

        return sheet;
    }
}
