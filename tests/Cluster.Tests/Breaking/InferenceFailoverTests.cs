using GaLNet.Cluster.Tests.Support;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Grains.Interfaces.Serving;
using GaLNet.Grains.Interfaces.Tiles;

namespace GaLNet.Cluster.Tests.Breaking;

/// <summary>Networks run where silos say that they have a GPU, and elsewhere when the last of those dies.</summary>
[Collection(ClusterCollection.Name)]
public sealed class InferenceFailoverTests(LocalCluster cluster, ITestOutputHelper output)
{
    private const int Gpu = 3;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static readonly TimeSpan Hearing = TimeSpan.FromSeconds(12);

    [Fact(Skip = Postgres.Missing, SkipUnless = nameof(Postgres.IsHere), SkipType = typeof(Postgres))]
    public async Task Inference_goes_to_the_gpu_silo_and_comes_back_when_it_is_killed()
    {
        var image = await Survey.Simulate(cluster, "inference", 700, 57, density: 6);
        var hybrid = Survey.Network with { Engine = "hybrid" };
        var expected = await Survey.Undisturbed(
            image, Path.Combine(cluster.Root, "inference.db"), Survey.Network, hybrid);
        var fits = expected.Count(row => row.Engine == hybrid.Engine);
        await cluster.Only(2);
        (await cluster.Galnet("ingest", image, "--cluster", "local")).Succeeded();
        await using var client = await cluster.Connect();
        var found = await Survey.ImageOf(client.Client, image, Stop);
        // Tiles wake where no GPU is; the silo that says it has one runs the same networks on its cores.
        await Survey.Pending(client.Client, found, Stop);
        await cluster.Up(Gpu, " --Hardware gpu");
        // The others hear of it, and ask for its hardware; one that asks too early asks again when it reads the table of
        // members, every five seconds. Until then they serve themselves.
        await Task.Delay(Hearing, Stop);

        (await cluster.Galnet(Process(found, Survey.Network))).Succeeded();
        var statistics = client.Client.GetGrain<IInferenceGrain>(Survey.Network.Engine);
        var onGpu = (await statistics.GetStatistics(Stop)).Sum(network => network.Stamps);
        onGpu.Should().BeGreaterThanOrEqualTo(fits, "every stamp went to the silo with the GPU");

        // The hybrid engine asks the same network; the silo is killed while stamps are on their way to it.
        var again = cluster.StartGalnet(Process(found, hybrid));
        while ((await statistics.GetStatistics(Stop)).Sum(network => network.Stamps) is var stamps && stamps <= onGpu)
        {
            await Task.Delay(20, Stop);
        }

        await cluster.Kill(Gpu);
        (await Survey.Pending(client.Client, found, Stop)).Should().BePositive("it died in the middle");
        (await Commands.Finish(again)).Succeeded();
        output.WriteLine(
            $"{onGpu} stamps on the gpu silo for {fits} galaxies; it was killed in the middle of the next {fits}, and " +
            "the others measured the rest");
        // Where a χ² fit ends depends on the last bits of where it began: of those it is enough that none is missing.
        var rows = await Survey.Rows(client.Client, found, Stop);
        rows.Count(row => row.Engine == hybrid.Engine).Should().Be(fits);
        bool IsOther(CatalogueRow row) => row.Engine != hybrid.Engine;
        Array.FindAll(rows, IsOther).ShouldBe(Array.FindAll(expected, IsOther));
    }

    private static string[] Process(ImageInfo image, MeasureSettings settings)
        => ["process", .. image.Tiles, "--cluster", "local", .. Survey.Options(settings)];
}
