using GaLNet.Photometry.Detection;
using GaLNet.Photometry.Psf;
using GaLNet.Photometry.Tests.Detection;

namespace GaLNet.Photometry.Tests.Psf;

public class PsfFitterTests
{
    [Fact]
    public void TooFewStarsMakeNoModel()
    {
        var field = new SyntheticField(300, 300, 21).AddGaussian(100, 100, 20_000, 1.6, 1.6).AddNoise(1);
        var analysed = AnalysedField.Of(field.Plane());
        analysed.Psf.Should().BeNull();
        analysed.Detection.Sources.Should().HaveCount(1);
    }

    [Theory]
    [InlineData(5, 0, PsfRung.Tile)]
    [InlineData(14, 1, PsfRung.Local)]
    public void TheDegreeFollowsTheNumberOfStars(int stars, int degree, PsfRung rung)
    {
        var psf = AnalysedField.Of(Stars(stars, 1.7).Plane()).Psf!;
        psf.StarCount.Should().Be(stars);
        psf.Degree.Should().Be(degree);
        psf.Rung.Should().Be(rung);
        psf.ResidualChi2.Should().BeInRange(0.7, 1.4);
        // A Gaussian is a Moffat of infinite beta; pixels were sampled, not integrated, which the fit takes off.
        double sampled = Math.Sqrt(1.7 * 1.7 - 1.0 / 12) * 2.35482;
        psf.FwhmPixAt(200, 200).Should().BeApproximately(sampled, 0.02 * sampled);
    }

    [Fact]
    public void BinariesGalaxiesAndSaturatedStarsDoNotEnter()
    {
        var field = Stars(20, 1.7);
        field.AddGaussian(60, 350, 60_000, 2.6, 2.6).AddGaussian(200, 350, 80_000, 1.95, 1.7);
        field.AddGaussian(320, 350, 30_000, 1.7, 1.7).AddGaussian(322.2, 351, 20_000, 1.7, 1.7);
        for (int i = 0; i < field.Pixels.Length; i++)
            field.Pixels[i] = Math.Min(field.Pixels[i], 5000);
        var clean = AnalysedField.Of(Stars(20, 1.7).Plane()).Psf!;
        var psf = AnalysedField.Of(field.Plane()).Psf!;
        clean.StarCount.Should().Be(20);
        psf.StarCount.Should().Be(20);
        psf.FwhmPixAt(200, 200).Should().BeApproximately(clean.FwhmPixAt(200, 200), 0.01);
    }

    [Fact]
    public void PositionsCountInTheImageNotInThePiece()
    {
        var plane = Stars(14, 1.7).Plane();
        var moved = new Plane
        {
            Width = plane.Width, Height = plane.Height, Pixels = plane.Pixels, OriginX = 4096, OriginY = 1024,
        };
        var here = AnalysedField.Of(plane).Psf!;
        var there = AnalysedField.Of(moved).Psf!;
        there.FwhmPixAt(4096 + 50, 1024 + 300).Should().BeApproximately(here.FwhmPixAt(50, 300), 1e-6);
    }

    // Stars on a grid that leaves the upper rows free.
    private static SyntheticField Stars(int count, double sigma)
    {
        var field = new SyntheticField(400, 400, 22);
        for (int i = 0; i < count; i++)
        {
            double x = 40 + 75 * (i % 5) + 0.37 * i % 1, y = 40 + 60 * (i / 5) + 0.61 * i % 1;
            field.AddGaussian(x, y, 15_000 + 3000 * i, sigma, sigma);
        }

        return field.AddNoise(1);
    }
}
