using System.Diagnostics;
using GaLNet.Cluster.Tests.Support;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Grains.Interfaces.Tiles;
using Npgsql;

namespace GaLNet.Cluster.Tests.Breaking;

/// <summary>
/// A job on three silos that are killed, frozen and replaced all the time, and whose database is restarted, ends with
/// the catalogue of an undisturbed run.
/// </summary>
[Collection(ClusterCollection.Name)]
public sealed class ChaosTests(LocalCluster cluster, ITestOutputHelper output)
{
    private const int Silos = 3;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact(Skip = Postgres.Missing, SkipUnless = nameof(Postgres.IsHere), SkipType = typeof(Postgres))]
    public async Task A_job_under_kills_gives_the_catalogue_of_an_undisturbed_run()
    {
        var image = await Survey.Simulate(cluster, "chaos", ChaosSize.FieldPix, 51, density: 6);
        var expected = await Survey.Undisturbed(
            image, Path.Combine(cluster.Root, "undisturbed.db"), Survey.Network, Survey.Fits);
        var fits = expected.Count(row => row.Engine == Survey.Fits.Engine);
        fits.Should().BeGreaterThan(ChaosSize.LeastFits, "a small catalogue proves nothing");

        await cluster.Only(Silos);
        (await cluster.Galnet("ingest", image, "--cluster", "local")).Succeeded();
        ImageInfo found;
        await using (var client = await cluster.Connect())
        {
            found = await Survey.ImageOf(client.Client, image, Stop);
        }

        // Another engine makes every fit stale: all galaxies are measured again until enough has been broken.
        var breaker = new Breaker(cluster, Silos, output.WriteLine);
        var clock = Stopwatch.GetTimestamp();
        var rounds = 0;
        do
        {
            await Disturbed(breaker, found, Survey.Network);
            await Disturbed(breaker, found, Survey.Fits);
            rounds += 2;
        }
        while (breaker.Count < ChaosSize.Disturbances);

        await using var after = await cluster.Connect();
        var rows = await Survey.Rows(after.Client, found, Stop);
        output.WriteLine(
            $"{fits} galaxies in {found.Tiles.Length} tiles, measured {rounds} times in " +
            $"{ChaosSize.Text(Stopwatch.GetElapsedTime(clock))} under {breaker.Count} disturbances, " +
            $"{breaker.Kills} of them kill -9");
        rows.ShouldBe(expected);
        await Survey.PagesAreWhatGalaxiesSay(after.Client, found, Stop);
        await EachFitOnce(after.Client, expected);
        (await cluster.Reminders(Stop)).Should().Be(0, "a reminder never outlives its work");
    }

    /// <summary>Runs a command to its end while things break.</summary>
    private async Task Disturbed(Breaker breaker, ImageInfo image, MeasureSettings settings)
    {
        using var over = new CancellationTokenSource();
        var breaking = breaker.Run(over.Token);
        var outcome = await cluster.Galnet(
            ["process", .. image.Tiles, "--cluster", "local", .. Survey.Options(settings)]);
        await over.CancelAsync();
        await breaking;
        outcome.Succeeded();
    }

    // However often it was measured: every galaxy holds one fit of each engine, not the same one many times.
    private static async Task EachFitOnce(IGrainFactory grains, IEnumerable<CatalogueRow> expected)
    {
        foreach (var galaxies in expected.Where(row => row.Engine.Length > 0).GroupBy(row => row.GalaxyId).Chunk(64))
        {
            var views = await Task.WhenAll(galaxies.Select(galaxy =>
                grains.GetGrain<Grains.Interfaces.Galaxies.IGalaxyGrain>(galaxy.Key).Get(Stop)));
            foreach (var (view, galaxy) in views.Zip(galaxies))
            {
                view!.Fits.Concat(view.History).Select(fit => fit.Provenance.Engine).Should()
                    .BeEquivalentTo(galaxy.Select(row => row.Engine), $"galaxy {galaxy.Key}");
            }
        }
    }
}
