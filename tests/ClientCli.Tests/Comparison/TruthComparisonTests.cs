using GaLNet.ClientCli.Catalogue;
using GaLNet.ClientCli.Comparison;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Photometry.Statistics;

namespace GaLNet.Tests.ClientCli.Comparison;

public sealed class TruthComparisonTests
{
    [Fact]
    public void Completeness_counts_bright_galaxies_with_a_measurement_within_an_arcsec()
    {
        TrueSource[] truth =
        [
            True(10, 20), True(10.01, 20), True(10.02, 20), True(10.03, 20),
            True(10.04, 20) with { SignalToNoise = 10 }, True(10.05, 20) with { IsStar = true },
        ];
        var shift = 0.5 / 3600;
        CatalogueRow[] rows =
        [
            Row(10, 20 + shift), Row(10.01, 20 - shift), Row(10.02, 20 + 4 * shift),
            Row(10.03, 20) with { N = double.NaN }, Row(10.04, 20), Row(10.05, 20),
        ];
        var comparison = TruthComparison.Of(rows, truth, 50);
        comparison.Wanted.Should().Be(4);
        comparison.Matched.Should().HaveCount(2);
        comparison.Completeness.Should().Be(0.5);
        comparison.Matched[0].SeparationArcsec.Should().BeApproximately(0.5, 1e-6);
    }

    [Theory]
    [InlineData(10, 0, 11, 0, 3600)]
    [InlineData(10, 60, 11, 60, 1799.983)]
    [InlineData(0.0001, -30, 359.9999, -30, 0.6235)]
    [InlineData(50, 89.9999, 230, 89.9999, 0.72)]
    public void Separations_hold_everywhere_on_the_sphere(
        double ra1, double dec1, double ra2, double dec2, double arcsec)
        => Separation.Arcsec(ra1, dec1, ra2, dec2).Should().BeApproximately(arcsec, 0.01);

    private static TrueSource True(double ra, double dec)
        => new(false, ra, dec, new GalaxyParameters(0, 0, 20, 1, 0.5, 30, 2), 100);

    private static CatalogueRow Row(double ra, double dec) => new()
    {
        GalaxyId = 1, Tile = "8/1", RaDeg = ra, DecDeg = dec, XFits = 1, YFits = 1, Mag = 20, ReffArcsec = 1, Q = 0.5,
        PaDeg = 30, N = 2, XError = 0, YError = 0, MagError = 0.1, ReffError = 0.1, QError = 0.1, PaError = 1,
        NError = 0.1, Chi2 = 1, Chi2Reff = 1, SignalToNoise = 100, Flags = 0, PsfFwhmArcsec = 0.7, PsfVersion = 1,
        Engine = "chi2", Model = "m", ImageId = "i", FittedAt = default, IsStale = false,
    };
}
