using GaLNet.Photometry.Fitting;

namespace GaLNet.Photometry.Tests.Fitting;

/// <summary>Real galaxies against published fits of the same pixels.</summary>
public sealed class RealGalaxiesTests
{
    private readonly Chi2Engine _engine = new();

    [Theory]
    [InlineData("G265911")]
    [InlineData("G266033")]
    [InlineData("G266662")]
    [InlineData("G267489")]
    [InlineData("G267525")]
    public void Kids_galaxies_agree_with_the_published_fits(string id)
    {
        var reference = RealGalaxies.Table("kids_profit/reference.csv").Single(r => r["id"] == id);
        var (stamp, psf) = RealGalaxies.KidsProfit("kids", id);
        var fit = _engine.Measure(stamp, psf);
        var p = fit.Profile;
        TestContext.Current.SendDiagnosticMessage(
            $"{id} dmag {-2.5 * Math.Log10(p.Flux) - reference.Number("mag_r"):F3} re {p.ReffPix / reference.Number("re_pix") - 1:F3}"
            + $" q {p.AxisRatio - reference.Number("q"):F3} pa {RealGalaxies.PaDifference(p.PaDeg - 90, reference.Number("pa_deg")):F2}"
            + $" n {p.Index / reference.Number("n") - 1:F3} ({p.Index:F3}) sky {fit.Sky:E2} chi2 {fit.Chi2:F2} it {fit.Iterations} {fit.Flags} nb {fit.FittedNeighbours.Count}");
        (-2.5 * Math.Log10(p.Flux)).Should().BeApproximately(reference.Number("mag_r"), 0.06);
        (p.ReffPix / reference.Number("re_pix")).Should().BeApproximately(1, 0.05);
        p.AxisRatio.Should().BeApproximately(reference.Number("q"), 0.03);
        RealGalaxies.PaDifference(p.PaDeg - 90, reference.Number("pa_deg")).Should().BeInRange(-2, 2);
        (p.Index / reference.Number("n")).Should().BeApproximately(1, 0.15);
    }
}
