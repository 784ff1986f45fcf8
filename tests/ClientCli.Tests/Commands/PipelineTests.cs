using System.Text.Json.Nodes;
using GaLNet.Sky.Healpix;
using GaLNet.Sky.Tables;
using GaLNet.Tests.ClientCli.Support;
using SkiaSharp;

namespace GaLNet.Tests.ClientCli.Commands;

/// <summary>The whole way from an image to answers, through the command line.</summary>
public sealed class PipelineTests(PipelineFixture pipeline) : IClassFixture<PipelineFixture>
{
    [Fact]
    public void Measure_says_where_each_calibration_value_came_from()
        => pipeline.Measured.Out.Should().Contain("zero point 0 mag (MAGZP keyword)").And.Contain("(GAIN keyword)")
            .And.Contain("0.2 arcsec (WCS)").And.Contain("band r");

    [Fact]
    public void The_catalogue_holds_the_true_galaxies_where_they_are()
    {
        using var table = Table.Open(pipeline.Catalogue);
        using var truth = Table.Open(pipeline["field_truth.csv"]);
        var (ra, dec, mag, n) = (table.Doubles("ra"), table.Doubles("dec"), table.Doubles("mag"), table.Doubles("n"));
        var (trueRa, trueDec, trueMag) = (truth.Doubles("ra"), truth.Doubles("dec"), truth.Doubles("mag"));
        var (type, sn) = (truth.Strings("type"), truth.Doubles("snr15"));
        var wanted = Enumerable.Range(0, trueRa.Length).Where(i => type[i] == "gal" && sn[i] > 60).ToArray();
        var found = wanted.Count(i => Enumerable.Range(0, ra.Length).Any(j => double.IsFinite(n[j])
            && Math.Abs(dec[j] - trueDec[i]) < 1 / 3600.0 && Math.Abs(ra[j] - trueRa[i]) < 1 / 3600.0
            && Math.Abs(mag[j] - trueMag[i]) < 0.5));
        wanted.Length.Should().BeGreaterThan(8);
        found.Should().BeGreaterThanOrEqualTo(wanted.Length - 1);
    }

    [Fact]
    public async Task The_same_command_again_measures_nothing_and_writes_the_same_catalogue()
    {
        var run = await CommandRun.Of(
            "measure", pipeline.Image, "--store", pipeline.Store, "--out", pipeline["again.csv"]);
        run.ExitCode.Should().Be(0, run.Error);
        run.Out.Should().Contain("registered before").And.Contain("0 measurements made now");
        var export = await CommandRun.Of("export", "--store", pipeline.Store, "--out", pipeline["export.csv"]);
        export.ExitCode.Should().Be(0, export.Error);
        File.ReadAllText(pipeline["export.csv"]).Should().Be(File.ReadAllText(pipeline["again.csv"]));
    }

    [Fact]
    public void A_ReadMe_beside_the_catalogue_explains_every_column()
    {
        using var table = Table.Open(pipeline.Catalogue);
        var lines = File.ReadAllLines(pipeline["catalogue.ReadMe"]);
        lines.Should().Contain(line => line.Contains($"catalogue.fits  {table.RowCount,7}"));
        foreach (var column in table.Columns)
        {
            lines.Should().ContainSingle(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Skip(3).FirstOrDefault() == column.Name && char.IsAsciiDigit(line.TrimStart()[0]));
        }
    }

    [Fact]
    public async Task The_processed_sky_is_the_image_and_holds_every_row()
    {
        var run = await CommandRun.Of(
            "export", "--store", pipeline.Store, "--moc", pipeline["sky.fits"], "--out", pipeline["rows.csv"]);
        run.ExitCode.Should().Be(0, run.Error);
        var sky = MocFile.Read(pipeline["sky.fits"]);
        using var table = Table.Open(pipeline["rows.csv"]);
        table.Longs("galaxy_id").Should().OnlyContain(id => sky.Contains(id));
        // 420 pixels of 0.2 arcsec; cells reach over the edges by at most one of 64 on each side.
        var imageFraction = Math.Pow(420 * 0.2 / 3600 * Math.PI / 180, 2) / 4 / Math.PI;
        (sky.SkyFraction / imageFraction).Should().BeInRange(1, Math.Pow(1 + 4 / 64.0, 2));
        sky.Contains(150, 2.2).Should().BeTrue();
        sky.Contains(150.02, 2.2).Should().BeFalse();
        var usage = await CommandRun.Of("export", "--store", pipeline.Store);
        usage.ExitCode.Should().NotBe(0);
        usage.Error.Should().Contain("--moc FILE");
    }

    [Fact]
    public async Task A_galaxy_answers_with_its_fit_flags_and_provenance()
    {
        var id = await SomeGalaxy();
        var text = await CommandRun.Of("galaxy", id, "--store", pipeline.Store);
        text.Out.Should().Contain("rEff").And.Contain("Eq. 11").And.Contain("made by").And.Contain("field.fits");
        var run = await CommandRun.Of(
            "galaxy", id, "--json", "--store", pipeline.Store, "--plot", pipeline["galaxy.png"]);
        var fit = JsonNode.Parse(run.Out)!["fits"]![0]!;
        fit["engine"]!.GetValue<string>().Should().Be("chi2");
        fit["mag_err"]!.GetValue<double>().Should().BePositive();
        IsDrawn(pipeline["galaxy.png"]);
    }

    [Fact]
    public async Task Tile_and_export_list_the_same_rows()
    {
        var tiles = JsonNode.Parse((await CommandRun.Of("status", "--json", "--store", pipeline.Store)).Out)!["tiles"]!;
        var rows = 0;
        foreach (var tile in tiles.AsArray())
        {
            var name = tile!["tile"]!.GetValue<string>();
            var json = JsonNode.Parse((await CommandRun.Of("tile", name, "--json", "--store", pipeline.Store)).Out)!;
            rows += json["rows"]!.AsArray().Count;
            json["pending"]!.GetValue<int>().Should().Be(0);
        }

        using var table = Table.Open(pipeline.Catalogue);
        rows.Should().Be(table.RowCount);
    }

    [Fact]
    public async Task A_cone_lists_what_is_inside_nearest_first()
    {
        using var table = Table.Open(pipeline.Catalogue);
        var (ra, dec) = (table.Doubles("ra"), table.Doubles("dec"));
        var (ra0, dec0) = (ra[5], dec[5]);
        var inside = Enumerable.Range(0, ra.Length).Count(i => Distance(i) < 20);
        var run = await CommandRun.Of("cone", $"{ra0:R}", $"{dec0:R}", "20", "--json", "--store", pipeline.Store);
        var rows = JsonNode.Parse(run.Out)!.AsArray();
        rows.Should().HaveCount(inside);
        rows[0]!["galaxy_id"]!.GetValue<long>().Should().Be(table.Longs("galaxy_id")[5]);
        double Distance(int i) => 3600 * Math.Sqrt(
            Math.Pow(dec[i] - dec0, 2) + Math.Pow((ra[i] - ra0) * Math.Cos(dec0 * Math.PI / 180), 2));
    }

    [Fact]
    public async Task Pictures_of_catalogue_tile_and_psf_are_drawn()
    {
        var tile = await SomeTile();
        string[][] commands =
        [
            ["plot", pipeline.Catalogue, "--out", pipeline["sizes.png"]],
            ["plot", tile, "--count", "6", "--out", pipeline["mosaic.png"]],
            ["psf", tile, "--plot", pipeline["psf.png"]],
        ];
        foreach (var command in commands)
        {
            string[] arguments = command[1] == pipeline.Catalogue ? command : [.. command, "--store", pipeline.Store];
            (await CommandRun.Of(arguments)).ExitCode.Should().Be(0);
            IsDrawn(command[^1]);
        }
    }

    [Fact]
    public async Task Unknown_galaxies_tiles_and_images_are_refused_in_a_sentence()
    {
        string[] store = ["--store", pipeline.Store];
        (await CommandRun.Of(["galaxy", "17", .. store])).ShouldRefuse("17", "no image");
        (await CommandRun.Of(["tile", "8/17", .. store])).ShouldRefuse("8/17");
        (await CommandRun.Of(["tile", "here", .. store])).ShouldRefuse("here", "ORDER/INDEX");
        (await CommandRun.Of(["refit", "17", .. store])).ShouldRefuse("8/0");
        (await CommandRun.Of(["export", "--image", "zzz", "--out", pipeline["z.csv"], .. store])).ShouldRefuse("zzz");
        (await CommandRun.Of(["plot", pipeline["none.fits"], "--out", pipeline["z.png"]])).ShouldRefuse("none.fits");
        File.Exists(pipeline["z.csv"]).Should().BeFalse();
    }

    private static void IsDrawn(string path)
    {
        using var picture = SKBitmap.Decode(path);
        picture.Should().NotBeNull();
        picture.Pixels.Distinct().Count().Should().BeGreaterThan(50, "a picture has more than its paper");
    }

    private async Task<string> SomeTile()
        => (await Rows()).First(row => row["n"] is not null)["tile"]!.GetValue<string>();

    private async Task<string> SomeGalaxy()
        => (await Rows()).First(row => row["n"] is not null)["galaxy_id"]!.ToJsonString();

    private async Task<IEnumerable<JsonNode>> Rows()
    {
        using var table = Table.Open(pipeline.Catalogue);
        var (ra, dec) = (table.Doubles("ra").Average(), table.Doubles("dec").Average());
        var run = await CommandRun.Of("cone", $"{ra:R}", $"{dec:R}", "200", "--json", "--store", pipeline.Store);
        return JsonNode.Parse(run.Out)!.AsArray().OfType<JsonNode>();
    }
}
