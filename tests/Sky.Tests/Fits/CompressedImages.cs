using System.Globalization;
using CsCheck;
using GaLNet.Sky.Fits;
using GaLNet.Sky.Fits.Tiles;
using GaLNet.Sky.Tests.Oracles;

namespace GaLNet.Sky.Tests.Fits;

public sealed class CompressedImages
{
    [Fact]
    public void Every_compression_that_cfitsio_writes_is_read_as_astropy_reads_it()
    {
        using var scratch = new Scratch();
        var count = int.Parse(Oracle.Require("pixels.py", "make", scratch.Folder), CultureInfo.InvariantCulture);
        for (var i = 0; i < count; i++)
        {
            using var packed = FitsFile.Open(scratch[$"packed_{i}.fits"]);
            using var plain = FitsFile.Open(scratch[$"plain_{i}.fits"]);
            var (image, truth) = (packed.Image(), plain.Image());
            image.Shape.Should().Equal(truth.Shape);
            for (var plane = 0; plane < image.Planes; plane++)
            {
                var (a, b) = (new double[35 * 17], new double[35 * 17]);
                image.ReadWindow(0, 2, Math.Min(35, image.Width), 17, a.AsSpan(0, Math.Min(35, image.Width) * 17),
                    plane);
                truth.ReadWindow(0, 2, Math.Min(35, image.Width), 17, b.AsSpan(0, Math.Min(35, image.Width) * 17),
                    plane);
                for (var k = 0; k < a.Length; k++)
                    (double.IsNaN(b[k]) ? double.IsNaN(a[k]) : Math.Abs(a[k] - b[k]) <= Math.Abs(b[k]) * 1e-7)
                        .Should().BeTrue($"case {i}, plane {plane}, pixel {k}: {a[k]} for {b[k]}");
            }
        }
    }

    [Fact]
    public void Rice_keeps_every_integer()
        => Gen.Select(Gen.Int.Array[1, 200], Gen.Int[0, 31], Gen.Bool).Sample((values, shift, isShort) =>
        {
            var pixels = Array.ConvertAll(values, v => isShort ? (short)(v >> shift) : v >> shift);
            var packed = RiceCodec.Encode(pixels, isShort ? 2 : 4, 32);
            var back = new int[pixels.Length];
            RiceCodec.Decode(packed, back, isShort ? 2 : 4, 32);
            back.Should().Equal(pixels);
        }, iter: 3000);

    [Fact]
    public void What_we_compress_astropy_and_we_read_alike()
    {
        using var scratch = new Scratch();
        var random = new Random(5);
        var pixels = new float[200 * 30];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = (float)((random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 2e-12
                + 1e-13 * (i % 200));
        pixels[777] = float.NaN;
        pixels[888] = 0;
        pixels.AsSpan(1000, 200).Fill(3e-12f);
        var integers = Enumerable.Range(0, 6000).Select(i => (i - 3000) * (i % 17 == 0 ? 700_000 : 3)).ToArray();
        using (var writer = FitsFileWriter.Create(scratch["f.fits.fz"]))
        {
            writer.WriteCompressedImage(pixels, 200, 30);
            writer.Commit();
        }
        using (var writer = FitsFileWriter.Create(scratch["i.fits.fz"]))
        {
            writer.WriteCompressedImage(integers, 60, 50, 2, name: "MASK");
            writer.Commit();
        }
        var sigma = 1e-12;
        Read(scratch["f.fits.fz"]).Zip(pixels).Should().OnlyContain(p =>
            float.IsNaN(p.Second) ? double.IsNaN(p.First) : Math.Abs(p.First - p.Second) < sigma / 16);
        Read(scratch["f.fits.fz"])[888].Should().Be(0);
        Read(scratch["i.fits.fz"]).Should().Equal(integers.Select(i => (double)i));
        foreach (var name in new[] { "f", "i" })
        {
            // astropy 5 does not look at ZBLANK; CFITSIO's own funpack does.
            Oracle.Require("pixels.py", "unpack", scratch[name + ".fits.fz"], scratch[name + ".astropy.fits"]);
            Compare(Read(scratch[name + ".fits.fz"]), Read(scratch[name + ".astropy.fits"]), allowMissing: true);
            if (Oracle.Run("funpack", ["-O", scratch[name + ".funpack.fits"], scratch[name + ".fits.fz"]]) is not null)
                Compare(Read(scratch[name + ".fits.fz"]), Read(scratch[name + ".funpack.fits"]), allowMissing: false);
            var report = Oracle.Run("fitsverify", [scratch[name + ".fits.fz"]], acceptFailure: true);
            (report ?? "found 0 warning(s) and 0 error(s)").Should().Contain("found 0 warning(s) and 0 error(s)",
                report);
        }
    }

    private static void Compare(double[] ours, double[] theirs, bool allowMissing)
    {
        for (var i = 0; i < ours.Length; i++)
            (double.IsNaN(ours[i]) ? allowMissing || double.IsNaN(theirs[i]) : Math.Abs(ours[i] - theirs[i]) <= 1e-19)
                .Should().BeTrue($"pixel {i} is {ours[i]} for {theirs[i]}");
    }

    private static double[] Read(string path)
    {
        using var file = FitsFile.Open(path);
        var image = file.Image();
        var size = image.Width * image.Height;
        var pixels = new double[size * image.Planes];
        for (var plane = 0; plane < image.Planes; plane++)
            image.ReadWindow(0, 0, image.Width, image.Height, pixels.AsSpan(plane * size, size), plane);
        return pixels;
    }
}
