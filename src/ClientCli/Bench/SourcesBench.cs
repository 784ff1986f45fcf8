using System.Diagnostics;
using System.Globalization;
using GaLNet.ClientCli.Shell;
using GaLNet.Photometry.Detection;
using GaLNet.Photometry.Psf;
using GaLNet.Sky.Fits;
using GaLNet.Sky.Tables;

namespace GaLNet.ClientCli.Bench;

/// <summary>Detection, star/galaxy separation and PSF against truth, SExtractor and PSFEx.</summary>
internal static class SourcesBench
{
    private const double MatchPix = 3;
    private const double Gain = 3.0e13;
    private static readonly double[] MagEdges = [16, 18, 19, 20, 21, 22, 23, 24, 24.5];

    /// <summary>Prints the tables of both images.</summary>
    public static void Run(BenchData data, Terminal terminal)
    {
        Survey(data, terminal);
        Kids(data, terminal);
    }

    private static void Survey(BenchData data, Terminal terminal)
    {
        terminal.Out.WriteLine("== sim/survey: simulated image, truth known");
        var image = data.File("sim/survey.fits.gz");
        var field = Analyse(image, 0.2, terminal);
        using var table = Table.Open(data.File("sim/survey_truth.csv"));
        double[] x = table.Doubles("x_pix"), y = table.Doubles("y_pix"), mag = table.Doubles("mag");
        CataloguePoint[] truth = [.. x.Select((_, i) => new CataloguePoint(x[i] - 1, y[i] - 1, mag[i]))];
        List<(string, IReadOnlyList<CompletenessBin>)> tables = [("GaLNet", Bins(truth, Points(field)))];
        if (SextractorRun.Of(image, 0.2, Gain) is { } peer)
            tables.Add(("SExtractor", Bins(truth, peer)));
        foreach (var line in CompletenessTable.Lines([.. tables]))
            terminal.Out.WriteLine(line);
        if (field.Psf is { } psf)
            PsfAgainstTruth(psf, data, terminal);
        terminal.Out.WriteLine();
    }

    private static void PsfAgainstTruth(PsfModel psf, BenchData data, Terminal terminal)
    {
        using var grid = Table.Open(data.File("sim/survey_psfgrid.csv"));
        double[] x = grid.Doubles("x_pix"), y = grid.Doubles("y_pix"), fwhm = grid.Doubles("fwhm");
        double[] e1 = grid.Doubles("e1"), e2 = grid.Doubles("e2");
        double worst = 0, squares = 0;
        for (var i = 0; i < x.Length; i++)
        {
            worst = Math.Max(worst, Math.Abs(psf.FwhmPixAt(x[i] - 1, y[i] - 1) * 0.2 / fwhm[i] - 1));
            var (a, b) = psf.EllipticityAt(x[i] - 1, y[i] - 1);
            squares += (a - e1[i]) * (a - e1[i]) + (b - e2[i]) * (b - e2[i]);
        }

        terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"PSF on its true grid: FWHM within {100 * worst:F2} %, ellipticity rms "
            + $"{Math.Sqrt(squares / (2 * x.Length)):F4}, {psf.StarCount} stars"));
    }

    private static void Kids(BenchData data, Terminal terminal)
    {
        terminal.Out.WriteLine("== kids_wide_r: real KiDS r field, SExtractor's list in the place of truth");
        var field = Analyse(data.File("kids_wide_r/kids_r_bottom.fits.gz"), 0.339, terminal);
        using var table = Table.Open(data.File("kids_wide_r/sextractor_bottom.csv"));
        double[] x = table.Doubles("x_image"), y = table.Doubles("y_image"), mag = table.Doubles("mag_auto");
        CataloguePoint[] reference = [.. x.Select((_, i) => new CataloguePoint(x[i] - 1, y[i] - 1, mag[i]))];
        foreach (var line in CompletenessTable.Lines(("GaLNet", Bins(reference, Points(field)))))
            terminal.Out.WriteLine(line);
    }

    private static IReadOnlyList<CompletenessBin> Bins(CataloguePoint[] truth, CataloguePoint[] found)
        => CompletenessTable.Of(truth, found, MatchPix, MagEdges);

    private static CataloguePoint[] Points(AnalysedField field)
        => [.. field.Detection.Sources.Select(
            s => new CataloguePoint(s.XPix, s.YPix, s.Flux > 0 ? -2.5 * Math.Log10(s.Flux) : double.NaN))];

    private static AnalysedField Analyse(string path, double scaleArcsec, Terminal terminal)
    {
        using var file = FitsFile.Open(path);
        var image = file.Image();
        var plane = new Plane
        {
            Width = image.Width,
            Height = image.Height,
            Pixels = image.ReadPlane(),
            Gain = Gain,
            PixelScaleArcsec = scaleArcsec,
        };
        // Once to warm up, once to be timed.
        AnalysedField.Of(plane);
        var clock = Stopwatch.StartNew();
        var field = AnalysedField.Of(plane);
        var seconds = clock.Elapsed.TotalSeconds;
        var stars = field.Detection.Sources.Count(source => source.IsStar);
        terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{plane.Width} x {plane.Height} pixels: {field.Detection.Sources.Count} sources, "
            + $"{stars} of them stars, {seconds:F2} s "
            + $"for detection, PSF and star/galaxy separation"));
        return field;
    }
}
