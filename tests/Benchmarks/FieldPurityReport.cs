using System.Globalization;
using GaLNet.Photometry.Detection;
using GaLNet.Photometry.Mocks;
using GaLNet.Photometry.Psf;

namespace GaLNet.Benchmarks;

/// <summary>
/// Completeness and purity in mock fields, away from their edges: beyond those lies light that no truth inside explains.
/// </summary>
internal static class FieldPurityReport
{
    private const double MatchPix = 3;
    private const double MarginPix = 8;
    private static readonly double[] Edges = [16, 18, 19, 20, 21, 22, 23, 23.5, 24, 24.5];

    /// <summary>Prints the table of so many fields of 1500 x 1500 pixels, with seeds that count up from the first.</summary>
    public static void Print(TextWriter output, int fields, ulong firstSeed)
    {
        var counts = new (int Truth, int Recovered, int Found, int Genuine)[Edges.Length - 1];
        for (var number = 0; number < fields; number++)
        {
            Add(MockFieldGenerator.Make(new MockFieldOptions(), firstSeed + (ulong)number), counts);
        }

        output.WriteLine($"{fields} fields: completeness by true, purity by measured magnitude, within {MatchPix} pixels");
        output.WriteLine($"{"mag",-10} {"true",6} {"recovered",10} {"",8} {"found",6} {"false",6}");
        for (var bin = 0; bin < counts.Length; bin++)
        {
            Line($"{Edges[bin]:F1}-{Edges[bin + 1]:F1}", counts[bin]);
        }

        Line("all", (counts.Sum(c => c.Truth), counts.Sum(c => c.Recovered), counts.Sum(c => c.Found),
            counts.Sum(c => c.Genuine)));

        void Line(string name, (int Truth, int Recovered, int Found, int Genuine) c)
            => output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name,-10} {c.Truth,6} {c.Recovered,10} {(double)c.Recovered / c.Truth,8:F4} {c.Found,6} {c.Found - c.Genuine,6} "
                + $"{(double)(c.Found - c.Genuine) / c.Found,8:P2}"));
    }

    private static void Add(MockField field, (int Truth, int Recovered, int Found, int Genuine)[] counts)
    {
        var (width, height) = (field.Options.WidthPix, field.Options.HeightPix);
        var analysed = AnalysedField.Of(new Plane
        {
            Width = width, Height = height, Pixels = field.Pixels, Gain = field.Options.Noise.Gain,
            PixelScaleArcsec = field.Options.PixelScaleArcsec,
        });
        CataloguePoint[] truth = [.. field.Sources.Select(s => new CataloguePoint(s.XPix, s.YPix, s.Parameters.Mag))];
        CataloguePoint[] found = [.. analysed.Detection.Sources.Select(
            s => new CataloguePoint(s.XPix, s.YPix, s.Flux > 0 ? -2.5 * Math.Log10(s.Flux) : double.NaN))];
        var match = CompletenessTable.Match(truth, found, MatchPix);
        var genuine = match.Where(i => i >= 0).ToHashSet();
        for (var bin = 0; bin < counts.Length; bin++)
        {
            bool IsIn(CataloguePoint p) => p.XPix > MarginPix && p.XPix < width - 1 - MarginPix
                && p.YPix > MarginPix && p.YPix < height - 1 - MarginPix && p.Mag >= Edges[bin] && p.Mag < Edges[bin + 1];
            int[] real = [.. Enumerable.Range(0, truth.Length).Where(i => IsIn(truth[i]))];
            int[] seen = [.. Enumerable.Range(0, found.Length).Where(i => IsIn(found[i]))];
            counts[bin].Truth += real.Length;
            counts[bin].Recovered += real.Count(i => match[i] >= 0);
            counts[bin].Found += seen.Length;
            counts[bin].Genuine += seen.Count(genuine.Contains);
        }
    }
}
