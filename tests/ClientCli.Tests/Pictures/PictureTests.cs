using GaLNet.ClientCli.Pictures;
using GaLNet.Tests.ClientCli.Support;
using SkiaSharp;

namespace GaLNet.Tests.ClientCli.Pictures;

public sealed class PictureTests
{
    [Theory]
    [InlineData("image model residual 0123456789 +−±·°²χσδΔ″′√é")]
    public void Every_letter_of_the_pictures_comes_with_the_program(string text)
    {
        foreach (var bold in new[] { false, true })
        {
            Typography.Face(bold).ContainsGlyphs(text).Should().BeTrue();
        }

        ScottPlot.Fonts.GetTypeface(Typography.Family, false, false).FamilyName
            .Should().Be(Typography.Face(false).FamilyName, "diagrams write in the same letters");
    }

    [Fact]
    public void The_stretch_rises_from_black_to_white_and_keeps_missing_data_apart()
    {
        var stretch = new Stretch(-2, 100, 3);
        stretch.Of(-5).Should().Be(0);
        stretch.Of(-2).Should().Be(0);
        stretch.Of(100).Should().BeApproximately(1, 1e-12);
        stretch.Of(1e9).Should().Be(1);
        stretch.Of(double.NaN).Should().Be(double.NaN);
        Enumerable.Range(-2, 100).Select(value => stretch.Of(value)).Should().BeInAscendingOrder();
        Stretch.Symmetric(5).Of(0).Should().Be(0.5);
    }

    [Fact]
    public void Residual_colours_are_white_at_zero_blue_below_and_red_above()
    {
        var (zero, low, high) = (Palette.Residual[0.5], Palette.Residual[0.1], Palette.Residual[0.9]);
        Math.Min(zero.Red, Math.Min(zero.Green, zero.Blue)).Should().BeGreaterThan(240);
        low.Blue.Should().BeGreaterThan(low.Red);
        high.Red.Should().BeGreaterThan(high.Blue);
        Palette.Plate[double.NaN].Should().Be(Palette.NoData);
    }

    [Fact]
    public void The_first_row_of_an_image_is_drawn_at_the_bottom()
    {
        using var folder = new TemporaryFolder();
        using (var sheet = new Sheet(20, 20))
        {
            var corner = new Raster(2, 2, [1, 0, 0, 0]);
            sheet.Pixels(corner, SKRect.Create(0, 0, 20, 20), new Stretch(0, 1, 1), Palette.Plate);
            sheet.Save(folder["x.png"]);
        }

        using var bitmap = SKBitmap.Decode(folder["x.png"]);
        bitmap.GetPixel(5, 15).Red.Should().BeLessThan(20, "the light is in the first column of the first row");
        bitmap.GetPixel(5, 5).Red.Should().BeGreaterThan(240);
        bitmap.GetPixel(15, 15).Red.Should().BeGreaterThan(240);
    }

    [Fact]
    public void Shrinking_averages_and_leaves_missing_pixels_out()
    {
        var raster = new Raster(3, 2, [1, 3, 5, float.NaN, 5, 7]);
        raster.Shrink(2).Pixels.Should().Equal(3, 6);
        raster.Shrink(1).Should().BeSameAs(raster);
    }

    [Fact]
    public void A_residual_is_in_units_of_the_noise_without_what_was_left_out()
    {
        var image = new Raster(3, 1, [5, 1, 9]);
        image.ResidualInSigma(new Raster(3, 1, [1, 2, 0]), [2, 0.5f, 1], [0, 0, 1]).Pixels
            .Should().Equal(2, -2, float.NaN);
    }

    [Fact]
    public void Every_picture_is_written_whole_even_without_data()
    {
        using var folder = new TemporaryFolder();
        SizeMagnitude.Save([], [], [], [], "nothing", folder["a.png"]);
        MeasuredVersusTrue.Save(
            [new ComparedParameter("x", "y", [double.NaN], [1], [1], true, "")], "nothing", folder["b.png"]);
        ResidualMosaic.Save([], "nothing", folder["c.png"]);
        folder.Names.Should().BeEquivalentTo("a.png", "b.png", "c.png");
    }
}
