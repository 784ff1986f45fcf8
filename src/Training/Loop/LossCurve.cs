using System.Globalization;
using GaLNet.Output;
using SkiaSharp;

namespace GaLNet.Training.Loop;

/// <summary>The picture of a training's loss.</summary>
internal static class LossCurve
{
    private const int Width = 900, Height = 520;

    /// <summary>Draws loss.csv.</summary>
    public static void Draw(string csvPath, string pngPath)
    {
        var rows = File.ReadLines(csvPath).Skip(1).Select(line => line.Split(',')).Where(f => f.Length >= 4)
            .Select(f => (Samples: Parse(f[0]), Loss: Parse(f[3]))).Where(r => double.IsFinite(r.Loss)).ToArray();
        if (rows.Length < 2) return;
        using var sheet = new Sheet(Width, Height);
        var plot = PlotSheet.NewPlot("samples learnt from (million)", "loss (mean of the last 200 steps)");
        var line = plot.Add.ScatterLine(
            rows.Select(r => r.Samples * 1e-6).ToArray(), rows.Select(r => r.Loss).ToArray(), PlotSheet.Point);
        line.LineWidth = 2;
        PlotSheet.Draw(sheet, plot, new SKRect(10, 10, Width - 10, Height - 10));
        sheet.Save(pngPath);
    }

    private static double Parse(string field) => double.Parse(field, CultureInfo.InvariantCulture);
}
