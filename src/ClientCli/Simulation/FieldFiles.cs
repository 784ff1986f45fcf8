using GaLNet.ClientCli.Output;
using GaLNet.Photometry.Mocks;
using GaLNet.Sky.Fits;
using GaLNet.Sky.Wcs;

namespace GaLNet.ClientCli.Simulation;

/// <summary>A simulated field as files: the image with its WCS, and the truth.</summary>
/// <param name="Image">Path of the image.</param>
/// <param name="Truth">Path of the truth table.</param>
/// <param name="Psf">Path of the true PSF on a grid of positions.</param>
internal sealed record FieldFiles(string Image, string Truth, string Psf)
{
    private const string TruthHeading =
        "id,type,x_pix,y_pix,ra,dec,mag,reff,q,pa,n,snr15,psf_fwhm,psf_e1,psf_e2";

    private const int PsfGrid = 5;
    private const int PsfSizePix = 25;

    /// <summary>Writes a field into a folder.</summary>
    public static FieldFiles Write(MockField field, double raDeg, double decDeg, string folder)
    {
        var files = new FieldFiles(
            Path.Combine(folder, "field.fits"), Path.Combine(folder, "field_truth.csv"),
            Path.Combine(folder, "field_psf.fits"));
        var options = field.Options;
        var header = MockHeader.Of(
            options.ZeroPoint, options.PixelScaleArcsec, options.Noise, options.SkyLevel, field.Seed);
        header.Set("FILTER", "r");
        if (double.IsFinite(field.Saturation))
        {
            // One step below the clipped pixels' own single-precision value, so that they reach it.
            header.Set("SATURATE", MathF.BitDecrement((float)field.Saturation), "pixels that reach this are saturated");
        }

        MockHeader.AddWcs(header, options.WidthPix, options.HeightPix, options.PixelScaleArcsec, raDeg, decDeg);
        FitsImageWriter.Write(files.Image, field.Pixels, options.WidthPix, options.HeightPix, header: header);
        WriteTruth(files.Truth, field, CelestialWcs.FromHeader(header));
        WritePsf(files.Psf, field);
        return files;
    }

    private static void WriteTruth(string path, MockField field, CelestialWcs wcs)
    {
        var id = 0;
        CsvFile.Write(path, TruthHeading, field.SourcesOnImage.Select(source =>
        {
            var (x, y) = (source.XPix + 1, source.YPix + 1);
            var (ra, dec) = wcs.PixelToSky(x, y);
            var (p, psf) = (source.Parameters, source.Psf!);
            return CsvFile.Line(
                $"{id++},{(source.IsStar ? "star" : "gal")}",
                x, y, ra, dec, p.Mag, p.ReffArcsec, p.AxisRatio, p.PaDeg, p.Index, source.SignalToNoise,
                psf.FwhmArcsec, psf.Ellipticity1, psf.Ellipticity2);
        }));
    }

    /// <summary>The true PSF on 5 x 5 positions: columns first, then rows; places in the keywords Xn, Yn.</summary>
    private static void WritePsf(string path, MockField field)
    {
        var options = field.Options;
        var planes = new float[PsfGrid * PsfGrid * PsfSizePix * PsfSizePix];
        var header = new FitsHeader();
        for (var i = 0; i < PsfGrid * PsfGrid; i++)
        {
            var x = (i % PsfGrid + 0.5) / PsfGrid * options.WidthPix - 0.5;
            var y = (i / PsfGrid + 0.5) / PsfGrid * options.HeightPix - 0.5;
            field.Psf.At(x, y).ToStamp(PsfSizePix, options.PixelScaleArcsec).Pixels
                .CopyTo(planes, i * PsfSizePix * PsfSizePix);
            header.Set($"X{i}", x + 1, "FITS pixel of the plane's PSF");
            header.Set($"Y{i}", y + 1);
        }

        FitsImageWriter.Write(path, planes, PsfSizePix, PsfSizePix, PsfGrid * PsfGrid, header);
    }
}
