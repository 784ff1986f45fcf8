using System.IO.Compression;
using GaLNet.Sky.Fits;
using GaLNet.Tests.ClientCli.Support;
using static GaLNet.Tests.ClientCli.Support.StampFixtures;

namespace GaLNet.Tests.ClientCli.Commands;

/// <summary>Bad input: one clear sentence, exit code 1, nothing written.</summary>
public sealed class StampsBadInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task A_text_file_is_refused()
    {
        File.WriteAllText(_folder["in.fits"], "these are not the pixels you are looking for");
        return Refuses(_folder["in.fits"], Psf(), "in.fits", "not a FITS file");
    }

    [Fact]
    public Task A_directory_is_refused()
    {
        Directory.CreateDirectory(_folder["in.fits"]);
        return Refuses(_folder["in.fits"], Psf(), "in.fits", "folder");
    }

    [Fact]
    public Task A_missing_file_is_refused() => Refuses(_folder["in.fits"], Psf(), "in.fits", "does not exist");

    [Fact]
    public Task An_empty_file_is_refused()
    {
        File.WriteAllBytes(_folder["in.fits"], []);
        return Refuses(_folder["in.fits"], Psf(), "in.fits", "empty");
    }

    [Fact]
    public Task A_truncated_download_is_refused()
    {
        Stamps();
        var bytes = File.ReadAllBytes(_folder["in.fits"]);
        File.WriteAllBytes(_folder["in.fits"], bytes[..(bytes.Length / 2)]);
        return Refuses(_folder["in.fits"], Psf(), "in.fits");
    }

    [Fact]
    public Task A_truncated_gzip_is_refused()
    {
        Stamps();
        using (var packed = new MemoryStream())
        {
            using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            {
                gzip.Write(File.ReadAllBytes(_folder["in.fits"]));
            }

            File.WriteAllBytes(_folder["in.fits.gz"], packed.ToArray()[..(int)(packed.Length / 2)]);
        }

        return Refuses(_folder["in.fits.gz"], Psf(), "in.fits.gz");
    }

    [Fact]
    public Task Psfs_of_another_number_are_refused()
        => Refuses(Stamps(), WritePsf(_folder["psf.fits"], 25, 25, 2), "2 PSFs", "3 stamps", "or one for all");

    [Fact]
    public Task A_psf_larger_than_the_stamp_is_refused()
        => Refuses(Stamps(), WritePsf(_folder["psf.fits"], 65, 65), "65 x 65", "61 x 61");

    [Fact]
    public Task A_psf_without_a_central_pixel_is_refused()
        => Refuses(Stamps(), WritePsf(_folder["psf.fits"], 24, 25), "24 x 25", "central pixel");

    [Fact]
    public Task A_psf_with_nan_is_refused()
    {
        var pixels = Gaussian(25, 25);
        pixels[40] = float.NaN;
        FitsImageWriter.Write(_folder["psf.fits"], pixels, 25, 25);
        return Refuses(Stamps(), _folder["psf.fits"], "psf.fits", "NaN");
    }

    [Fact]
    public Task A_psf_without_light_is_refused()
        => Refuses(Stamps(), WritePsf(_folder["psf.fits"], 25, 25, factor: 0), "positive light");

    [Fact]
    public Task A_mask_of_another_size_is_refused()
        => Refuses(Stamps(), Psf(), ["--mask", WritePsf(_folder["mask.fits"], 51, 61)], "51 x 61", "61 x 61", "mask");

    [Fact]
    public async Task A_full_disk_is_one_sentence()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs /dev/full");
        (await CommandRun.Of(Arguments(Stamps(), Psf(), "/dev/full"))).ShouldRefuse("full");
    }

    [Fact]
    public Task A_folder_as_output_is_refused_before_anything_is_measured()
    {
        Directory.CreateDirectory(_folder["fits.csv"]);
        return Refuses(_folder["in.fits"], Psf(), "fits.csv", "is a folder");
    }

    private string Stamps() => WriteStamps(_folder["in.fits"], 61, 61, 3);

    private string Psf() => WritePsf(_folder["psf.fits"], 25, 25);

    private Task Refuses(string images, string psf, params string[] words) => Refuses(images, psf, [], words);

    private async Task Refuses(string images, string psf, string[] options, params string[] words)
    {
        var before = _folder.Names.Order().ToArray();
        (await CommandRun.Of(Arguments(images, psf, _folder["fits.csv"], options))).ShouldRefuse(words);
        _folder.Names.Order().Should().Equal(before, "nothing may be left behind");
    }
}
