using GaLNet.Cluster.Tests.Support;
using GaLNet.Grains.Interfaces;
using GaLNet.Grains.Interfaces.Catalogue;
using GaLNet.Silo.Clustering;
using GaLNet.Silo.Configuration;
using GaLNet.Tests;
using Microsoft.Extensions.Hosting;

namespace GaLNet.Cluster.Tests;

/// <summary>Silos and clients show each other certificates; a client without one is turned away.</summary>
[Collection(ClusterCollection.Name)]
public sealed class MutualTlsTests(LocalCluster cluster)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact(Skip = Postgres.Missing, SkipUnless = nameof(Postgres.IsHere), SkipType = typeof(Postgres))]
    public async Task A_client_without_a_certificate_of_the_authority_is_turned_away()
    {
        var ours = await Certificates("tls-ours");
        var theirs = await Certificates("tls-theirs");
        var secured = new ClusterSettings { ClusterId = "tls", Database = cluster.Database, Tls = ours };
        using var first = await Start(secured, 8);
        using var second = await Start(secured, 10);

        await using (var member = await ClusterConnection.OpenAsync(secured, TimeSpan.FromSeconds(30), _ => { }, Stop))
        {
            // Both silos are asked through whichever gateway: messages cross between them, too.
            for (var i = 0; i < 8; i++)
            {
                (await member.Client.GetGrain<Grains.Interfaces.Tiles.ITileGrain>($"11/{i}").GetPage(Stop)).Count
                    .Should().Be(0);
            }
        }

        foreach (var tls in new[] { null, theirs })
        {
            var stranger = async () =>
            {
                await using var connection = await ClusterConnection.OpenAsync(
                    secured with { Tls = tls }, Patience, _ => { }, Stop);
                await connection.Client.GetGrain<ICatalogueGrain>(ICatalogueGrain.Key).List(Stop);
            };
            (await stranger.Should().ThrowAsync<Exception>()).Which.Should()
                .Match(one => one is InputException || Unreachable.Is(one as Exception));
        }

        await second.StopAsync(Stop);
        await first.StopAsync(Stop);
    }

    [Fact]
    public void Files_that_are_no_certificates_are_named()
    {
        var load = () => Silo.Security.MemberCertificate.Load(new TlsSettings
        {
            Certificate = "/no/member.pem",
            Key = "/no/member.key",
            Authority = "/no/authority.pem",
        });

        load.Should().Throw<InputException>().Which.Message.Should().Contain("Tls:Authority")
            .And.Contain("/no/authority.pem").And.EndWith(".");
    }

    private Task<IHost> Start(ClusterSettings settings, int port) => ClusterSilo.StartAsync(
        new SiloSettings
        {
            Mode = SiloMode.Cluster,
            Cluster = settings,
            Name = $"tls{port}",
            Port = cluster.FirstPort + port,
            GatewayPort = cluster.FirstPort + port + 1,
            ImageRoots = [cluster.Root],
            LogLevel = Microsoft.Extensions.Logging.LogLevel.Critical,
        },
        Stop);

    private async Task<TlsSettings> Certificates(string name)
    {
        var script = Path.Combine(SharedData.RepositoryRoot, "scripts", "certificates.sh");
        var folder = Path.Combine(cluster.Root, name);
        (await Commands.Finish(Commands.Start(
            "bash", [script, folder], cluster.Root, new Dictionary<string, string>()))).Succeeded();
        return new TlsSettings
        {
            Certificate = Path.Combine(folder, "member.pem"),
            Key = Path.Combine(folder, "member.key"),
            Authority = Path.Combine(folder, "authority.pem"),
        };
    }
}
