using System.Text;
using GaLNet.Grains.Interfaces;
using GaLNet.Grains.Interfaces.Models;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Grains.Tests.Support;

namespace GaLNet.Grains.Tests;

/// <summary>Publishing and activating networks.</summary>
public sealed class ModelsTests
{
    private const string Shipped = "fake|galnet-2|galnet-2|1";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Publishing_makes_the_fits_of_the_network_stale_and_nothing_else()
    {
        using var folder = new TempFolder();
        PaintedField.Make().Write(folder.File("a.fits"));
        var networks = new FakeNetworkFormat(Shipped, "fake|galnet-1|galnet-1|1");
        await using var catalogue = await NetworkCatalogue.Open(folder.File("s.db"), networks, tileOrder: 12);
        await catalogue.Ingest(folder.File("a.fits"));
        var tiles = await catalogue.Tiles();
        string[] engines = ["galnet-2", "galnet-1", "fake"];
        for (var i = 0; i < tiles.Length; i++)
        {
            await catalogue.Tile(tiles[i]).Process(
                NetworkCatalogue.Network with { Engine = engines[i % engines.Length] }, Stop);
        }

        await catalogue.Finish();
        var rows = await catalogue.Rows();
        rows.Should().OnlyContain(row => !row.IsStale);
        engines.Should().OnlyContain(engine => rows.Any(row => row.Engine == engine));

        await catalogue.Models().Publish(FakeNetworkFormat.File("2"), false, Stop);
        (await catalogue.Rows()).Should().OnlyContain(row => !row.IsStale, "it is not active yet");
        await catalogue.Models().Activate("galnet-2", "2", Stop);
        (await catalogue.Rows()).Should().OnlyContain(row => row.IsStale == (row.Engine == "galnet-2"));
        var before = networks.Stamps;
        var statuses = await Task.WhenAll(tiles.Select(async (tile, i) =>
            await catalogue.Tile(tile).Process(
                NetworkCatalogue.Network with { Engine = engines[i % engines.Length] }, Stop)));
        statuses = await catalogue.Finish();

        statuses.Should().OnlyContain(status => status.Stale == 0);
        (networks.Stamps - before).Should().Be(rows.Count(row => row.Engine == "galnet-2"));
        await catalogue.Models().Activate("galnet-2", "1", Stop);
        (await catalogue.Rows()).Should().OnlyContain(row => row.IsStale == (row.Engine == "galnet-2"));
    }

    [Fact]
    public async Task What_is_active_is_remembered_and_its_file_with_it()
    {
        using var folder = new TempFolder();
        await using (var first = await NetworkCatalogue.Open(folder.File("s.db"), new FakeNetworkFormat(Shipped)))
        {
            var listing = await first.Models().List(Stop);
            listing.Models.Should().ContainSingle().Which.PublishedAt.Should().BeNull();
            listing.IsActive(listing.Models[0]).Should().BeTrue("what came with the software serves its word");
            var published = await first.Models().Publish(FakeNetworkFormat.File("1.10"), false, Stop);
            (published.IsNew, published.IsActive).Should().Be((true, false));
            (await first.Models().Publish(FakeNetworkFormat.File("1.10"), false, Stop)).IsNew.Should().BeFalse();
            await first.Models().Publish(FakeNetworkFormat.File("1.9"), true, Stop);
            await first.Models().Publish(FakeNetworkFormat.File("7", name: "galnet-2-paper"), false, Stop);
            await first.Models().Activate("galnet-2", "1", Stop);
        }

        // A later software comes with another version: what was chosen by name stays in force.
        var later = new FakeNetworkFormat("fake|galnet-2|galnet-2|8");
        await using var second = await NetworkCatalogue.Open(folder.File("s.db"), later);
        var models = await second.Models().List(Stop);
        models.Models.Select(model => $"{model.Name} {model.Version}")
            .Should().Equal("galnet-2 1", "galnet-2 1.9", "galnet-2 1.10", "galnet-2 8", "galnet-2-paper 7");
        models.Models.Where(models.IsActive).Should().ContainSingle().Which.Version.Should().Be("1");
        PaintedField.Make().Write(folder.File("a.fits"));
        await second.Ingest(folder.File("a.fits"));
        (await second.Process(NetworkCatalogue.Network)).Should().OnlyContain(status => status.Measured > 0);
        (await second.Rows()).Where(row => row.Engine.Length > 0).Should().OnlyContain(row => row.N == 1);
    }

    [Fact]
    public async Task A_bad_file_is_refused_in_one_sentence_and_the_current_model_stays()
    {
        using var folder = new TempFolder();
        var networks = new FakeNetworkFormat(Shipped);
        await using var catalogue = await NetworkCatalogue.Open(folder.File("s.db"), networks);
        var models = catalogue.Models();
        foreach (var (file, expected) in new (NetworkFile, string)[]
        {
            (new NetworkFile("bad.onnx", Encoding.UTF8.GetBytes("garbage")), "bad.onnx"),
            (new NetworkFile("big.onnx", new byte[NetworkFile.MaxBytes + 1]), "8 MB"),
            (FakeNetworkFormat.File("NaN"), "gives no numbers"),
            (FakeNetworkFormat.File("13"), "the network stumbles"),
        })
        {
            networks.Before = (model, _) =>
            {
                if (model.Contains("13"))
                {
                    throw new InvalidOperationException("the network stumbles");
                }
            };
            var publish = () => models.Publish(file, true, Stop);
            (await publish.Should().ThrowAsync<InputException>()).Which.Message.Should().Contain(expected)
                .And.EndWith(".");
        }

        var activate = () => models.Activate("galnet-2", "99", Stop);
        (await activate.Should().ThrowAsync<InputException>()).Which.Message.Should().Contain("galnet-2 1");
        await models.Publish(FakeNetworkFormat.File("2"), false, Stop);
        networks.Salt = "retrained";
        var twin = () => models.Publish(FakeNetworkFormat.File("2"), true, Stop);
        (await twin.Should().ThrowAsync<InputException>()).Which.Message.Should().Contain("other weights");
        (await models.List(Stop)).Models.Should().HaveCount(2).And.ContainSingle(model => model.Version == "1");
        (await models.GetActive("galnet-2", Stop))!.Version.Should().Be("1");
        (await models.GetActive("galnet-1", Stop)).Should().BeNull();
    }

    [Fact]
    public async Task A_network_that_cannot_be_had_leaves_the_work_pending()
    {
        using var folder = new TempFolder();
        var galaxies = PaintedField.Make().Write(folder.File("a.fits")).Sources.Count(source => source.Kind == 'g');
        var networks = new FakeNetworkFormat(Shipped);
        await using var catalogue = await NetworkCatalogue.Open(folder.File("s.db"), networks);
        await catalogue.Ingest(folder.File("a.fits"));
        var unknown = () => catalogue.Process(NetworkCatalogue.Network with { Engine = "galnet-1" });
        (await unknown.Should().ThrowAsync<InputException>()).Which.Message.Should().Contain("galnet-1")
            .And.Contain("galnet models publish");
        networks.FailsToOpen = true;
        var failed = (await catalogue.Process(NetworkCatalogue.Network)).Single();

        (failed.Phase, failed.Pending, failed.Failed).Should().Be((TilePhase.Failed, galaxies, 0));
        failed.Message.Should().EndWith(".");
        networks.FailsToOpen = false;
        var status = (await catalogue.Process(NetworkCatalogue.Network)).Single();
        (status.Phase, status.Measured, status.Pending).Should().Be((TilePhase.Idle, galaxies, 0));
    }
}
