using GaLNet.Photometry.Detection;
using GaLNet.Photometry.Psf;
using GaLNet.Sky.Fits;
using GaLNet.Tests;

namespace GaLNet.Photometry.Tests.Detection;

/// <summary>The simulated survey image with its truth, analysed once for all tests.</summary>
internal sealed class SurveyField
{
    private static readonly Lazy<SurveyField> Loaded = new(() => new SurveyField());

    private SurveyField()
    {
        Plane = ReadPlane("sim/survey.fits.gz", 0.2);
        Field = AnalysedField.Of(Plane);
        Truth = CsvColumns.Read(SharedData.Require("sim/survey_truth.csv"));
        IsStar = Array.ConvertAll(Truth.Text("type"), type => type == "star");
        SignalToNoise = Truth.Numbers("snr15");
        double[] x = Truth.Numbers("x_pix"), y = Truth.Numbers("y_pix"), mag = Truth.Numbers("mag");
        Points = [.. x.Select((_, i) => new CataloguePoint(x[i] - 1, y[i] - 1, mag[i]))];
        Found = [.. Field.Detection.Sources.Select(
            s => new CataloguePoint(s.XPix, s.YPix, -2.5 * Math.Log10(Math.Max(s.Flux, 1e-15))))];
        Match = CompletenessTable.Match(Points, Found, 3);
    }

    public Plane Plane { get; }

    public AnalysedField Field { get; }

    public CsvColumns Truth { get; }

    public bool[] IsStar { get; }

    public double[] SignalToNoise { get; }

    public CataloguePoint[] Points { get; }

    /// <summary>Index of the source found for each true one, or -1.</summary>
    public int[] Match { get; }

    public CataloguePoint[] Found { get; }

    public static SurveyField Load()
    {
        SharedData.Require("sim/survey.fits.gz");
        return Loaded.Value;
    }

    public static Plane ReadPlane(string path, double scaleArcsec)
    {
        using var file = FitsFile.Open(SharedData.Require(path));
        var image = file.Image();
        return new Plane
        {
            Width = image.Width,
            Height = image.Height,
            Pixels = image.ReadPlane(),
            Gain = 3e13,
            PixelScaleArcsec = scaleArcsec,
        };
    }
}
