namespace GaLNet.Photometry.Mocks;

/// <summary>Draws what lies where in a field.</summary>
internal static class MockFieldLayout
{
    /// <summary>All objects: galaxies and stars of the population, then the added ones.</summary>
    public static List<MockSource> Draw(MockFieldOptions options, RandomStream random)
    {
        var margin = options.MarginArcsec / options.PixelScaleArcsec;
        var width = options.WidthPix + 2 * margin;
        var height = options.HeightPix + 2 * margin;
        var area = width * height * Math.Pow(options.PixelScaleArcsec / 3600, 2) * options.Density;
        var population = options.Population;
        var sources = new List<MockSource>();
        (double X, double Y) Anywhere() => (width * random.NextUniform() - margin - 0.5,
            height * random.NextUniform() - margin - 0.5);

        var galaxies = random.NextPoisson(population.Galaxies.PerSquareDegree * area);
        for (var i = 0; i < galaxies; i++)
        {
            var (x, y) = Anywhere();
            sources.Add(new MockSource
            {
                IsStar = false, XPix = x, YPix = y, Parameters = population.DrawGalaxy(random),
            });
        }

        var stars = random.NextPoisson(population.Stars.PerSquareDegree * area);
        for (var i = 0; i < stars; i++)
        {
            var (x, y) = Anywhere();
            sources.Add(MockSource.Star(x, y, population.Stars.DrawMag(random)));
        }

        for (var i = 0; i < options.ExtraGalaxies; i++)
        {
            var parameters = options.Priors.Draw(random) with { XArcsec = 0, YArcsec = 0 };
            sources.Add(new MockSource
            {
                IsStar = false,
                XPix = (options.WidthPix - 1) * random.NextUniform(),
                YPix = (options.HeightPix - 1) * random.NextUniform(),
                Parameters = parameters,
            });
        }

        if (options.SaturatedStarMag is { } mag)
            sources.Add(MockSource.Star(
                (options.WidthPix - 1) * random.NextUniform(), (options.HeightPix - 1) * random.NextUniform(), mag));
        return sources;
    }
}
