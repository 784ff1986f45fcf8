using SkiaSharp;

namespace GaLNet.ClientCli.Pictures;

/// <summary>Residuals of many galaxies side by side, in units of the noise: what the model does not explain.</summary>
internal static class ResidualMosaic
{
    private const int Cell = 150;
    private const int Gap = 8;
    private const int Margin = 20;
    private const int HeadHeight = 56;
    private const int CaptionHeight = 40;
    private const double Limit = 5;

    /// <summary>Draws the mosaic and writes a PNG; galaxies without a model are left out.</summary>
    public static void Save(IReadOnlyList<StampPanel> galaxies, string title, string path)
    {
        var shown = galaxies.Where(galaxy => galaxy.Model is not null).ToArray();
        var columns = Math.Clamp((int)Math.Ceiling(Math.Sqrt(shown.Length * 1.4)), 4, 10);
        var rows = Math.Max(1, (shown.Length + columns - 1) / columns);
        using var sheet = new Sheet(
            2 * Margin + columns * (Cell + Gap) - Gap, HeadHeight + rows * (Cell + CaptionHeight) + Margin);
        sheet.Text(title, Margin, 26, 17, bold: true);
        sheet.Text($"(image − model) / σ, blue −{Limit:0} to red +{Limit:0}", Margin, 45, 12.5f, Sheet.FaintInk);
        for (var i = 0; i < shown.Length; i++)
        {
            var galaxy = shown[i];
            var where = SKRect.Create(
                Margin + i % columns * (Cell + Gap), HeadHeight + i / columns * (Cell + CaptionHeight), Cell, Cell);
            sheet.Pixels(galaxy.Image.ResidualInSigma(galaxy.Model!, galaxy.Sigma, galaxy.Excluded), where,
                Stretch.Symmetric(Limit), Palette.Residual);
            for (var line = 0; line < Math.Min(2, galaxy.Caption.Count); line++)
            {
                sheet.Text(galaxy.Caption[line], where.Left, where.Bottom + 14 + 14 * line, 10.5f,
                    line == 0 ? Sheet.Ink : Sheet.FaintInk);
            }
        }

        sheet.Save(path);
    }
}
