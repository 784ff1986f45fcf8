using GaLNet.ClientCli.Session;
using GaLNet.Sky.Fits;
using GaLNet.Tests.ClientCli.Support;
using Microsoft.Data.Sqlite;

namespace GaLNet.Tests.ClientCli.Commands;

/// <summary>Bad input of the pipeline: one sentence, exit code 1, nothing half-written, the store as it was.</summary>
public sealed class MeasureBadInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task A_text_file_is_refused()
    {
        File.WriteAllText(_folder["in.fits"], "RA Dec mag\n");
        return Refuses("not a FITS file");
    }

    [Fact]
    public Task A_directory_is_refused()
    {
        Directory.CreateDirectory(_folder["in.fits"]);
        return Refuses("folder");
    }

    [Fact]
    public Task An_empty_file_is_refused()
    {
        File.WriteAllBytes(_folder["in.fits"], []);
        return Refuses("empty");
    }

    [Fact]
    public async Task A_truncated_download_is_refused()
    {
        await Simulate();
        var bytes = File.ReadAllBytes(_folder["field.fits"]);
        File.WriteAllBytes(_folder["in.fits"], bytes[..(bytes.Length / 3)]);
        await Refuses("cut short");
    }

    [Fact]
    public Task An_image_without_wcs_is_refused_with_the_remedy()
    {
        FitsImageWriter.Write(_folder["in.fits"], new float[100 * 100], 100, 100);
        return Refuses("WCS", "galnet stamps");
    }

    [Fact]
    public async Task A_weight_of_another_size_leaves_no_store_behind()
    {
        await Simulate();
        FitsImageWriter.Write(_folder["w.fits"], new float[50 * 50], 50, 50);
        File.Move(_folder["field.fits"], _folder["in.fits"]);
        await RefusesWith(["--weight", _folder["w.fits"]], "50x50");
    }

    [Fact]
    public async Task A_catalogue_without_the_named_columns_lists_those_there_are()
    {
        await Simulate();
        File.Move(_folder["field.fits"], _folder["in.fits"]);
        File.WriteAllText(_folder["c.csv"], "id,flux\n1,2\n");
        await RefusesWith(["--catalog", _folder["c.csv"]], "no column for ra", "id, flux");
        await RefusesWith(["--catalog", _folder["c.csv"], "--columns", "ra=alpha,dec=delta"], "alpha", "id, flux");
    }

    [Fact]
    public async Task An_output_that_cannot_be_written_is_refused_before_any_work()
    {
        await Simulate();
        File.Move(_folder["field.fits"], _folder["in.fits"]);
        var before = _folder.Names.Order().ToArray();
        var run = await CommandRun.Of(
            "measure", _folder["in.fits"], "--store", _folder["s.db"], "--out", _folder["nowhere/c.fits"]);
        run.ShouldRefuse("nowhere");
        run.Out.Should().BeEmpty();
        _folder.Names.Order().Should().Equal(before);
    }

    [Fact]
    public async Task A_store_of_a_newer_schema_is_refused_and_left_alone()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using (var session = await CatalogueSession.OpenOrCreateAsync(_folder["s.db"], cancellation))
        {
            session.Keep();
        }

        SetVersion(_folder["s.db"], 99);
        var before = File.ReadAllBytes(_folder["s.db"]);
        (await CommandRun.Of("status", "--store", _folder["s.db"])).ShouldRefuse("schema 99", "newer");
        File.ReadAllBytes(_folder["s.db"]).Should().Equal(before);
    }

    [Fact]
    public async Task A_file_that_is_no_store_is_refused_and_left_alone()
    {
        File.WriteAllText(_folder["s.db"], "shopping list");
        (await CommandRun.Of("status", "--store", _folder["s.db"])).ShouldRefuse("not a GaLNet store");
        File.ReadAllText(_folder["s.db"]).Should().Be("shopping list");
    }

    [Fact]
    public async Task A_store_in_use_by_another_is_refused()
    {
        await using var holder = await CatalogueSession.OpenOrCreateAsync(
            _folder["s.db"], TestContext.Current.CancellationToken);
        (await CommandRun.Of("status", "--store", _folder["s.db"])).ShouldRefuse("s.db", "in use");
    }

    [Fact]
    public async Task Nan_and_weightless_regions_are_measured_around()
    {
        const int size = 450;
        await Simulate(size);
        FitsHeader header;
        float[] pixels;
        using (var file = FitsFile.Open(_folder["field.fits"]))
        {
            (header, pixels) = (file.Image().Header, file.Image().ReadPlane());
        }

        var weight = new float[pixels.Length];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (x, y) = (i % size, i / size);
            pixels[i] = x is > 200 and < 230 ? float.NaN : pixels[i];
            weight[i] = y is > 50 and < 80 ? 0 : 1;
        }

        FitsImageWriter.Write(_folder["in.fits"], pixels, size, size, header: header);
        FitsImageWriter.Write(_folder["w.fits"], weight, size, size);
        var run = await CommandRun.Of(
            "measure", _folder["in.fits"], "--weight", _folder["w.fits"], "--store", _folder["s.db"], "--out",
            _folder["c.fits"]);
        run.ExitCode.Should().Be(0, run.Error);
        using var table = GaLNet.Sky.Tables.Table.Open(_folder["c.fits"]);
        table.Doubles("x").Should().NotContain(x => x > 205 && x < 227, "there are no data there");
        table.Doubles("n").Count(double.IsFinite).Should().BePositive();
    }

    private async Task Simulate(int size = 100)
    {
        var run = await CommandRun.Of(
            "simulate", "field", "--out", _folder.Root, "--size", $"{size}", "--extra-galaxies", "8", "--density", "2");
        run.ExitCode.Should().Be(0, run.Error);
    }

    private static void SetVersion(string path, int version)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA user_version = {version}";
        command.ExecuteNonQuery();
    }

    private Task Refuses(params string[] words) => RefusesWith([], words);

    private async Task RefusesWith(string[] options, params string[] words)
    {
        var before = _folder.Names.Order().ToArray();
        var run = await CommandRun.Of(
            ["measure", _folder["in.fits"], "--store", _folder["s.db"], "--out", _folder["c.fits"], .. options]);
        run.ShouldRefuse(words);
        _folder.Names.Order().Should().Equal(before, "nothing may be left behind");
    }
}
