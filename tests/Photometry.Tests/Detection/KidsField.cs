using GaLNet.Photometry.Detection;
using GaLNet.Photometry.Psf;
using GaLNet.Sky.Fits;
using GaLNet.Tests;

namespace GaLNet.Photometry.Tests.Detection;

/// <summary>A real KiDS r field, analysed once for all tests, with SExtractor's list of it and PSFEx's model.</summary>
internal sealed class KidsField
{
    private static readonly Lazy<KidsField> Loaded = new(() => new KidsField());

    private KidsField()
    {
        Plane = SurveyField.ReadPlane("kids_wide_r/kids_r_bottom.fits.gz", 0.339);
        Field = AnalysedField.Of(Plane);
        Reference = CsvColumns.Read(SharedData.Require("kids_wide_r/sextractor_bottom.csv"));
        double[] x = Reference.Numbers("x_image"), y = Reference.Numbers("y_image");
        double[] mag = Reference.Numbers("mag_auto");
        Points = [.. x.Select((_, i) => new CataloguePoint(x[i] - 1, y[i] - 1, mag[i]))];
        Match = CompletenessTable.Match(Points, [.. Field.Detection.Sources.Select(
            s => new CataloguePoint(s.XPix, s.YPix, -2.5 * Math.Log10(Math.Max(s.Flux, 1e-15))))], 3);
    }

    public Plane Plane { get; }

    public AnalysedField Field { get; }

    public CsvColumns Reference { get; }

    public CataloguePoint[] Points { get; }

    /// <summary>Index of our source for each of SExtractor's, or -1.</summary>
    public int[] Match { get; }

    public static KidsField Load()
    {
        SharedData.Require("kids_wide_r/kids_r_bottom.fits.gz");
        return Loaded.Value;
    }

    public static PsfexBasis Psfex()
    {
        using var file = FitsFile.Open(SharedData.Require("kids_wide_r/kids_r_bottom.psfex.psf"));
        var table = file.Table();
        var header = table.Header;
        var images = new double[35 * 35 * 3];
        table.ReadDoubles(table.Column("PSF_MASK"), 0, images);
        return new PsfexBasis
        {
            Width = (int)header.Number("PSFAXIS1")!.Value,
            Height = (int)header.Number("PSFAXIS2")!.Value,
            Images = Array.ConvertAll(images, v => (float)v),
            Degree = (int)header.Number("POLDEG1")!.Value,
            StepPix = header.Number("PSF_SAMP")!.Value,
            XZero = header.Number("POLZERO1")!.Value,
            XScale = header.Number("POLSCAL1")!.Value,
            YZero = header.Number("POLZERO2")!.Value,
            YScale = header.Number("POLSCAL2")!.Value,
        };
    }
}
