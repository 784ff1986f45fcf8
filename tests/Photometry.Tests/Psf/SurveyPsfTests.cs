using GaLNet.Photometry.Tests.Detection;
using GaLNet.Sky.Fits;
using GaLNet.Tests;

namespace GaLNet.Photometry.Tests.Psf;

/// <summary>The PSF of a simulated image against the true one on a grid of positions.</summary>
public class SurveyPsfTests
{
    [Fact]
    public void WidthAndEllipticityAreTheTrueOnes()
    {
        var psf = SurveyField.Load().Field.Psf!;
        psf.Should().NotBeNull();
        var grid = CsvColumns.Read(SharedData.Require("sim/survey_psfgrid.csv"));
        double[] x = grid.Numbers("x_pix"), y = grid.Numbers("y_pix"), fwhm = grid.Numbers("fwhm");
        double[] e1 = grid.Numbers("e1"), e2 = grid.Numbers("e2");
        double squares = 0;
        for (int i = 0; i < grid.Count; i++)
        {
            (psf.FwhmPixAt(x[i] - 1, y[i] - 1) * 0.2 / fwhm[i]).Should().BeApproximately(1, 0.01);
            var (a, b) = psf.EllipticityAt(x[i] - 1, y[i] - 1);
            squares += Math.Pow(a - e1[i], 2) + Math.Pow(b - e2[i], 2);
        }

        Math.Sqrt(squares / (2 * grid.Count)).Should().BeLessThan(0.003);
    }

    [Fact]
    public void StampsEqualTheTruePixels()
    {
        var psf = SurveyField.Load().Field.Psf!;
        var grid = CsvColumns.Read(SharedData.Require("sim/survey_psfgrid.csv"));
        double[] x = grid.Numbers("x_pix"), y = grid.Numbers("y_pix");
        using var file = FitsFile.Open(SharedData.Require("sim/survey_psfgrid.fits.gz"));
        for (int i = 0; i < grid.Count; i++)
        {
            float[] truth = file.Image().ReadPlane(i);
            float[] stamp = psf.StampAt(x[i] - 1, y[i] - 1).Pixels;
            float peak = truth.Max();
            for (int k = 0; k < truth.Length; k++)
                stamp[k].Should().BeApproximately(truth[k], 0.006f * peak);
        }
    }

    [Fact]
    public void StarsAreToldFromGalaxies()
    {
        var survey = SurveyField.Load();
        var sources = survey.Field.Detection.Sources;
        int lostStars = 0, falseStars = 0;
        for (int i = 0; i < survey.Points.Length; i++)
        {
            if (survey.SignalToNoise[i] <= 50 || survey.Match[i] < 0)
                continue;
            bool star = sources[survey.Match[i]].IsStar;
            lostStars += survey.IsStar[i] && !star ? 1 : 0;
            falseStars += !survey.IsStar[i] && star ? 1 : 0;
        }

        falseStars.Should().Be(0);
        lostStars.Should().BeLessThanOrEqualTo(1);
    }

    [Fact]
    public void StarsHaveTheirTotalFlux()
    {
        var survey = SurveyField.Load();
        double[] offsets = [.. Enumerable.Range(0, survey.Points.Length)
            .Where(i => survey.IsStar[i] && survey.Field.Detection.Sources[survey.Match[i]].IsStar)
            .Select(i => survey.Found[survey.Match[i]].Mag - survey.Points[i].Mag).Order()];
        offsets.Length.Should().BeGreaterThan(80);
        offsets[offsets.Length / 2].Should().BeApproximately(0, 0.005);
        (offsets[offsets.Length * 9 / 10] - offsets[offsets.Length / 10]).Should().BeLessThan(0.03);
    }

    [Fact]
    public void SureStarsAreStars()
    {
        var survey = SurveyField.Load();
        var source = new int[survey.Field.Detection.Sources.Count];
        Array.Fill(source, -1);
        for (int i = 0; i < survey.Match.Length; i++)
        {
            if (survey.Match[i] >= 0)
                source[survey.Match[i]] = i;
        }

        survey.Field.Stars.Count.Should().BeGreaterThan(60);
        // Before the fit's own rejection.
        survey.Field.Stars.Count(i => source[i] < 0 || !survey.IsStar[source[i]]).Should().BeLessThanOrEqualTo(2);
    }
}
