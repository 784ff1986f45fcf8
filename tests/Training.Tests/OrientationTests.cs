using GaLNet.Photometry.Mocks;
using GaLNet.Photometry.Statistics;
using GaLNet.Training.Feed;

namespace GaLNet.Tests.Training;

/// <summary>A turned picture of a galaxy is the picture of the turned galaxy.</summary>
public sealed class OrientationTests
{
    private static readonly GalaxyParameters Galaxy = new(0.23, -0.31, 19.5, 1.3, 0.45, 27, 2.1);
    private static readonly MockPsf Psf = new(0.7, 3.5, 1.4, 2.5, 0.15, 0.85, 61, 2.3);

    public static TheoryData<int> Codes => [.. Enumerable.Range(0, Orientation.Count)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void PixelsTurnWithTheTruth(int code)
    {
        var orientation = new Orientation(code);
        var generator = new MockStampGenerator(new MockStampOptions(), 1);
        var upright = new float[61 * 61];
        generator.Paint(Galaxy, Psf, upright);
        var turned = orientation.SourcePixels(61).Select(source => upright[source]).ToArray();

        // The PSF's direction turns like a galaxy's.
        var psf = Psf with { PaDeg = orientation.Apply(Galaxy with { PaDeg = Psf.PaDeg }).PaDeg };
        var rendered = new float[61 * 61];
        generator.Paint(orientation.Apply(Galaxy), psf, rendered);

        var peak = upright.Max();
        for (var i = 0; i < turned.Length; i++)
            turned[i].Should().BeApproximately(rendered[i], 1e-4f * peak, "pixel {0} of orientation {1}", i, code);
    }

    [Fact]
    public void TheEightAreDifferent()
    {
        var maps = Enumerable.Range(0, Orientation.Count)
            .Select(code => string.Join(',', new Orientation(code).SourcePixels(5)));

        maps.Distinct().Should().HaveCount(8);
    }
}
