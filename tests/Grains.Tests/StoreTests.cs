using GaLNet.Grains.Interfaces;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Grains.Tests.Support;
using GaLNet.Silo;
using Microsoft.Data.Sqlite;

namespace GaLNet.Grains.Tests;

public sealed class StoreTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_store_in_use_is_refused_and_free_again_afterwards()
    {
        using var folder = new TempFolder();
        await using (await GaLNetSilo.StartEmbeddedAsync(folder.File("s.db"), null, Stop))
        {
            (await Refusal(folder.File("s.db"))).Should().Contain("in use");
        }

        await using var again = await GaLNetSilo.StartEmbeddedAsync(folder.File("s.db"), null, Stop);
        File.Exists(again.StorePath).Should().BeTrue();
    }

    [Fact]
    public async Task Silos_on_different_stores_run_side_by_side()
    {
        using var folder = new TempFolder();
        PaintedField.Make().Write(folder.File("a.fits"));
        var both = await Task.WhenAll(
            TestCatalogue.Open(folder.File("1.db"), 9), TestCatalogue.Open(folder.File("2.db"), 11));
        await using var first = both[0];
        await using var second = both[1];
        await first.Ingest(folder.File("a.fits"));

        (await first.Tiles()).Should().NotBeEmpty();
        (await second.Tiles()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_newer_schema_is_refused_and_left_alone()
    {
        using var folder = new TempFolder();
        await using (await GaLNetSilo.StartEmbeddedAsync(folder.File("s.db"), null, Stop))
        {
        }

        Sql(folder.File("s.db"), "PRAGMA user_version = 99");
        var before = await File.ReadAllBytesAsync(folder.File("s.db"), Stop);

        (await Refusal(folder.File("s.db"))).Should().Contain("schema 99");
        (await File.ReadAllBytesAsync(folder.File("s.db"), Stop)).Should().Equal(before);
    }

    [Fact]
    public async Task What_is_no_store_is_refused_and_left_alone()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("text.db"), "these are my notes, not a store", Stop);
        Sql(folder.File("other.db"), "CREATE TABLE mine (x)");
        await using (await GaLNetSilo.StartEmbeddedAsync(folder.File("torn.db"), null, Stop))
        {
        }

        var torn = await File.ReadAllBytesAsync(folder.File("torn.db"), Stop);
        Array.Fill(torn, (byte)0xAB, 100, 3000);
        await File.WriteAllBytesAsync(folder.File("torn.db"), torn, Stop);

        (await Refusal(folder.File("text.db"))).Should().Contain("not a GaLNet store");
        (await Refusal(folder.File("other.db"))).Should().Contain("another application");
        (await Refusal(folder.File("torn.db"))).Should().Contain("damaged");
        (await Refusal(folder.Path)).Should().Contain("folder");
        (await Refusal(folder.File("no/such/folder/s.db"))).Should().Contain("does not exist");
        (await File.ReadAllTextAsync(folder.File("text.db"), Stop)).Should().Be("these are my notes, not a store");
        (await File.ReadAllBytesAsync(folder.File("torn.db"), Stop)).Should().Equal(torn);
    }

    [Fact]
    public void Every_failure_of_SQLite_is_one_sentence()
    {
        foreach (var code in new[] { 5, 8, 10, 11, 13, 14, 26, 1 })
        {
            var sentence = GaLNet.Silo.Storage.SqliteFailure.Sentence(new SqliteException("why", code), "s.db").Message;
            sentence.Should().Contain("s.db").And.EndWith(".").And.NotContain("\n");
        }

        GaLNet.Silo.Storage.SqliteFailure.Sentence(new SqliteException("why", 13), "s.db").Message
            .Should().Contain("disk is full");
    }

    [Fact]
    public async Task A_galaxy_takes_less_than_a_kilobyte_and_a_page_is_compressed()
    {
        using var folder = new TempFolder();
        PaintedField.Make().Write(folder.File("a.fits"));
        await using (var catalogue = await TestCatalogue.Open(folder.File("s.db"), 7))
        {
            await catalogue.Ingest(folder.File("a.fits"));
            await catalogue.Process();
            Largest(folder.File("s.db"), "galaxy").Should().BeInRange(200, 600, "one fit");
            await catalogue.Process(TestCatalogue.Fake with { StampSize = 41 });
            Largest(folder.File("s.db"), "galaxy").Should().BeInRange(300, 1000, "a fit and the one before it");

            var rows = (await catalogue.Rows()).Length;
            rows.Should().BeGreaterThan(100);
            (Largest(folder.File("s.db"), "page") / rows).Should().BeLessThan(TilePage.NumbersPerRow * 8,
                "numbers alone would take that much");
        }
    }

    private static int Largest(string store, string state)
    {
        using var connection = new SqliteConnection($"Data Source={store};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT max(length(PayloadBinary)) FROM OrleansStorage WHERE GrainTypeString LIKE $state";
        command.Parameters.AddWithValue("$state", $"%{state}%");
        return Convert.ToInt32(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task<string> Refusal(string store)
    {
        var start = () => GaLNetSilo.StartEmbeddedAsync(store, null, Stop);
        var message = (await start.Should().ThrowAsync<StoreException>()).Which.Message;
        message.Should().EndWith(".").And.NotContain("\n");
        return message;
    }

    private static void Sql(string store, string text)
    {
        using var connection = new SqliteConnection($"Data Source={store};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this test.
        command.CommandText = text;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
