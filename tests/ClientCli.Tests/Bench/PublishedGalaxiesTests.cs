using GaLNet.ClientCli.Bench;
using GaLNet.Photometry.Fitting;

namespace GaLNet.Tests.ClientCli.Bench;

/// <summary>Real galaxies of <c>galnet bench accuracy</c> against other people's fits of the same pixels.</summary>
public sealed class PublishedGalaxiesTests
{
    [Fact]
    public void Hsc_galaxy_agrees_with_pysersic_within_what_losses_and_skies_make()
    {
        SharedData.Require("hsc_pysersic/reference.csv");
        foreach (var (galaxy, fit) in Fit(galaxies => galaxies.Hsc()))
        {
            fit.Flags.Should().NotHaveFlag(FitFlags.Failed, galaxy.Name);
            if (galaxy.Published is not { } theirs)
            {
                continue;
            }

            (fit.Profile.Flux / theirs.Flux).Should().BeApproximately(1, 0.03);
            (fit.Profile.ReffPix / theirs.ReffPix).Should().BeApproximately(1, 0.05);
            (fit.Profile.Index / theirs.Index).Should().BeApproximately(1, 0.05);
            fit.Profile.PaDeg.Should().BeApproximately(theirs.PaDeg, 1);
        }
    }

    [Fact]
    public void Imfit_minimum_is_found_where_the_galaxy_fills_the_frame()
    {
        SharedData.Require("imfit_sdss/reference.csv");
        var (galaxy, fit) = Fit(galaxies => galaxies.Imfit()).Single();
        var theirs = galaxy.Published!.Value;
        fit.Profile.XPix.Should().BeApproximately(theirs.XPix, 0.1);
        fit.Profile.YPix.Should().BeApproximately(theirs.YPix, 0.1);
        (fit.Profile.ReffPix / theirs.ReffPix).Should().BeApproximately(1, 0.05);
        fit.Profile.AxisRatio.Should().BeApproximately(theirs.AxisRatio, 0.01);
        fit.Profile.PaDeg.Should().BeApproximately(theirs.PaDeg, 0.5);
        // imfit's χ² is 4555.95 for 4089 degrees of freedom.
        fit.Chi2.Should().BeApproximately(4555.95 / 4089, 0.005);
    }

    [Fact]
    public void Galfit_example_agrees_but_for_what_its_noise_allows()
    {
        SharedData.Require("galfit_example/reference.csv");
        var (galaxy, fit) = Fit(galaxies => galaxies.Galfit()).Single();
        var theirs = galaxy.Published!.Value;
        fit.Profile.XPix.Should().BeApproximately(theirs.XPix, 0.1);
        fit.Profile.YPix.Should().BeApproximately(theirs.YPix, 0.1);
        (-2.5 * Math.Log10(fit.Profile.Flux / theirs.Flux)).Should().BeApproximately(0, 0.1);
        (fit.Profile.ReffPix / theirs.ReffPix).Should().BeApproximately(1, 0.1);
        fit.Profile.AxisRatio.Should().BeApproximately(theirs.AxisRatio, 0.05);
        (fit.Profile.Index / theirs.Index).Should().BeApproximately(1, 0.2);
    }

    [Fact]
    public void Galmoss_galaxies_are_measured()
    {
        SharedData.Require("galmoss_sdss/check_fit.csv");
        foreach (var (galaxy, fit) in Fit(galaxies => galaxies.Galmoss()))
        {
            fit.Flags.Should().NotHaveFlag(FitFlags.Failed, galaxy.Name);
            fit.Flags.Should().NotHaveFlag(FitFlags.NotConverged, galaxy.Name);
        }
    }

    private static List<(PublishedGalaxy Galaxy, SersicFit Fit)> Fit(
        Func<PublishedGalaxies, IEnumerable<PublishedGalaxy>> set)
    {
        var folder = Path.GetDirectoryName(Path.GetDirectoryName(SharedData.Require("kids_profit/reference.csv")));
        var engine = new Chi2Engine();
        return [.. set(new PublishedGalaxies(new BenchData(folder)))
            .Select(galaxy => (galaxy, engine.Measure(galaxy.Stamp, galaxy.Psf)))];
    }
}
