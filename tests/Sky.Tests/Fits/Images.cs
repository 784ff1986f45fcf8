using GaLNet.Sky.Fits;

namespace GaLNet.Sky.Tests.Fits;

public sealed class Images
{
    [Fact]
    public void A_window_is_the_same_pixels_as_the_whole()
    {
        using var scratch = new Scratch();
        var pixels = Enumerable.Range(0, 3 * 40 * 30).Select(i => i * 1e-12f).ToArray();
        FitsImageWriter.Write(scratch["cube.fits"], pixels, 30, 40, 3);
        using var file = FitsFile.Open(scratch["cube.fits"]);
        var image = file.Image();
        (image.Width, image.Height, image.Planes).Should().Be((30, 40, 3));
        var window = new float[5 * 7];
        image.ReadWindow(11, 20, 5, 7, window, plane: 2);
        for (var y = 0; y < 7; y++)
        {
            for (var x = 0; x < 5; x++)
                window[y * 5 + x].Should().Be(pixels[(2 * 40 + 20 + y) * 30 + 11 + x]);
        }
    }

    [Theory]
    [InlineData(-1, 0, 5, 5)]
    [InlineData(0, 36, 5, 5)]
    [InlineData(28, 0, 3, 3)]
    [InlineData(int.MaxValue, 0, 1, 1)]
    public void A_window_outside_the_image_is_refused(int x, int y, int width, int height)
    {
        using var scratch = new Scratch();
        FitsImageWriter.Write(scratch["a.fits"], new float[1200], 30, 40);
        using var file = FitsFile.Open(scratch["a.fits"]);
        var read = () => file.Image().ReadWindow(x, y, width, height, new float[width * height]);
        read.Should().Throw<ArgumentOutOfRangeException>().WithMessage("*30x40*");
    }

    [Fact]
    public void Doubles_and_integers_come_back_bit_for_bit()
    {
        using var scratch = new Scratch();
        double[] doubles = [double.NaN, -0.0, double.Epsilon, double.MaxValue, 1.0 / 3, double.NegativeInfinity];
        int[] integers = [int.MinValue, int.MaxValue, 0, -1, 16_777_217, 5];
        FitsImageWriter.Write(scratch["d.fits"], doubles, 3, 2);
        FitsImageWriter.Write(scratch["i.fits.gz"], integers, 3, 2);
        Read(scratch["d.fits"]).Should().Equal(doubles);
        Read(scratch["i.fits.gz"]).Should().Equal(integers.Select(i => (double)i));
        File.ReadAllBytes(scratch["i.fits.gz"])[..2].Should().Equal(0x1F, 0x8B);
    }

    [Fact]
    public void An_extension_is_named_in_the_path()
    {
        using var scratch = new Scratch();
        using (var writer = FitsFileWriter.Create(scratch["m.fits"]))
        {
            writer.WriteImage([1f], 1, 1);
            writer.WriteImage([2f], 1, 1, name: "SCI");
            writer.WriteImage([(byte)3], 1, 1, name: "MASK");
            writer.Commit();
        }
        Read(scratch["m.fits"]).Should().Equal(1);
        Read(scratch["m.fits"] + "[sci]").Should().Equal(2);
        Read(scratch["m.fits"] + "[2]").Should().Equal(3);
        var wrong = () => Read(scratch["m.fits"] + "[WHT]");
        wrong.Should().Throw<FitsException>().WithMessage("*no HDU [WHT]; it has 0 (image), 1 SCI (image), 2 MASK*");
    }

    [Fact]
    public void Nothing_appears_before_commit()
    {
        using var scratch = new Scratch();
        using (var writer = FitsFileWriter.Create(scratch["m.fits"]))
            writer.WriteImage([1f], 1, 1);
        Directory.EnumerateFileSystemEntries(scratch.Folder).Should().BeEmpty();
    }

    [Fact]
    public void A_folder_and_a_missing_file_are_refused()
    {
        using var scratch = new Scratch();
        var folder = () => FitsFile.Open(scratch.Folder);
        folder.Should().Throw<FitsException>().WithMessage("*is a folder*");
        var missing = () => FitsFile.Open(scratch["none.fits"]);
        missing.Should().Throw<FitsException>().WithMessage("*does not exist*");
    }

    private static double[] Read(string path)
    {
        using var file = FitsFile.Open(path);
        var image = file.Image();
        var pixels = new double[image.Width * image.Height];
        image.ReadWindow(0, 0, image.Width, image.Height, pixels);
        return pixels;
    }
}
