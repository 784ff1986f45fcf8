using GaLNet.ClientCli.Bench.Peers;
using GaLNet.Photometry.Psf;
using GaLNet.Tests.ClientCli.Support;

namespace GaLNet.Tests.ClientCli.Bench;

public sealed class PsfexFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_psf_reads_back_as_it_was_written()
    {
        var pixels = StampFixtures.Gaussian(25, 21, 1, 1.5);
        PsfexFile.Write(_folder["a.psf"], new PsfStamp(25, 21, pixels));
        var model = PsfexFile.Read(_folder["a.psf"]);
        (model.Width, model.Height, model.Degree, model.StepPix).Should().Be((25, 21, 0, 1.0));
        model.Images.Should().Equal(pixels);
    }

    [Fact]
    public void Psfex_own_model_is_read_with_its_variation()
    {
        var model = PsfexFile.Read(SharedData.Require("kids_wide_r/kids_r_bottom.psfex.psf"));
        (model.Width, model.Height, model.Degree).Should().Be((35, 35, 1));
        // The set's description: FWHM about 2.45 pixels, here over all the field and after the pixel.
        StampWidth.FwhmPix(model.StampAt(1300, 650)).Should().BeApproximately(2.5, 0.15);
    }
}
