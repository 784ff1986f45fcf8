using GaLNet.Photometry.Profiles;
using GaLNet.Photometry.Statistics;

namespace GaLNet.Photometry.Mocks;

/// <summary>Draws the objects around a target.</summary>
internal static class MockSurroundings
{
    // Light per pixel, in units of the sky noise, that cannot be noticed.
    private const double Unnoticed = 0.02;

    private const int MostTrials = 10_000;

    /// <summary>Objects on and around a stamp, drawn again until none is too bright too near the centre.</summary>
    public static List<MockSource> Draw(MockCrowding crowding, MockStampOptions options, RandomStream random)
    {
        var side = options.SizePix * options.PixelScaleArcsec + 2 * crowding.MarginArcsec;
        var squareDegrees = side / 3600 * (side / 3600);
        var population = crowding.Population;
        var sources = new List<MockSource>();
        var trials = 0;
        do
        {
            if (++trials > MostTrials)
                throw new InvalidOperationException(
                    $"Found a bright neighbour within {crowding.FreeRadiusArcsec} arcsec in each of {MostTrials} "
                    + "draws; lower the counts or the radius.");
            sources.Clear();
            var galaxies = (int)random.NextPoisson(population.Galaxies.PerSquareDegree * squareDegrees);
            var stars = (int)random.NextPoisson(population.Stars.PerSquareDegree * squareDegrees);
            for (var i = 0; i < galaxies + stars; i++)
            {
                var x = side * (random.NextUniform() - 0.5);
                var y = side * (random.NextUniform() - 0.5);
                var isStar = i >= galaxies;
                var parameters = isStar
                    ? new GalaxyParameters(x, y, population.Stars.DrawMag(random), 0, 0, 0, 0)
                    : population.DrawGalaxy(random, x, y);
                sources.Add(options.Place(isStar, parameters));
            }
        }
        while (sources.Exists(s => IsTooNear(s.Parameters, crowding)));

        return sources;
    }

    /// <summary>False for an object outside the stamp whose light in it cannot be noticed.</summary>
    public static bool Reaches(MockSource source, MockStampOptions options, MockPsfStamp psf)
    {
        var halfSide = 0.5 * options.SizePix * options.PixelScaleArcsec;
        var outside = Math.Max(Math.Abs(source.Parameters.XArcsec), Math.Abs(source.Parameters.YArcsec)) - halfSide;
        if (outside <= 0) return true;
        // What the PSF carries in, and what the profile itself (softened by a seeing disk) shines in.
        var light = source.Flux(options.ZeroPoint) * psf.LightAt(outside);
        if (!source.IsStar)
        {
            var distance = Math.Max(0, outside - psf.SmearArcsec) / options.PixelScaleArcsec;
            light += Sersic.Intensity(source.ToProfile(options.PixelScaleArcsec, options.ZeroPoint), distance);
        }

        return light > Unnoticed * options.Noise.SkySigma;
    }

    private static bool IsTooNear(in GalaxyParameters p, MockCrowding crowding)
        => p.Mag < crowding.BrightMag
            && p.XArcsec * p.XArcsec + p.YArcsec * p.YArcsec < crowding.FreeRadiusArcsec * crowding.FreeRadiusArcsec;
}
