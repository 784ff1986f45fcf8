using GaLNet.ClientCli.Catalogue;
using GaLNet.ClientCli.Shell;
using GaLNet.Tests.ClientCli.Support;

namespace GaLNet.Tests.ClientCli.Catalogue;

public sealed class InputCatalogueTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_usual_names_are_found()
    {
        var sources = Read("ALPHA_J2000,DELTA_J2000,MAG_AUTO,CLASS_STAR\n10.5,-3,18.5,0.98\n10.6,-3.1,19.5,0.3\n");
        sources.Should().HaveCount(2);
        sources[0].Should().Be(new GaLNet.Grains.Interfaces.Tiles.InputSource(10.5, -3, true, 18.5));
        sources[1].IsStar.Should().BeFalse();
    }

    [Fact]
    public void Columns_can_be_named_and_a_limit_set()
    {
        var sources = Read("r,d,p\n10.5,-3,0.4\n10.6,-3.1,0.2\n", "ra=r,dec=d,star=p>0.3");
        sources.Select(source => source.IsStar).Should().Equal(true, false);
        sources[0].Mag.Should().Be(double.NaN);
    }

    [Fact]
    public void Flags_of_zero_and_one_and_words_are_understood()
    {
        Read("ra,dec,is_star\n1,2,1\n1,2,0\n").Select(source => source.IsStar).Should().Equal(true, false);
        Read("ra,dec,type\n1,2,star\n1,2,gal\n").Select(source => source.IsStar).Should().Equal(true, false);
    }

    [Fact]
    public void A_catalogue_without_positions_is_refused_with_the_columns_it_has()
    {
        var read = () => Read("name,flux\nm31,5\n");
        read.Should().Throw<CommandFailedException>()
            .WithMessage("*no column for ra*it has name, flux*--columns ra=NAME*");
    }

    [Fact]
    public void A_named_column_must_be_there()
    {
        var read = () => Read("ra,dec\n1,2\n", "mag=rmag");
        read.Should().Throw<GaLNet.Sky.Tables.TableException>().WithMessage("*no column 'rmag'*ra, dec*");
    }

    [Theory]
    [InlineData("1,95")]
    [InlineData("nan,5")]
    public void Positions_that_are_none_are_refused_by_row(string row)
    {
        var read = () => Read($"ra,dec\n1,2\n{row}\n");
        read.Should().Throw<CommandFailedException>().WithMessage("row 2 *");
    }

    [Theory]
    [InlineData("ra")]
    [InlineData("size=x")]
    [InlineData("star=p>much")]
    public void A_mapping_that_makes_no_sense_is_refused(string columns)
    {
        var parse = () => ColumnMap.Parse(columns);
        parse.Should().Throw<CommandFailedException>().WithMessage("--columns has*");
    }

    private GaLNet.Grains.Interfaces.Tiles.InputSource[] Read(string text, string? columns = null)
    {
        File.WriteAllText(_folder["sources.csv"], text);
        return InputCatalogue.Read(_folder["sources.csv"], ColumnMap.Parse(columns));
    }
}
