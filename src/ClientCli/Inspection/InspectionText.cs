using GaLNet.ClientCli.Output;
using GaLNet.Sky.Psf;
using GaLNet.Sky.Surveys;

namespace GaLNet.ClientCli.Inspection;

/// <summary>An inspection for people: HDUs, what was understood and from which keyword, what is missing.</summary>
internal static class InspectionText
{
    private const int PixelDigits = 7;
    private const int MostPsfs = 8;

    public static void Write(ImageInspection file, PositionPair? pixel, PositionPair? sky, TextWriter output)
    {
        WriteHdus(file.Hdus, output);
        if (file.Calibration is { } calibration)
        {
            output.WriteLine();
            output.WriteLine($"image         HDU {file.ImageIndex}");
            WriteCalibration(calibration, output);
            output.WriteLine(file is { Wcs: { } wcs, CentreFrame: { } frame }
                ? $"coordinates   {wcs.Projection}, {wcs.Frame}{(wcs.IsDistorted ? ", distorted" : "")}; North "
                    + $"{Numbers.Fixed(frame.NorthAngleDeg, 2)}° from +x, {(frame.Parity > 0 ? "not " : "")}mirrored"
                : "coordinates   unknown");
            foreach (var plane in file.Planes)
            {
                output.WriteLine($"plane         {plane.Meaning}: {plane.Path} ({plane.Source})");
                WriteBits(plane.Bits, output);
            }

            WriteBits(file.Bits, output);
        }

        WritePsfs(file.Psfs, output);
        WritePair(pixel, output);
        WritePair(sky, output);
        WriteList("missing", file.Missing, output);
        WriteList("warnings", file.Warnings, output);
    }

    private static void WriteBits(MaskBits? mask, TextWriter output)
    {
        if (mask is null)
        {
            return;
        }

        if (mask.Bits.Count == 0)
        {
            output.WriteLine("mask          no names known: every pixel that is not 0 is left out");
            return;
        }

        output.WriteLine($"mask          left out: {Names(true)}");
        output.WriteLine($"              kept:     {Names(false)}");
        output.WriteLine($"              ({string.Join(", ", mask.Bits.Select(bit => bit.Source).Distinct().Take(3))}"
            + $"{(mask.Bits.Select(bit => bit.Source).Distinct().Count() > 3 ? ", ..." : "")})");

        string Names(bool isExcluded) => string.Join(", ", mask.Bits.Where(bit => bit.IsExcluded == isExcluded)
            .Select(bit => $"{bit.Name} {bit.Value}")) is { Length: > 0 } names ? names : "nothing";
    }

    private static void WritePsfs(IReadOnlyList<PsfInFile> psfs, TextWriter output)
    {
        foreach (var psf in psfs.Take(MostPsfs))
        {
            var kind = psf.Kind switch
            {
                PsfKind.Psfex => $"PSFEx model of degree {psf.Degree}",
                PsfKind.SdssKarhunenLoeve => "SDSS Karhunen-Loève model",
                PsfKind.Grid => $"at {psf.Places.Count} places",
                _ => "one image",
            };
            var step = psf.StepPix == 1 ? "" : $", step {Numbers.Significant(psf.StepPix, 4)} pixel";
            var fwhm = psf.FwhmPix is { } width ? $", FWHM {Numbers.Significant(width, 4)} pixels" : "";
            output.WriteLine($"psf           {(psf.Part.Length > 0 ? $"{psf.Part}: " : "")}{kind}, {psf.Width} x "
                + $"{psf.Height} pixels{step}{fwhm} ({psf.Source})");
        }

        if (psfs.Count > MostPsfs)
        {
            output.WriteLine($"psf           ... and {psfs.Count - MostPsfs} more (all with --json)");
        }
    }

    private static void WriteHdus(IReadOnlyList<HduInspection> hdus, TextWriter output)
    {
        var hasStatistics = hdus.Any(hdu => hdu.Statistics is not null);
        string[] headings = ["hdu", "name", "kind", "shape", "type"];
        var table = new TextTable(hasStatistics ? [.. headings, "min", "max", "mean", "nan"] : headings);
        foreach (var hdu in hdus)
        {
            string[] cells =
                [$"{hdu.Index}", hdu.Name, hdu.Kind, string.Join(" x ", hdu.Shape), hdu.Type];
            table.Add(hasStatistics ? [.. cells, .. Cells(hdu.Statistics)] : cells);
        }

        table.Write(output);
    }

    private static string[] Cells(PixelStatistics? statistics) => statistics is not { } pixels ? ["", "", "", ""] :
    [
        Numbers.Significant(pixels.Min, PixelDigits), Numbers.Significant(pixels.Max, PixelDigits),
        Numbers.Significant(pixels.Mean, PixelDigits), $"{pixels.NanCount}",
    ];

    private static void WriteCalibration(ImageCalibration calibration, TextWriter output)
    {
        output.WriteLine($"survey        {(calibration.Survey.Length > 0 ? calibration.Survey : "not recognised")}");
        output.WriteLine($"band          {(calibration.Band.Value.Length > 0 ? $"{calibration.Band}" : "unknown")}");
        output.WriteLine($"zero point    {Known(calibration.ZeroPoint, "AB mag of one count")}");
        output.WriteLine($"gain          {Known(calibration.Gain, "electrons per count")}");
        output.WriteLine($"saturation    {Known(calibration.Saturation, "counts")}");
        output.WriteLine($"exposure      {Known(calibration.ExposureSeconds, "s")}");
        output.WriteLine($"pixel scale   {Known(calibration.PixelScaleArcsec, "arcsec")}");
    }

    private static string Known(Sourced<double>? value, string unit) => value is { } known
        && double.IsFinite(known.Value)
            ? $"{Numbers.Significant(known.Value, PixelDigits)} {unit} ({known.Source})" : "unknown";

    private static void WritePair(PositionPair? pair, TextWriter output)
    {
        if (pair is { } at)
        {
            output.WriteLine($"position      pixel {Numbers.Fixed(at.XPix, 4)}, {Numbers.Fixed(at.YPix, 4)} = sky "
                + $"{Numbers.Fixed(at.RaDeg, 8)}, {Numbers.Fixed(at.DecDeg, 8)}");
        }
    }

    private static void WriteList(string heading, IReadOnlyList<string> sentences, TextWriter output)
    {
        if (sentences.Count > 0)
        {
            output.WriteLine();
            output.WriteLine($"{heading}:");
        }

        foreach (var sentence in sentences)
        {
            output.WriteLine($"  {sentence}");
        }
    }
}
