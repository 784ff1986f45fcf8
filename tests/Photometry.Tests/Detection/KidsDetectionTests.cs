namespace GaLNet.Photometry.Tests.Detection;

/// <summary>Against SExtractor's catalogue of a real field: a second opinion, not truth.</summary>
public class KidsDetectionTests
{
    // Chip edge: a strip of raised background that SExtractor cuts into dozens of entries.
    private const double StripFromPix = 825;
    private const double StripToPix = 885;

    [Fact]
    public void FindsWhatSExtractorFindsAboveTenSigma()
    {
        var kids = KidsField.Load();
        double[] sn = kids.Reference.Numbers("snr_win");
        int[] wanted = [.. Enumerable.Range(0, sn.Length).Where(
            i => sn[i] > 10 && (kids.Points[i].XPix < StripFromPix || kids.Points[i].XPix > StripToPix))];
        wanted.Length.Should().BeGreaterThan(800);
        ((double)wanted.Count(i => kids.Match[i] >= 0) / wanted.Length).Should().BeGreaterThan(0.99);
    }

    [Fact]
    public void FindsMoreFaintSourcesThanSExtractor()
    {
        var kids = KidsField.Load();
        kids.Field.Detection.Sources.Count.Should().BeGreaterThan(kids.Points.Length + 300);
    }

    [Fact]
    public void FluxesAndSizesAgree()
    {
        var kids = KidsField.Load();
        double[] sn = kids.Reference.Numbers("snr_win"), flags = kids.Reference.Numbers("flags");
        double[] radius = kids.Reference.Numbers("flux_radius");
        int[] clean = [.. Enumerable.Range(0, sn.Length).Where(
            i => sn[i] > 20 && flags[i] == 0 && kids.Match[i] >= 0)];
        var sources = kids.Field.Detection.Sources;
        Median(clean.Select(i => -2.5 * Math.Log10(sources[kids.Match[i]].Flux) - kids.Points[i].Mag))
            .Should().BeInRange(-0.08, 0.02, "our smallest Kron ellipse is wider than SExtractor's");
        Median(clean.Select(i => sources[kids.Match[i]].HalfLightRadiusPix / radius[i]))
            .Should().BeApproximately(1, 0.06);
    }

    [Fact]
    public void StarsAndGalaxiesAreThoseOfSpreadModel()
    {
        var kids = KidsField.Load();
        double[] sn = kids.Reference.Numbers("snr_win"), flags = kids.Reference.Numbers("flags");
        double[] spread = kids.Reference.Numbers("spread_model");
        // Between the two limits SPREAD_MODEL itself does not tell.
        int[] clear = [.. Enumerable.Range(0, sn.Length).Where(i => sn[i] > 40 && flags[i] == 0
            && kids.Match[i] >= 0 && Math.Abs(spread[i]) is < 0.002 or > 0.006)];
        var sources = kids.Field.Detection.Sources;
        int same = clear.Count(i => sources[kids.Match[i]].IsStar == (spread[i] < 0.004));
        clear.Length.Should().BeGreaterThan(150);
        ((double)same / clear.Length).Should().BeGreaterThan(0.97);
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
