using GaLNet.ClientCli.Catalogue;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Sky.Tables;
using GaLNet.Tests.ClientCli.Support;

namespace GaLNet.Tests.ClientCli.Catalogue;

public sealed class CatalogueColumnsTests
{
    private static readonly string[] Specified =
    [
        "galaxy_id", "tile", "ra", "dec", "x", "y", "mag", "reff", "reff_circ", "q", "pa", "n",
        "x_err", "y_err", "mag_err", "reff_err", "q_err", "pa_err", "n_err",
        "chi2", "chi2_reff", "sn", "flags", "psf_fwhm", "psf_version", "engine", "model", "image_id", "fitted_at",
    ];

    [Fact]
    public void The_columns_are_those_of_the_specification()
        => CatalogueColumns.All.Select(column => column.Column.Name).Should().Equal(Specified);

    [Fact]
    public void Every_column_says_what_it_is()
        => CatalogueColumns.All.Should().OnlyContain(column =>
            column.Column.Description.Length > 5 && column.Column.Ucd.Length > 0);

    [Theory]
    [InlineData("c.fits")]
    [InlineData("c.csv")]
    public void Every_format_gives_back_what_was_written(string name)
    {
        using var folder = new TemporaryFolder();
        CatalogueExport.Write(folder[name],
            [Row(), Row() with { GalaxyId = 8, Mag = double.NaN, Engine = "", FittedAt = default }]);
        using var table = Table.Open(folder[name]);
        table.Columns.Select(column => column.Name).Should().Equal(Specified);
        table.Longs("galaxy_id").Should().Equal(3458764513820540927, 8);
        table.Doubles("ra")[0].Should().Be(150.123456789012);
        table.Doubles("reff_circ")[0].Should().BeApproximately(1.5 * Math.Sqrt(0.64), 1e-12);
        table.Doubles("mag")[1].Should().Be(double.NaN);
        table.Longs("flags")[0].Should().Be(9);
        table.Strings("tile")[0].Should().Be("8/432101");
        table.Strings("fitted_at").Should().Equal("2026-11-22T10:00:00Z", "");
        table.Strings("engine").Should().Equal("chi2", "");
        folder.Names.Should().BeEquivalentTo(name, "c.ReadMe");
    }

    [Fact]
    public void A_name_without_a_known_format_is_refused_before_any_work()
    {
        using var folder = new TemporaryFolder();
        var check = () => CatalogueExport.Check(folder["catalogue.xls"]);
        check.Should().Throw<TableException>().WithMessage("*.fits*.csv*");
        folder.Names.Should().BeEmpty();
    }

    [Fact]
    public void Json_has_the_same_names_decoded_flags_and_null_for_nan()
    {
        var json = CatalogueJson.Of(Row() with { N = double.NaN });
        json.Select(pair => pair.Key).Should().StartWith(Specified);
        json["n"].Should().BeNull();
        json["flag_names"]!.ToJsonString().Should().Be("[\"masked_pixels\",\"blended\"]");
        json["galaxy_id"]!.GetValue<long>().Should().Be(3458764513820540927);
    }

    private static CatalogueRow Row() => new()
    {
        GalaxyId = 3458764513820540927,
        Tile = "8/432101",
        RaDeg = 150.123456789012,
        DecDeg = -2.5,
        XFits = 10.25,
        YFits = 20.5,
        Mag = 19.25,
        ReffArcsec = 1.5,
        Q = 0.64,
        PaDeg = 33,
        N = 2.5,
        XError = 0.01,
        YError = 0.02,
        MagError = 0.03,
        ReffError = 0.04,
        QError = 0.05,
        PaError = 0.06,
        NError = 0.07,
        Chi2 = 1.01,
        Chi2Reff = 1.2,
        SignalToNoise = 88,
        Flags = 9,
        PsfFwhmArcsec = 0.7,
        PsfVersion = 2,
        Engine = "chi2",
        Model = "chi2-1",
        ImageId = "abc",
        FittedAt = new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero),
        IsStale = false,
    };
}
