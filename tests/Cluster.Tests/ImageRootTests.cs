using GaLNet.Grains;
using GaLNet.Grains.Images;
using GaLNet.Grains.Interfaces;
using GaLNet.Grains.Interfaces.Images;
using Microsoft.Extensions.Options;

namespace GaLNet.Cluster.Tests;

/// <summary>Images are opened under the configured roots and nowhere else.</summary>
public sealed class ImageRootTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("galnet-roots-").FullName;

    public ImageRootTests()
    {
        Directory.CreateDirectory(At("inside/deep"));
        Directory.CreateDirectory(At("inside-but-not"));
        Directory.CreateDirectory(At("outside"));
        foreach (var file in new[] { "inside/a.fits", "inside/deep/b.fits", "outside/c.fits", "inside-but-not/d.fits" })
        {
            File.WriteAllText(At(file), "");
        }

        File.CreateSymbolicLink(At("inside/link-in.fits"), At("inside/a.fits"));
        File.CreateSymbolicLink(At("inside/link-out.fits"), At("outside/c.fits"));
        File.CreateSymbolicLink(At("inside/link-up.fits"), "../outside/c.fits");
        Directory.CreateSymbolicLink(At("inside/folder-out"), At("outside"));
        File.CreateSymbolicLink(At("inside/round.fits"), At("inside/round.fits"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("inside/a.fits", true)]
    [InlineData("inside/a.fits[SCI]", true)]
    [InlineData("inside/deep/b.fits", true)]
    [InlineData("inside/link-in.fits", true)]
    [InlineData("inside/link-out.fits", false)]
    [InlineData("inside/link-up.fits", false)]
    [InlineData("inside/folder-out/c.fits", false)]
    [InlineData("inside/../outside/c.fits", false)]
    [InlineData("inside/../inside/a.fits", false)]
    [InlineData("inside-but-not/d.fits", false)]
    [InlineData("outside/c.fits", false)]
    [InlineData("inside/round.fits", false)]
    [InlineData("inside", false)]
    public void Only_what_really_lies_inside_is_opened(string path, bool isAllowed)
    {
        var roots = new ImageRoots(Options.Create(new GrainsOptions { ImageRoots = [At("inside")] }));
        var check = () => roots.Check(new ImageSource { Path = At(path) });
        var asMask = () => roots.Check(new ImageSource { Path = At("inside/a.fits"), MaskPath = At(path) });

        if (isAllowed)
        {
            check.Should().NotThrow();
            asMask.Should().NotThrow();
        }
        else
        {
            check.Should().Throw<InputException>();
            asMask.Should().Throw<InputException>();
        }
    }

    [Fact]
    public void A_relative_path_is_refused_and_without_roots_all_is_open()
    {
        var roots = new ImageRoots(Options.Create(new GrainsOptions { ImageRoots = [At("inside")] }));
        var check = () => roots.Check(new ImageSource { Path = "a.fits" });
        check.Should().Throw<InputException>();

        new ImageRoots(Options.Create(new GrainsOptions())).Check(new ImageSource { Path = "/etc/passwd" });
    }

    private string At(string path) => Path.Combine(_folder, path);
}
