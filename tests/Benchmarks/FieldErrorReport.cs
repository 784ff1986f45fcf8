using System.Globalization;
using GaLNet.Photometry.Detection;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Mocks;
using GaLNet.Photometry.Profiles;
using GaLNet.Photometry.Psf;

namespace GaLNet.Benchmarks;

/// <summary>
/// How many of its stated errors a fit is off in mock fields, from detection to the answer, with what is known of the PSF
/// and of the neighbours changed one at a time: the tables of docs/decisions/errors.md.
/// </summary>
internal static class FieldErrorReport
{
    private const double MinSignalToNoise = 50;
    private const int Side = 61;
    private const int TruePsfSide = 51;
    private const double PixelScaleArcsec = 0.2;

    private static readonly Variant[] Variants =
    [
        new("PSF of 25 pixels, body closed", false, false, false, false),
        new("PSF with wings, body closed", true, false, false, false),
        new("the same, body open", true, true, false, false),
        new("PSF of 25 pixels, all other light taken away", false, false, true, false),
        new("the same, PSF with wings", true, false, true, false),
        new("the same, true PSF with wings", true, false, true, true),
    ];

    private sealed record Variant(string Name, bool HasWings, bool IsOpen, bool IsAlone, bool IsTrue);

    private readonly record struct Pulls(double Mag, double MagWithPsf, double Reff, double Q, double Pa, double N);

    /// <summary>Prints the table of so many fields of 1500 x 1500 pixels, with seeds that count up from the first.</summary>
    public static void Print(TextWriter output, int fields, ulong firstSeed)
    {
        var pulls = Array.ConvertAll(Variants, _ => new List<Pulls>());
        for (var number = 0; number < fields; number++)
        {
            Add(MockFieldGenerator.Make(new MockFieldOptions(), firstSeed + (ulong)number), pulls);
        }

        output.WriteLine($"{fields} fields, {pulls[0].Count} galaxies with S/N > {MinSignalToNoise:F0}: "
            + "1.4826 median |measured - true| / error");
        output.WriteLine($"{"",-46} {"mag",6} {"+ PSF",6} {"reff",6} {"q",6} {"pa",6} {"n",6} {"mag > 3",8}");
        foreach (var (variant, some) in Variants.Zip(pulls))
        {
            double Width(Func<Pulls, double> one)
                => 1.4826 * some.Select(one).Where(double.IsFinite).Order().ElementAt(some.Count / 2);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{variant.Name,-46} {Width(p => p.Mag),6:F2} {Width(p => p.MagWithPsf),6:F2} {Width(p => p.Reff),6:F2} "
                + $"{Width(p => p.Q),6:F2} {Width(p => p.Pa),6:F2} {Width(p => p.N),6:F2} "
                + $"{100.0 * some.Count(p => p.Mag > 3) / some.Count,6:F1} %"));
        }
    }

    private static void Add(MockField field, List<Pulls>[] pulls)
    {
        var (width, height) = (field.Options.WidthPix, field.Options.HeightPix);
        var analysed = AnalysedField.Of(new Plane
        {
            Width = width, Height = height, Pixels = field.Pixels, Gain = field.Options.Noise.Gain,
            PixelScaleArcsec = PixelScaleArcsec,
        });
        var found = analysed.Detection.Sources;
        var match = CompletenessTable.Match(
            [.. field.Sources.Select(s => new CataloguePoint(s.XPix, s.YPix, s.Parameters.Mag))],
            [.. found.Select(s => new CataloguePoint(s.XPix, s.YPix, -2.5 * Math.Log10(s.Flux)))], 3);
        var painter = new MockBoxPainter(field.Options, field.Psf);
        var boxes = field.Sources.Select(painter.Paint).ToArray();
        var light = new float[width * height];
        Array.ForEach(boxes, box => box.AddTo(light, width, height));
        var wanted = Enumerable.Range(0, match.Length).Where(i => match[i] >= 0 && !found[match[i]].IsStar
            && !field.Sources[i].IsStar && field.Sources[i].SignalToNoise > MinSignalToNoise
            && found[match[i]].XPix > Side && found[match[i]].XPix < width - Side
            && found[match[i]].YPix > Side && found[match[i]].YPix < height - Side).ToArray();
        var results = new Pulls[Variants.Length][];
        var engine = new Chi2Engine();
        for (var v = 0; v < Variants.Length; v++)
        {
            var variant = Variants[v];
            results[v] = new Pulls[wanted.Length];
            Parallel.For(0, wanted.Length, k =>
            {
                var source = found[match[wanted[k]]];
                var stamp = Cut(field, analysed, source, variant, light, boxes[wanted[k]]);
                var (psf, inside) = PsfOf(field.Sources[wanted[k]], analysed.Psf!, source, variant);
                results[v][k] = Of(engine.Measure(stamp, psf), inside, analysed.Psf!.FluxError, field.Sources[wanted[k]]);
            });
            pulls[v].AddRange(results[v]);
        }
    }

    private static (PsfStamp Psf, double Inside) PsfOf(
        MockSource truth, PsfModel model, DetectedSource source, Variant variant)
    {
        if (variant.IsTrue)
        {
            return (truth.Psf!.ToStamp(TruePsfSide, PixelScaleArcsec), 1);
        }

        var side = variant.HasWings ? model.WideStampPixAt(source.XPix, source.YPix) : PsfModel.DefaultStampPix;
        return (model.StampAt(source.XPix, source.YPix, side), model.LightInsideAt(source.XPix, source.YPix, side));
    }

    private static Stamp Cut(
        MockField field, AnalysedField analysed, DetectedSource source, Variant variant, float[] light, MockBox own)
    {
        var width = field.Options.WidthPix;
        int x0 = (int)Math.Round(source.XPix) - Side / 2, y0 = (int)Math.Round(source.YPix) - Side / 2;
        var pixels = new float[Side * Side];
        for (var at = 0; at < pixels.Length; at++)
        {
            int x = x0 + at % Side, y = y0 + at / Side, bx = x - own.Left, by = y - own.Bottom;
            var isOwn = bx >= 0 && by >= 0 && bx < own.Side && by < own.Side;
            pixels[at] = field.Pixels[y * width + x];
            if (variant.IsAlone)
            {
                pixels[at] += (isOwn ? own.Pixels[by * own.Side + bx] : 0) - light[y * width + x];
            }
        }

        var centre = (y0 + Side / 2) * width + x0 + Side / 2;
        return new Stamp
        {
            Width = Side,
            Height = Side,
            Pixels = pixels,
            SkySigma = analysed.Detection.Sky.Sigma[centre],
            Sky = analysed.Detection.Sky.Level[centre],
            Gain = field.Options.Noise.Gain,
            Guess = new SersicProfile(
                source.XPix - x0, source.YPix - y0, source.Flux, source.HalfLightRadiusPix,
                Math.Clamp(source.MinorPix / source.MajorPix, 0.05, 1), source.ThetaDeg, 1),
            Neighbours = variant.IsAlone ? [] : Neighbours(analysed.Detection.Sources, source, x0, y0),
            Search = variant.IsOpen ? NeighbourSearch.Everywhere : NeighbourSearch.OutsideTarget,
        };
    }

    private static Neighbour[] Neighbours(IReadOnlyList<DetectedSource> found, DetectedSource source, int x0, int y0)
        => [.. found.Where(other => !ReferenceEquals(other, source))
            .Select(other => new Neighbour(
                other.XPix - x0, other.YPix - y0, other.Flux, other.HalfLightRadiusPix, other.IsStar))
            .Where(other => Math.Max(Math.Abs(other.XPix - Side / 2), Math.Abs(other.YPix - Side / 2))
                < Side / 2 + 4 * other.RadiusPix)];

    private static Pulls Of(SersicFit fit, double inside, double psfError, MockSource truth)
    {
        var (p, e, t) = (fit.Profile, fit.Errors, truth.Parameters);
        double Off(double measured, double wanted, double error) => Math.Abs(measured - wanted) / error;
        var mag = -2.5 * Math.Log10(p.Flux / inside);
        var magError = 2.5 / Math.Log(10) * e.Flux / p.Flux;
        var turned = ((p.PaDeg - t.PaDeg + 90) % 180 + 180) % 180 - 90;
        return new Pulls(
            Off(mag, t.Mag, magError), Off(mag, t.Mag, double.Hypot(magError, 2.5 / Math.Log(10) * psfError)),
            Off(p.ReffPix * PixelScaleArcsec, t.ReffArcsec, e.ReffPix * PixelScaleArcsec),
            Off(p.AxisRatio, t.AxisRatio, e.AxisRatio), Off(turned, 0, e.PaDeg), Off(p.Index, t.Index, e.Index));
    }
}
