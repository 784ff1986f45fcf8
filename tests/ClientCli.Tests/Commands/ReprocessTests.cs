using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GaLNet.Sky.Fits;
using GaLNet.Tests.ClientCli.Support;

namespace GaLNet.Tests.ClientCli.Commands;

/// <summary>What the user sees when something is replaced: how much is stale, why, and how galaxies moved.</summary>
public sealed partial class ReprocessTests : IDisposable
{
    private const int Size = 420;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_mask_and_a_psf_are_replaced_and_the_history_tells()
    {
        await Run("simulate", "field", "--out", _folder.Root, "--size", $"{Size}", "--extra-galaxies", "14",
            "--density", "1.5", "--seed", "3");
        await Run("measure", _folder["field.fits"], "--store", Store, "--out", _folder["c.csv"]);
        var measured = await Galaxies();
        measured.Length.Should().BeGreaterThan(8);

        // A strip at the right is masked; what it touches is stale, the rest is not.
        var mask = new float[Size * Size];
        for (var y = 0; y < Size; y++)
        {
            Array.Fill(mask, 1f, y * Size + Size - 60, 60);
        }

        FitsImageWriter.Write(_folder["mask.fits"], mask, Size, Size);
        var ingested = await Run("ingest", _folder["field.fits"], "--mask", _folder["mask.fits"], "--store", Store);
        ingested.Out.Should().Contain("registered before")
            .And.Contain($"revision 1, {14 * 3} of {14 * 14} blocks of 32 x 32 pixels have changed");
        var stale = await StaleOf("image");
        stale.Should().BeInRange(1, measured.Length / 2);
        (await Run("status", "--stale", "--store", Store)).Out.Should().Contain("revision 0")
            .And.Contain("revision 1").And.Contain("not searched for sources yet");
        var processed = await Run("process", "--stale", "--store", Store);
        Made(processed).Should().BeInRange(0, stale, "some of them are masked away");
        (await Run("status", "--stale", "--store", Store)).Out.Trim().Should().Be("no fit is stale.");

        // Another PSF for the tile, then back to its stars.
        var busiest = JsonNode.Parse((await Run("status", "--json", "--store", Store)).Out)!["tiles"]!.AsArray()
            .MaxBy(row => row!["measured"]!.GetValue<int>())!;
        var (tile, inTile) = (busiest["tile"]!.GetValue<string>(), busiest["measured"]!.GetValue<int>());
        var order = int.Parse(tile.Split('/')[0], CultureInfo.InvariantCulture);
        var one = (await Galaxies()).First(id => $"{order}/{id >> (2 * (29 - order))}" == tile);
        WriteMoffat(_folder["psf.fits"], 4.5);
        var set = await Run("psf", tile, "--set", _folder["psf.fits"], "--store", Store);
        set.Out.Should().Contain("given by the user");
        set.Error.Should().Contain("PSF version 2 in force").And.Contain("are stale");
        (await StaleOf("psf")).Should().Be(inTile);
        Made(await Run("process", "--stale", "--store", Store)).Should().Be(inTile);
        (await Run("psf", tile, "--set", _folder["psf.fits"], "--store", Store)).Error.Should().Contain("the same PSF");

        var history = await Run("galaxy", $"{one}", "--history", "--store", Store);
        history.Out.Should().Contain("how it moved").And.Contain("psf 1 > 2").And.Contain("from the oldest of these");
        history.Out.Should().Contain("field.fits");
        var json = JsonNode.Parse((await Run("galaxy", $"{one}", "--history", "--json", "--store", Store)).Out)!;
        json["history"]!.AsArray().Should().ContainSingle();
        json["fits"]![0]!["psf_version"]!.GetValue<int>().Should().Be(2);

        var refit = await Run("psf", tile, "--refit", "--store", Store);
        refit.Error.Should().Contain("PSF version 3 in force");
    }

    [Fact]
    public async Task What_cannot_be_replaced_is_refused_in_a_sentence()
    {
        await Run("simulate", "field", "--out", _folder.Root, "--size", "200", "--seed", "3");
        await Run("ingest", _folder["field.fits"], "--store", Store);
        string[] store = ["--store", Store];
        (await CommandRun.Of(["ingest", _folder["field.fits"], "--replace", "other.fits", .. store]))
            .ShouldRefuse("0 images", "other.fits");
        var image = _folder["field.fits"];
        (await CommandRun.Of(["ingest", image, image, "--replace", "field.fits", .. store])).ShouldRefuse("one by one");
        var tile = JsonNode.Parse((await Run(["status", "--json", .. store])).Out)!["tiles"]![0]!["tile"]!
            .GetValue<string>();
        (await CommandRun.Of(["psf", tile, "--set", _folder["none.psf"], .. store])).ShouldRefuse("none.psf");
        (await CommandRun.Of(["psf", tile, "--refit", "--set", "a.psf", .. store])).ExitCode.Should().Be(2);
    }

    private string Store => _folder["s.db"];

    private async Task<long[]> Galaxies()
    {
        await Run("export", "--store", Store, "--out", _folder["now.csv"]);
        using var table = Sky.Tables.Table.Open(_folder["now.csv"]);
        var (ids, n) = (table.Longs("galaxy_id"), table.Doubles("n"));
        return [.. Enumerable.Range(0, ids.Length).Where(row => double.IsFinite(n[row])).Select(row => ids[row])];
    }

    private async Task<int> StaleOf(string reason)
        => JsonNode.Parse((await Run("status", "--stale", "--json", "--store", Store)).Out)!.AsArray()
            .Where(one => one!["differs"]!.GetValue<string>() == reason).Sum(one => one!["count"]!.GetValue<int>());

    private static int Made(CommandRun run)
        => int.Parse(MadeNow().Match(run.Out).Groups[1].Value, CultureInfo.InvariantCulture);

    private static async Task<CommandRun> Run(params string[] arguments)
    {
        var run = await CommandRun.Of(arguments);
        run.ExitCode.Should().Be(0, run.Error);
        return run;
    }

    // A Moffat profile of index 3 sampled at pixel centres.
    private static void WriteMoffat(string path, double fwhmPix)
    {
        const int side = 25;
        var alpha = fwhmPix / (2 * Math.Sqrt(Math.Pow(2, 1 / 3.0) - 1));
        var pixels = new float[side * side];
        for (var at = 0; at < pixels.Length; at++)
        {
            double dx = at % side - side / 2, dy = at / side - side / 2;
            pixels[at] = (float)Math.Pow(1 + (dx * dx + dy * dy) / (alpha * alpha), -3);
        }

        FitsImageWriter.Write(path, pixels, side, side);
    }

    [GeneratedRegex(@"(\d+) measurements made now")]
    private static partial Regex MadeNow();
}
