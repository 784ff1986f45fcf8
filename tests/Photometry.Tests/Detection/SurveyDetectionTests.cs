using GaLNet.Photometry.Detection;

namespace GaLNet.Photometry.Tests.Detection;

/// <summary>Against the truth of an image rendered by GalSim.</summary>
public class SurveyDetectionTests
{
    [Fact]
    public void EveryBrightGalaxyAndStarIsFound()
    {
        var survey = SurveyField.Load();
        for (int i = 0; i < survey.Points.Length; i++)
        {
            if (survey.SignalToNoise[i] > 50)
                survey.Match[i].Should().NotBe(-1, "source {0} has S/N {1}", i, survey.SignalToNoise[i]);
        }
    }

    [Fact]
    public void CompletenessAndPurityExceedThoseOfSExtractor()
    {
        var survey = SurveyField.Load();
        double[] edges = [16, 20, 21, 22, 23, 24, 24.5];
        var bins = CompletenessTable.Of(survey.Points, survey.Found, 3, edges);
        // Source Extractor 2.25.0 on the same image, DETECT_THRESH 1.5, DETECT_MINAREA 5, gauss_3.0_5x5, BACK_SIZE 128:
        // these shares of the true sources in these bins, and two false ones of 518.
        double[] peer = [1, 1, 0.9848, 0.9348, 0.8369, 0.4481];
        for (int b = 0; b < bins.Count; b++)
            bins[b].Completeness.Should().BeGreaterThanOrEqualTo(peer[b], "magnitude {0}", edges[b]);
        int falseOnes = survey.Found.Length - survey.Match.Count(i => i >= 0);
        falseOnes.Should().BeLessThan(survey.Found.Length / 100);
    }

    [Fact]
    public void PositionsAreAsGoodAsTheirNoise()
    {
        var survey = SurveyField.Load();
        double[] brightStars = Distances(survey, i => survey.IsStar[i] && survey.SignalToNoise[i] > 200);
        // sigma/(S/N) of a 3.5-pixel seeing at S/N 400: 0.005 pixel an axis.
        Median(brightStars).Should().BeLessThan(0.01);
        Median(Distances(survey, i => !survey.IsStar[i] && survey.SignalToNoise[i] > 50)).Should().BeLessThan(0.05);
    }

    [Fact]
    public void FluxesAndSignalToNoiseFollowTheTruth()
    {
        var survey = SurveyField.Load();
        int[] chosen = [.. Enumerable.Range(0, survey.Points.Length).Where(
            i => !survey.IsStar[i] && survey.SignalToNoise[i] > 50)];
        double[] offsets = [.. chosen.Select(i => survey.Found[survey.Match[i]].Mag - survey.Points[i].Mag)];
        Median(offsets).Should().BeInRange(-0.02, 0.06);
        double[] ratios = [.. chosen.Select(
            i => survey.Field.Detection.Sources[survey.Match[i]].SignalToNoise / survey.SignalToNoise[i])];
        Median(ratios).Should().BeApproximately(1, 0.02);
    }

    [Fact]
    public void TheSkyIsThatOfTheSimulation()
    {
        var survey = SurveyField.Load();
        const double sigma = 2.21557e-12;
        var sky = survey.Field.Detection.Sky;
        sky.Level.Select(level => Math.Abs(level / sigma)).Max().Should().BeLessThan(0.06);
        Math.Abs(sky.Level.Average(level => level / sigma)).Should().BeLessThan(0.015);
        sky.Sigma.Average(s => s / sigma).Should().BeApproximately(1, 0.01);
    }

    private static double[] Distances(SurveyField survey, Func<int, bool> chosen)
        => [.. Enumerable.Range(0, survey.Points.Length).Where(i => chosen(i) && survey.Match[i] >= 0).Select(i =>
        {
            var found = survey.Found[survey.Match[i]];
            return Math.Sqrt(Math.Pow(found.XPix - survey.Points[i].XPix, 2)
                + Math.Pow(found.YPix - survey.Points[i].YPix, 2));
        })];

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
