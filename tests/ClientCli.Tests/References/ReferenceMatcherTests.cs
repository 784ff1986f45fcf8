using GaLNet.ClientCli.References;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Photometry.Fitting;
using GaLNet.Sky.Healpix;

namespace GaLNet.Tests.ClientCli.References;

public sealed class ReferenceMatcherTests
{
    private const int Order = 12;

    /// <summary>Against a search of every pair over a field that many tile borders cross.</summary>
    [Theory]
    [InlineData(0.5)]
    [InlineData(3)]
    public void Agrees_with_a_search_of_all_pairs_across_borders(double radius)
    {
        var random = new Random(3);
        (double Ra, double Dec) Place() => (359.98 + 0.04 * random.NextDouble(), -0.02 + 0.04 * random.NextDouble());
        var galaxies = Enumerable.Range(0, 3000).Select(_ => Place()).ToArray();
        var rows = galaxies.Take(2000).Select(place => (place.Ra + 4e-4 * (random.NextDouble() - 0.5),
            place.Dec + 4e-4 * (random.NextDouble() - 0.5))).Concat(Enumerable.Range(0, 500).Select(_ => Place()))
            .ToArray();
        var matches = Match(galaxies, rows, radius, out var tiles);
        tiles.Should().BeGreaterThan(10);
        var nearest = rows.Select(row => galaxies.Select((galaxy, at) => (At: at, Distance: Distance(row, galaxy)))
            .MinBy(pair => pair.Distance)).ToArray();
        for (var row = 0; row < rows.Length; row++)
        {
            var rivals = Enumerable.Range(0, rows.Length).Where(other => nearest[other].At == nearest[row].At
                && nearest[other].Distance < nearest[row].Distance);
            var expected = nearest[row].Distance > radius ? MatchOutcome.NoGalaxy
                : rivals.Any() ? MatchOutcome.NotTheNearest : MatchOutcome.Matched;
            matches[row].Outcome.Should().Be(expected);
            if (expected == MatchOutcome.Matched)
            {
                matches[row].GalaxyId.Should().Be(IdOf(galaxies[nearest[row].At]));
                var crowd = galaxies.Count(galaxy => Distance(rows[row], galaxy) <= radius);
                var others = rows.Count(other => Distance(other, galaxies[nearest[row].At]) <= radius);
                matches[row].IsAmbiguous.Should().Be(crowd > 1 || others > 1);
            }
        }
    }

    [Fact]
    public void Stars_and_empty_sky_are_told_apart()
    {
        (double, double)[] galaxies = [(10, 20)];
        (double, double)[] stars = [(10.001, 20)];
        var matches = Match(galaxies, [(10.0001, 20), (10.001, 20.0001), (10.0005, 20.001), (200, -20),
            (double.NaN, 0)], 1, out _, stars);
        matches.Select(match => match.Outcome).Should().Equal(
            MatchOutcome.Matched, MatchOutcome.Star, MatchOutcome.NoGalaxy, MatchOutcome.OutsideTiles,
            MatchOutcome.OutsideTiles);
    }

    private static RowMatch[] Match(
        (double Ra, double Dec)[] galaxies, (double, double)[] rows, double radius, out int tiles,
        (double Ra, double Dec)[]? stars = null)
    {
        var all = galaxies.Select(place => (place, Star: false)).Concat((stars ?? []).Select(place => (place, Star: true)));
        var pages = all.GroupBy(one => HealpixNested.Index(Order, one.place.Ra, one.place.Dec)).Select(group =>
        {
            var page = new TilePageBuilder(new HealpixCell(Order, group.Key).ToString());
            foreach (var ((ra, dec), isStar) in group)
            {
                page.AddListed(IdOf((ra, dec)), ra, dec, 1, 1, 20, 0.1, 60, 0.7,
                    isStar ? FitFlags.Star : FitFlags.LowSignalToNoise, "image");
            }

            return page.Build();
        }).ToDictionary(page => page.Tile);
        var matcher = new ReferenceMatcher(rows, pages.Keys, radius);
        tiles = matcher.Tiles.Count;
        foreach (var tile in matcher.Tiles)
        {
            matcher.See(pages[tile]);
        }

        return matcher.Finish();
    }

    private static long IdOf((double Ra, double Dec) place)
        => HealpixNested.Index(HealpixNested.MaxOrder, place.Ra, place.Dec);

    // Flat enough over 0.04 degrees at the equator, and independent of the code's own haversine.
    private static double Distance((double Ra, double Dec) one, (double Ra, double Dec) other)
    {
        static double[] Vector((double Ra, double Dec) place)
        {
            double ra = place.Ra * Math.PI / 180, dec = place.Dec * Math.PI / 180;
            return [Math.Cos(dec) * Math.Cos(ra), Math.Cos(dec) * Math.Sin(ra), Math.Sin(dec)];
        }

        var chord = Math.Sqrt(Vector(one).Zip(Vector(other), (a, b) => (a - b) * (a - b)).Sum());
        return 2 * Math.Asin(chord / 2) * 180 / Math.PI * 3600;
    }
}
