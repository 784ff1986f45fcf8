using GaLNet.Photometry.Detection;

namespace GaLNet.Photometry.Tests.Detection;

public class SourceDetectorTests
{
    private static readonly DetectionOptions Seeing3 = new() { FilterFwhmPix = 3 };

    [Fact]
    public void MeasuresAGaussian()
    {
        var field = new SyntheticField(200, 200, 2).AddGaussian(100.3, 90.7, 50_000, 6, 3, 30).AddNoise(1);
        var source = SourceDetector.Detect(field.Plane(), null, Seeing3).Sources.Should().ContainSingle().Subject;
        source.XPix.Should().BeApproximately(100.3, 0.02);
        source.YPix.Should().BeApproximately(90.7, 0.02);
        source.Flux.Should().BeApproximately(50_000, 500);
        source.ThetaDeg.Should().BeApproximately(30, 1);
        source.MajorPix.Should().BeApproximately(6, 0.3);
        source.MinorPix.Should().BeApproximately(3, 0.3);
        source.Peak.Should().BeApproximately(50_000 / (2 * Math.PI * 18), 6);
        // The mean over all directions of (1 - exp(-k r²/2))/k, k = cos²/36 + sin²/9, is half of 6 * 3 at this radius.
        source.HalfLightRadiusPix.Should().BeApproximately(5.2225, 0.05);
        source.IsBlended.Should().BeFalse();
        source.IsTruncated.Should().BeFalse();
    }

    [Fact]
    public void SignalToNoiseIsThatOfTheAperture()
    {
        // Aperture of 1.5 arcsec = 7.5 pixels; noise pi 7.5² sigma²; light 1 - exp(-r²/2 s²) of the flux.
        var field = new SyntheticField(200, 200, 4).AddGaussian(100, 100, 3000, 2, 2).AddNoise(1);
        var source = SourceDetector.Detect(field.Plane(), null, Seeing3).Sources.Should().ContainSingle().Subject;
        double expected = 3000 * (1 - Math.Exp(-0.5 * 7.5 * 7.5 / 4)) / Math.Sqrt(Math.PI * 7.5 * 7.5);
        source.SignalToNoise.Should().BeApproximately(expected, 4);
    }

    [Fact]
    public void PureNoiseHoldsNoSources()
    {
        var plane = new SyntheticField(1000, 1000, 11).AddNoise(2).AddSky((x, _) => 500 + 0.01 * x).Plane();
        SourceDetector.Detect(plane, null, Seeing3).Sources.Should().HaveCountLessThan(2);
    }

    [Fact]
    public void CorrelatedNoiseHoldsNoSources()
    {
        // A running mean over 2x2 pixels: the matched filter's noise is 1.9 times that of white noise.
        var white = new SyntheticField(801, 801, 12).AddNoise(2);
        var pixels = new float[800 * 800];
        for (int y = 0; y < 800; y++)
        for (int x = 0; x < 800; x++)
        {
            int at = y * 801 + x;
            pixels[y * 800 + x] = white.Pixels[at] + white.Pixels[at + 1] + white.Pixels[at + 801]
                + white.Pixels[at + 802];
        }

        var plane = new Plane { Width = 800, Height = 800, Pixels = pixels };
        SourceDetector.Detect(plane, null, Seeing3).Sources.Should().HaveCountLessThan(3);
    }

    [Fact]
    public void SplitsTwoStarsAndKeepsTheirLightApart()
    {
        var field = new SyntheticField(200, 200, 5)
            .AddGaussian(95, 100, 20_000, 1.5, 1.5).AddGaussian(105, 101, 5_000, 1.5, 1.5).AddNoise(1);
        var sources = SourceDetector.Detect(field.Plane(), null, Seeing3).Sources;
        sources.Should().HaveCount(2);
        sources.Should().OnlyContain(s => s.IsBlended);
        var bright = sources.MaxBy(s => s.Flux)!;
        var faint = sources.MinBy(s => s.Flux)!;
        bright.XPix.Should().BeApproximately(95, 0.05);
        faint.XPix.Should().BeApproximately(105, 0.1);
        bright.Flux.Should().BeApproximately(20_000, 600);
        faint.Flux.Should().BeApproximately(5_000, 400);
    }

    [Fact]
    public void WhatIsFoundOfAFaintPairLiesAtOneOfTheTwo()
    {
        // 100 pairs, 7 pixels apart, of S/N 9 and 7 in the filter: the noise decides which of them are split.
        var field = new SyntheticField(600, 600, 21);
        for (int i = 0; i < 100; i++)
        {
            double x = 35 + i % 10 * 58, y = 35 + i / 10 * 58;
            field.AddGaussian(x, y, 52, 1.6, 1.6).AddGaussian(x + 7, y, 42, 1.6, 1.6);
        }

        var sources = SourceDetector.Detect(field.AddNoise(1).Plane(), null, Seeing3).Sources;
        sources.Count.Should().BeGreaterThan(90);
        int between = sources.Count(s =>
        {
            double dx = s.XPix - 35 - 58 * Math.Round((s.XPix - 38.5) / 58);
            double dy = s.YPix - 35 - 58 * Math.Round((s.YPix - 35) / 58);
            return Math.Min(double.Hypot(dx, dy), double.Hypot(dx - 7, dy)) > 2.5;
        });
        // The centre of a window as wide as the light puts 23 of them there.
        between.Should().BeLessThan(15);
    }

    [Fact]
    public void FindsAFaintSourceInTheWingsOfABrightOne()
    {
        // 5000 times fainter, beside the bright one: no share of the blend's light counts.
        var field = new SyntheticField(300, 300, 6)
            .AddGaussian(150, 150, 3e6, 3, 3).AddGaussian(165, 150, 600, 1.5, 1.5).AddNoise(1);
        var sources = SourceDetector.Detect(field.Plane(), null, Seeing3).Sources;
        sources.Should().Contain(s => Math.Abs(s.XPix - 165) < 1 && Math.Abs(s.YPix - 150) < 1);
        sources.Should().HaveCount(2);
    }

    [Fact]
    public void ALargeGalaxyKeepsItsClumps()
    {
        var field = new SyntheticField(400, 400, 16).AddGaussian(200, 200, 1e6, 25, 18, 20).AddNoise(1);
        for (int i = 0; i < 8; i++)
        {
            var (sin, cos) = Math.SinCos(i * Math.PI / 4);
            field.AddGaussian(200 + 30 * cos, 200 + 22 * sin, 2000, 2, 2);
        }

        SourceDetector.Detect(field.Plane(), null, Seeing3).Sources.Should().ContainSingle();
    }

    [Fact]
    public void TwoBrightSourcesAtOnePointThreeSeeingsAreSplit()
    {
        // Seeing FWHM 4 pixels; 5.2 pixels apart: the matched filter alone shows one peak.
        var field = new SyntheticField(200, 200, 17)
            .AddGaussian(98, 100, 20_000, 1.7, 1.7).AddGaussian(103.2, 100, 10_000, 1.7, 1.7).AddNoise(1);
        var options = Seeing3 with { FilterFwhmPix = 4 };
        SourceDetector.Detect(field.Plane(), null, options).Sources.Should().HaveCount(2);
        var blunt = options with { SharpDeblendSigma = 1e9 };
        SourceDetector.Detect(field.Plane(), null, blunt).Sources.Should().HaveCount(1);
    }

    [Fact]
    public void ASaturatedCoreStaysOneSource()
    {
        var field = new SyntheticField(200, 200, 18).AddGaussian(100, 100, 300_000, 2.5, 2.5).AddNoise(1);
        for (int i = 0; i < field.Pixels.Length; i++)
            field.Pixels[i] = Math.Min(field.Pixels[i], 3000);
        // A hole and a ridge, as resampling leaves them.
        for (int x = 97; x < 104; x++)
            field.Pixels[98 * 200 + x] = -50;
        var plane = new Plane { Width = 200, Height = 200, Pixels = field.Pixels, Saturation = 3000 };
        var source = SourceDetector.Detect(plane, null, Seeing3).Sources.Should().ContainSingle().Subject;
        source.IsSaturated.Should().BeTrue();
    }

    [Fact]
    public void TheSkyIsNotPulledUpByAGiantGalaxy()
    {
        var field = new SyntheticField(700, 700, 8)
            .AddSky((x, y) => 30_000 * Math.Exp(-Math.Sqrt((x - 350.0) * (x - 350) + (y - 350.0) * (y - 350)) / 12))
            .AddNoise(1);
        var result = SourceDetector.Detect(field.Plane(), null, Seeing3);
        // 2 pi h² I0 for an exponential disc.
        result.Sources.MaxBy(s => s.Flux)!.Flux.Should().BeApproximately(2 * Math.PI * 144 * 30_000, 2e6);
        result.Sky.Level[350 * 700 + 350].Should().BeLessThan(3);
    }

    [Fact]
    public void PiecesFindTheSameSources()
    {
        const int size = 1200;
        var field = new SyntheticField(size, size, 9).AddNoise(1);
        var random = new Random(10);
        for (int i = 0; i < 400; i++)
        {
            double sigma = 1.3 + 2 * random.NextDouble() * random.NextDouble();
            AddLocally(field, size, 1200 * random.NextDouble(), 1200 * random.NextDouble(),
                200 * Math.Pow(100, random.NextDouble()), sigma);
        }

        var whole = SourceDetector.Detect(field.Plane(), null, Seeing3).Sources;
        var left = SourceDetector.Detect(SkyMeshTests.Cut(field, size, 0, 0, 850, size), null, Seeing3).Sources;
        var right = SourceDetector.Detect(SkyMeshTests.Cut(field, size, 350, 0, 850, size), null, Seeing3).Sources;
        var joined = left.Where(s => s.XPix < 600)
            .Concat(right.Where(s => s.XPix >= 250).Select(s => s with { XPix = s.XPix + 350 }))
            .OrderBy(s => s.YPix).ToList();
        var expected = whole.OrderBy(s => s.YPix).ToList();
        joined.Should().HaveCount(expected.Count);
        for (int i = 0; i < joined.Count; i++)
        {
            joined[i].XPix.Should().BeApproximately(expected[i].XPix, 0.02);
            joined[i].YPix.Should().BeApproximately(expected[i].YPix, 0.02);
            joined[i].Flux.Should().BeApproximately(expected[i].Flux, 0.02 * expected[i].FluxError + 1);
        }
    }

    [Fact]
    public void SourcesAtHolesEdgesAndSaturationAreFlagged()
    {
        var field = new SyntheticField(200, 200, 13).AddNoise(1)
            .AddGaussian(1, 50, 5000, 2, 2).AddGaussian(100, 100, 5000, 2, 2).AddGaussian(150, 40, 90_000, 2, 2);
        for (int y = 90; y < 110; y++)
            field.Pixels[y * 200 + 104] = float.NaN;
        var plane = new Plane { Width = 200, Height = 200, Pixels = field.Pixels, Saturation = 3000 };
        var sources = SourceDetector.Detect(plane, null, Seeing3).Sources;
        sources.Single(s => s.XPix < 10).IsTruncated.Should().BeTrue();
        sources.Single(s => Math.Abs(s.XPix - 100) < 5).IsTruncated.Should().BeTrue();
        var saturated = sources.Single(s => Math.Abs(s.XPix - 150) < 5);
        saturated.IsSaturated.Should().BeTrue();
        saturated.IsTruncated.Should().BeFalse();
        // The missing column is filled from the opposite side.
        sources.Single(s => Math.Abs(s.XPix - 100) < 5).Flux.Should().BeApproximately(5000, 150);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 50)]
    [InlineData(3, 2)]
    [InlineData(61, 61)]
    [InlineData(129, 5)]
    public void TinyConstantAndEmptyPlanesDoNotThrow(int width, int height)
    {
        foreach (float value in new[] { 0f, 3f, float.NaN, float.PositiveInfinity })
        {
            var pixels = new float[width * height];
            Array.Fill(pixels, value);
            var plane = new Plane { Width = width, Height = height, Pixels = pixels };
            SourceDetector.Detect(plane).Sources.Should().BeEmpty();
        }

        SourceDetector.Detect(new SyntheticField(width, height).AddNoise(1).Plane()).Sources.Should().BeEmpty();
    }

    [Fact]
    public void TheInputIsNotChangedAndItsScaleDoesNotMatter()
    {
        var field = new SyntheticField(150, 150, 14).AddGaussian(70, 80, 4000, 2, 2).AddNoise(1);
        float[] before = [.. field.Pixels];
        var big = SourceDetector.Detect(field.Plane(), null, Seeing3).Sources.Single();
        field.Pixels.Should().Equal(before);
        var scaled = new Plane
        {
            Width = 150, Height = 150, Pixels = Array.ConvertAll(before, v => v * 1e-12f),
        };
        var small = SourceDetector.Detect(scaled, null, Seeing3).Sources.Single();
        small.Flux.Should().BeApproximately(1e-12 * big.Flux, 1e-15);
        small.XPix.Should().BeApproximately(big.XPix, 1e-3);
        small.SignalToNoise.Should().BeApproximately(big.SignalToNoise, 0.05);
    }

    private static void AddLocally(
        SyntheticField field, int stride, double xPix, double yPix, double flux, double sigma)
    {
        int reach = (int)(8 * sigma);
        for (int y = Math.Max(0, (int)yPix - reach); y < Math.Min(stride, yPix + reach); y++)
        for (int x = Math.Max(0, (int)xPix - reach); x < Math.Min(stride, xPix + reach); x++)
        {
            double r2 = ((x - xPix) * (x - xPix) + (y - yPix) * (y - yPix)) / (sigma * sigma);
            field.Pixels[y * stride + x] += (float)(flux * Math.Exp(-0.5 * r2) / (2 * Math.PI * sigma * sigma));
        }
    }
}
